using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Catalogue;

/// <summary>Whether a series has reference periods or access.</summary>
public enum SeriesKind
{
    /// <summary>Not known; refused by the loader.</summary>
    Unknown = 0,

    /// <summary>A statistic with reference periods.</summary>
    Statistic,

    /// <summary>An information service that is open or not.</summary>
    Service,
}

/// <summary>One thing whose availability is watched. Its key is permanent; names and addresses may change.</summary>
public sealed record SeriesDefinition
{
    public required string Key { get; init; }

    public required BilingualText Name { get; init; }

    public required string Publisher { get; init; }

    public SeriesKind Kind { get; init; } = SeriesKind.Statistic;

    /// <summary>Unknown for a service, which has no reference periods.</summary>
    public required Cadence Cadence { get; init; }

    public string? Unit { get; init; }

    /// <summary>When releases are expected; null for a series that is never judged (an ended or irregular one).</summary>
    public ReleaseRule? Release { get; init; }

    /// <summary>Whether it appears when it appears: what comes out is recorded, and no absence is ever claimed.</summary>
    public bool IsIrregular { get; init; }

    /// <summary>
    /// Where and how the series is read; every active one must agree before an absence is claimed. None for a series of which only
    /// the cited history is shown.
    /// </summary>
    public required ImmutableArray<SeriesReading> Readings { get; init; }

    /// <summary>Whether anything is read for it; the others are known from the cited history only.</summary>
    public bool IsWatched => !Readings.IsEmpty;

    /// <summary>What it means when the series is not there, for readers.</summary>
    public required BilingualText Absence { get; init; }

    /// <summary>Set when the series is known to have ended.</summary>
    public SeriesEnd? Ended { get; init; }

    /// <summary>Key of the series that continues this one under another definition; the two are never joined.</summary>
    public string? SucceededBy { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public BilingualText? Note { get; init; }
}

/// <summary>A known end, from the cited record.</summary>
public sealed record SeriesEnd(ReferencePeriod LastPeriod, DateOnly? On, BilingualText Note, string Source);

/// <summary>What finding the series in a source proves.</summary>
public enum Proof
{
    /// <summary>Not known; refused by the loader.</summary>
    Unknown = 0,

    /// <summary>The figure, or for a series that is a release the release itself, is published.</summary>
    Figure,

    /// <summary>A release came out that should carry the figure.</summary>
    Release,
}

/// <summary>One way to read a series out of a source.</summary>
public abstract record SeriesReading
{
    /// <summary>Key of the source.</summary>
    public required string Source { get; init; }

    /// <summary>False for patterns that rest on reports and not on a captured document.</summary>
    public bool IsVerified { get; init; } = true;

    /// <summary>First and last period that belong to this series in this source; both optional.</summary>
    public ReferencePeriod? From { get; init; }

    public ReferencePeriod? Until { get; init; }

    public bool Includes(ReferencePeriod period) => !(From is { } from && period < from) && !(Until is { } until && period > until);
}

/// <summary>Items of a listing whose title matches.</summary>
public sealed record ListingReading : SeriesReading
{
    public required Regex Title { get; init; }

    /// <summary>
    /// Titles that look like the release without matching <see cref="Title"/>: the release may have been renamed, and nothing is concluded.
    /// </summary>
    public Regex? Resembles { get; init; }

    public Proof Proves { get; init; } = Proof.Figure;

    public ListedPeriod Period { get; init; } = ListedPeriod.Title;
}

/// <summary>What tells the reference period of a listed item.</summary>
public enum ListedPeriod
{
    /// <summary>Not known; refused by the loader.</summary>
    Unknown = 0,

    /// <summary>The months or the year that its title names.</summary>
    Title,

    /// <summary>Its day: the item is about the day it is dated.</summary>
    Day,

    /// <summary>The month before its day: a file that is replaced each month under a name without one.</summary>
    MonthBefore,
}

/// <summary>Release pages whose title matches; with <see cref="Row"/> or <see cref="Sentence"/>, a figure in them.</summary>
public sealed record PageReading : SeriesReading
{
    public required Regex Title { get; init; }

    public RowRule? Row { get; init; }

    public SentenceRule? Sentence { get; init; }

    /// <summary>Whether a figure is read out of the page; otherwise the page itself is the release.</summary>
    public bool ReadsFigure => Row is not null || Sentence is not null;
}

/// <summary>A figure in the running text of a release.</summary>
public sealed record SentenceRule
{
    /// <summary>Pattern on the text without blanks; its first group is the figure.</summary>
    public required Regex Pattern { get; init; }

    /// <summary>Wordings that may be a new one of the sentence: where one stands without <see cref="Pattern"/>, nothing is concluded.</summary>
    public Regex? Resembles { get; init; }

    /// <summary>Sentences beside it; at least <see cref="SiblingsNeeded"/> must be found before the absence of the sentence means anything.</summary>
    public required ImmutableArray<Regex> Siblings { get; init; }

    public int SiblingsNeeded { get; init; } = 3;
}

/// <summary>Records of a JSON document.</summary>
public sealed record RecordReading : SeriesReading
{
    /// <summary>Which records are of this series; all tests must hold, none means every record.</summary>
    public ImmutableArray<RecordTest> Where { get; init; } = [];

    /// <summary>Path of the figure inside a record; null when the record itself is the publication.</summary>
    public string? Value { get; init; }
}

/// <summary>A test on one member of a record.</summary>
/// <param name="Path">Names and positions parted by points, such as <c>content.0.table</c>.</param>
/// <param name="Pattern">What the text there must match.</param>
public sealed record RecordTest(string Path, Regex Pattern);

/// <summary>A table row found by its label.</summary>
public sealed record RowRule
{
    /// <summary>The label, spaces and line breaks removed.</summary>
    public required Regex Label { get; init; }

    /// <summary>Labels that look like the row without matching <see cref="Label"/>: the row may have been renamed, and nothing is concluded.</summary>
    public Regex? Resembles { get; init; }

    /// <summary>Labels of rows beside it; at least <see cref="SiblingsNeeded"/> must be found before the absence of the row means anything.</summary>
    public required ImmutableArray<Regex> Siblings { get; init; }

    public int SiblingsNeeded { get; init; } = 3;

    /// <summary>Which cell of the row holds the figure, counted from the label; 1 is the next one.</summary>
    public int Column { get; init; } = 1;
}

/// <summary>Official notices in release pages: sentences that hold both a wording of config/notices.yaml and a name of the series or its family.</summary>
public sealed record NoticeReading : SeriesReading
{
    /// <summary>How notices name the series or its family.</summary>
    public required ImmutableArray<Regex> Names { get; init; }

    /// <summary>Titles of listed pages that are worth reading for notices although no other reading wants them.</summary>
    public Regex? Title { get; init; }
}

/// <summary>The values of a database query.</summary>
public sealed record DatabaseReading : SeriesReading;

/// <summary>Whether a service can be opened: the page is there, recognised by its anchors.</summary>
public sealed record SiteReading : SeriesReading;
