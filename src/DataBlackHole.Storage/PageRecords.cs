using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Storage;

/// <summary>What every page depends on: while none of it changes, no page changes but for the passing of time.</summary>
/// <param name="Flip">Number of the newest flip.</param>
/// <param name="LastLookAt">When the last look ended.</param>
/// <param name="Trouble">Number of the newest trouble of the monitor that began or ended.</param>
/// <param name="Versions">Sum of the versions of all states: what a look changed without a flip.</param>
public sealed record RecordMark(long Flip, DateTimeOffset? LastLookAt, long Trouble, long Versions, long Review, long Census);

/// <summary>The state of one release and no more: many are shown at once.</summary>
/// <param name="LateAfter">While it is waited for: when it can be judged; only where that is known.</param>
/// <param name="FirstSeenAt">First look with it; only where it was asked for.</param>
/// <param name="PublishedAt">The printed time of publication; only where it was asked for.</param>
public sealed record ReleaseMark(
    string Series, string Period, ReleaseStatus Status, Reason Reason, DateTimeOffset? LateAfter = null, DateTimeOffset? FirstSeenAt = null, DateTimeOffset? PublishedAt = null)
{
    /// <summary>Set where an operator showed that the state was concluded wrongly.</summary>
    public bool IsRefuted { get; init; }
}

/// <summary>An open release of one series.</summary>
public sealed record OpenRelease(string Series, ReferencePeriod Period, ReleaseStatus Status, DateTimeOffset? Due, DateTimeOffset? LateAfter, WindowBasis? Basis);

/// <summary>The last state of one release by the flips that were on record.</summary>
/// <param name="Flip">Number of the flip that brought it about.</param>
public sealed record ReleaseTurn(string Series, string Period, string From, string To, Reason Reason, long Flip = 0);

/// <summary>Looks at one source.</summary>
/// <param name="FirstAt">The first of them.</param>
/// <param name="LastAt">The last of them.</param>
public sealed record SourceLooks(string Source, DateTimeOffset FirstAt, DateTimeOffset LastAt, long Looks);

/// <summary>Which flips a page lists.</summary>
/// <param name="Series">Only of these; of all when null.</param>
/// <param name="Public">Those about publishers, those about our sight, or all when null.</param>
/// <param name="RecordedBy">Only those on record by this instant.</param>
/// <param name="Before">Only those that happened before this instant; all when null.</param>
public sealed record FlipsWanted(IReadOnlyCollection<string>? Series, bool? Public, DateTimeOffset RecordedBy, DateTimeOffset? Before = null);
