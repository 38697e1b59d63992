namespace DataBlackHole.Serving.Exports;

/// <summary>A table that is written row by row and never held as a whole.</summary>
/// <param name="Columns">Names of the columns; the same in every format.</param>
/// <param name="Rows">Values in the order of the columns: texts, numbers, flags, instants, or null.</param>
public sealed record ExportTable(IReadOnlyList<string> Columns, IAsyncEnumerable<object?[]> Rows);

/// <summary>Which part of the record is exported.</summary>
/// <param name="Series">Of these series; of all when null.</param>
/// <param name="From">Begin: of reference periods for releases, of conclusions for flips, of time for coverage.</param>
/// <param name="To">End, which is part of it.</param>
internal sealed record ExportScope(IReadOnlyList<string>? Series, DateTimeOffset? From, DateTimeOffset? To, DateOnly? FromDay, DateOnly? ToDay)
{
    /// <summary>Null when no time was asked about.</summary>
    public TimeQuestion? Question { get; init; }

    public static ExportScope All { get; } = new(null, null, null, null, null);
}
