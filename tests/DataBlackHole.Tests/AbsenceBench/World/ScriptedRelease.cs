using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Tests.AbsenceBench.World;

/// <summary>One table row of a release page.</summary>
internal sealed record Row(string Label, string Value);

/// <summary>Another text of a release page from a moment on.</summary>
internal sealed record Edition(DateTimeOffset From, IReadOnlyList<Row> Rows);

/// <summary>One thing the scripted publisher puts out: an item of the listing with its page, or a figure in the database. Scripts change it.</summary>
internal sealed class ScriptedRelease
{
    /// <summary>Key of the series, or empty for the other business of the publisher.</summary>
    public required string Series { get; init; }

    public ReferencePeriod Period { get; init; }

    /// <summary>When it appears; null when it never does.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>When its page goes away again; null when it stays.</summary>
    public DateTimeOffset? Until { get; set; }

    public required string Title { get; set; }

    /// <summary>Path of the page below the listing's folder; made from the day when not set.</summary>
    public string? Path { get; set; }

    /// <summary>The moment printed on the page and, as a day, in the listing; the moment of appearing when not set.</summary>
    public DateTimeOffset? Printed { get; set; }

    public IReadOnlyList<Row> Rows { get; set; } = [];

    /// <summary>Later texts of the page, oldest first.</summary>
    public List<Edition> Editions { get; } = [];

    /// <summary>Whether it is an item of the listing; a figure in the database is not.</summary>
    public bool IsListed { get; set; } = true;

    /// <summary>The figure in the database; null when the database does not carry it.</summary>
    public string? Figure { get; set; }

    /// <summary>When the figure is in the database; with the release when not set.</summary>
    public DateTimeOffset? FigureAt { get; set; }

    public bool IsOutAt(DateTimeOffset moment) => At <= moment && !(Until <= moment);

    public bool HasFigureAt(DateTimeOffset moment) => Figure is not null && (FigureAt ?? At) <= moment && !(Until <= moment);

    public IReadOnlyList<Row> RowsAt(DateTimeOffset moment) => Editions.LastOrDefault(e => e.From <= moment)?.Rows ?? Rows;

    public IEnumerable<DateTimeOffset> Changes()
    {
        if (At is { } at) yield return at;
        if (Until is { } until) yield return until;
        if (FigureAt is { } figure) yield return figure;
        foreach (var edition in Editions) yield return edition.From;
    }
}
