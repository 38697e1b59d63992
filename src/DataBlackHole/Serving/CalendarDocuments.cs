using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Serving;

/// <summary>One version of an announced calendar.</summary>
public sealed record CalendarVersionDocument
{
    /// <summary>SHA-256 of what the calendar announces; two versions with the same one announce the same.</summary>
    public required ContentDigest Sha256 { get; init; }

    /// <summary>The year whose months the columns are.</summary>
    public required int Year { get; init; }

    /// <summary>First look that read it, UTC.</summary>
    public required DateTimeOffset FirstReadAt { get; init; }

    /// <summary>Last look that read it before another version was read, UTC.</summary>
    public required DateTimeOffset LastReadAt { get; init; }

    /// <summary>Address of the page.</summary>
    public string? Page { get; init; }

    public required int Rows { get; init; }

    /// <summary>Rows of which nothing is claimed, each with the reason.</summary>
    public required IReadOnlyList<string> UnreadRows { get; init; }

    /// <summary>Number of the measurement that read it first.</summary>
    public required long Measurement { get; init; }

    /// <summary>SHA-256 of the page kept as evidence.</summary>
    public ContentDigest? PageSha256 { get; init; }
}

/// <summary>What changed from one version of a calendar to another.</summary>
public sealed record CalendarDiffDocument(
    string Source, CalendarVersionDocument From, CalendarVersionDocument To, IReadOnlyList<CalendarChange> Changes);
