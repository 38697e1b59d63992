using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Core.Calendars;

/// <summary>One month of one row of an announced calendar.</summary>
/// <param name="Month">Month of the calendar's year, 1 to 12.</param>
/// <param name="At">The announced instants, UTC, in order: none, one or two.</param>
/// <param name="IsNone">The publisher says that nothing is released in this month ("……").</param>
/// <param name="IsPostponedWithoutDate">The publisher replaced the date by a word such as "delayed" and gave no new one.</param>
/// <param name="Note">The footnote mark in the cell, such as <c>Note5</c> or <c>注4</c>.</param>
/// <param name="Raw">The cell exactly as printed, its time below it, blanks collapsed.</param>
public sealed record AnnouncedCell(
    int Month, ImmutableArray<DateTimeOffset> At, bool IsNone, bool IsPostponedWithoutDate, string? Note, string Raw);

/// <summary>One row of an announced calendar: a release and the months in which it comes out.</summary>
/// <param name="Number">Number of the row as printed.</param>
/// <param name="Content">Name of the release as printed, blanks collapsed.</param>
/// <param name="Cells">Twelve cells in order of months; empty when <see cref="Problem"/> is set.</param>
public sealed record AnnouncedRow(string Number, string Content, ImmutableArray<AnnouncedCell> Cells)
{
    /// <summary>Why the row cannot be read. Nothing is claimed from such a row, neither a date nor its absence.</summary>
    public string? Problem { get; init; }
}

/// <summary>
/// A release calendar as it stood on the publisher's page when it was read. Two readings with the same <see cref="Digest"/> announce the same.
/// </summary>
/// <param name="Source">Key of the source.</param>
/// <param name="Year">The year whose months the columns are.</param>
/// <param name="ReadAt">When it was read, UTC.</param>
/// <param name="Digest">SHA-256 of the content in canonical form, see <see cref="CanonicalText"/>.</param>
public sealed record AnnouncedCalendarVersion(
    string Source, int Year, DateTimeOffset ReadAt, ContentDigest Digest, ImmutableArray<AnnouncedRow> Rows, ImmutableArray<string> Notes)
{
    /// <summary>Address of the page; the content may move without changing.</summary>
    public string? Page { get; init; }

    /// <summary>The version with the digest of its content.</summary>
    public static AnnouncedCalendarVersion Of(
        string source, int year, DateTimeOffset readAt, ImmutableArray<AnnouncedRow> rows, ImmutableArray<string> notes) =>
        new(source, year, readAt, ContentDigest.Of(Encoding.UTF8.GetBytes(CanonicalText(year, rows, notes))), rows, notes);

    /// <summary>One line for the year, each row, each cell and each note; fields are parted by tabs, which no field contains.</summary>
    public static string CanonicalText(int year, IEnumerable<AnnouncedRow> rows, IEnumerable<string> notes)
    {
        var text = new StringBuilder();
        Line(text, "calendar", year.ToString(CultureInfo.InvariantCulture));
        foreach (var row in rows)
        {
            Line(text, "row", row.Number, row.Content, row.Problem ?? "");
            foreach (var cell in row.Cells) Line(text, ["cell", .. Fields(cell)]);
        }
        foreach (var note in notes) Line(text, "note", note);
        return text.ToString();
    }

    private static string[] Fields(AnnouncedCell cell) =>
    [
        cell.Month.ToString(CultureInfo.InvariantCulture),
        cell.IsNone ? "none" : cell.IsPostponedWithoutDate ? "postponed" : string.Join(' ', cell.At.Select(at => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture))),
        cell.Note ?? "",
        cell.Raw,
    ];

    private static void Line(StringBuilder text, params string[] fields) =>
        text.AppendJoin('\t', fields.Select(f => f.Replace('\t', ' ').Replace('\n', ' '))).Append('\n');
}
