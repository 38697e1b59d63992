using System.Collections.Immutable;
using System.Text.Json.Serialization;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Judging;

/// <summary>Valid looks through one channel, after the late-after instant, that did not find a release.</summary>
public sealed record Absence(int Looks, DateTimeOffset First, DateTimeOffset Last);

/// <summary>What is known about one release.</summary>
public sealed record ReleaseState
{
    public required ReferencePeriod Period { get; init; }

    public required ReleaseStatus Status { get; init; }

    public required Reason Reason { get; init; }

    public Grade Grade { get; init; }

    /// <summary>The window; null for a period that was published and never expected (before we began to look).</summary>
    public ReleaseWindow? Window { get; init; }

    /// <summary>Last valid look, through any channel, without the release.</summary>
    public DateTimeOffset? LastUnseenAt { get; init; }

    /// <summary>First look with the release.</summary>
    public DateTimeOffset? FirstSeenAt { get; init; }

    /// <summary>The publication time that the publisher printed.</summary>
    public StatedTime? PublishedAt { get; init; }

    /// <summary>The figure as first seen.</summary>
    public string? Value { get; init; }

    /// <summary>The figure as seen last, when the publisher has changed it since.</summary>
    public string? RevisedValue { get; init; }

    /// <summary>The date first announced for the release, when one was; the last announced one is the due instant of the window.</summary>
    public DateTimeOffset? FirstAnnouncedAt { get; init; }

    public string? Title { get; init; }

    public string? Link { get; init; }

    /// <summary>The document that showed it first, or that last bore witness to its absence.</summary>
    public EvidenceRef? Evidence { get; init; }

    /// <summary>By source key: the valid looks without it after the late-after instant; once published, those that missed it since.</summary>
    public ImmutableSortedDictionary<string, Absence> Absences { get; init; } = ImmutableSortedDictionary<string, Absence>.Empty;

    public bool IsOpen => Status is ReleaseStatus.Scheduled or ReleaseStatus.Due or ReleaseStatus.Late or ReleaseStatus.Missing;
}

/// <summary>Whether one source of a series can be seen.</summary>
public sealed record ChannelState(string Source, Visibility Visibility, BlindReason Reason, DateTimeOffset Since, DateTimeOffset LastLookAt)
{
    /// <summary>Whether the series was ever found in this source: until then an unverified one is not believed about what it lacks.</summary>
    public bool HasFound { get; init; }
}

/// <summary>A date announced for one release: as first read, and as last read (null when it was taken back without a new one).</summary>
/// <param name="ReadAt">When <paramref name="Last"/> was read last.</param>
public sealed record Announcement(DateTimeOffset First, DateTimeOffset? Last, string Source, DateTimeOffset ReadAt)
{
    /// <summary>False when nobody announced <see cref="First"/>: a notice put off a release that was expected by rule.</summary>
    public bool WasAnnounced { get; init; } = true;
}

/// <summary>A halt of the series: by the publisher's word, or because its successor took over.</summary>
/// <param name="Status">Paused or Discontinued.</param>
/// <param name="After">The last period seen before the halt; a later one ends it.</param>
public sealed record Halt(SeriesStatus Status, Reason Reason, Grade Grade, DateTimeOffset At, ReferencePeriod? After, string? Quote, EvidenceRef? Document);

/// <summary>
/// All that judging one series needs to remember. Derived: it can be rebuilt from definitions and observations at any time.
/// </summary>
public sealed record SeriesState
{
    public required string Series { get; init; }

    public SeriesStatus Status { get; init; } = SeriesStatus.New;

    /// <summary>When <see cref="Status"/> was last changed; null while <see cref="SeriesStatus.New"/>.</summary>
    public DateTimeOffset? Since { get; init; }

    public Reason Reason { get; init; }

    public Grade Grade { get; init; }

    public Origin Origin { get; init; } = Origin.Observed;

    /// <summary>The latest moment that has been judged.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The last period seen published.</summary>
    public ReferencePeriod? LastPeriod { get; init; }

    /// <summary>Open releases and the most recent published ones.</summary>
    public ImmutableSortedDictionary<ReferencePeriod, ReleaseState> Releases { get; init; } =
        ImmutableSortedDictionary<ReferencePeriod, ReleaseState>.Empty;

    /// <summary>Periods of the open releases, in order: an index into <see cref="Releases"/>, kept because nearly every look asks for them.</summary>
    [JsonIgnore]
    public ImmutableArray<ReferencePeriod> Open
    {
        get => field.IsDefault ? [.. Releases.Values.Where(r => r.IsOpen).Select(r => r.Period)] : field;
        init;
    }

    public ImmutableSortedDictionary<string, ChannelState> Channels { get; init; } = ImmutableSortedDictionary<string, ChannelState>.Empty;

    /// <summary>For a service: by vantage, how it was reached or barred last.</summary>
    public ImmutableSortedDictionary<string, VantageAccess> Access { get; init; } = ImmutableSortedDictionary<string, VantageAccess>.Empty;

    /// <summary>The last period that was planned or passed over by the planning.</summary>
    public ReferencePeriod? PlannedThrough { get; init; }

    /// <summary>Dates announced by the publisher.</summary>
    public ImmutableSortedDictionary<ReferencePeriod, Announcement> Announced { get; init; } =
        ImmutableSortedDictionary<ReferencePeriod, Announcement>.Empty;

    public Halt? Halt { get; init; }

    /// <summary>For a series that is a row of a release: by kind of release, the last period in which the row was there.</summary>
    public ImmutableSortedDictionary<ReleaseShape, ReferencePeriod> RowSeenIn { get; init; } = ImmutableSortedDictionary<ReleaseShape, ReferencePeriod>.Empty;

    /// <summary>When the publisher was last seen publishing any of its other series.</summary>
    public DateTimeOffset? PublisherAliveAt { get; init; }

    /// <summary>The look that ended a bad state and waits for a second one to confirm it.</summary>
    public DateTimeOffset? RecoverySeenAt { get; init; }

    /// <summary>The next moment at which something can change without a look.</summary>
    public DateTimeOffset? NextDeadline { get; init; }

    /// <summary>Blind as soon as one of its sources is: a claim needs them all.</summary>
    public Visibility Visibility => SightThrough(Channels);

    internal static Visibility SightThrough(ImmutableSortedDictionary<string, ChannelState> channels)
    {
        if (channels.IsEmpty) return Visibility.Unknown;
        foreach (var channel in channels)
        {
            if (channel.Value.Visibility == Visibility.Blind) return Visibility.Blind;
        }
        return Visibility.Clear;
    }

    public ChannelState? BlindChannel => Channels.Values.Where(c => c.Visibility == Visibility.Blind).MinBy(c => c.Since);
}
