using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;

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

/// <summary>A source that is a release calendar.</summary>
/// <param name="Source">Key of the source.</param>
/// <param name="Name">Its name.</param>
/// <param name="Publisher">Key of the publisher that announces it.</param>
public sealed record CalendarSourceDocument(string Source, BilingualText Name, string Publisher);

/// <summary>One release as a calendar shows it.</summary>
public sealed record AgendaDocument
{
    /// <summary>Key of the publisher.</summary>
    public required string Publisher { get; init; }

    /// <summary>When it came out or is expected, UTC; the first instant of the publisher's day when only the day is known or meant.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether only the day is known or meant.</summary>
    public required bool IsDayOnly { get; init; }

    /// <summary>Confirmed when announced or published, Tentative by a rule, Cancelled when taken back.</summary>
    public required AgendaStanding Standing { get; init; }

    public required ReleaseDocument Release { get; init; }
}
