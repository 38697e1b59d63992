using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Alerting;

/// <summary>One source that is looked at, as the record has it.</summary>
/// <param name="Interval">Least distance between two planned looks.</param>
/// <param name="BlindSince">The first failed look after the last one that could see; null when it can be seen or nobody wants it seen.</param>
/// <param name="BlindDetail">Why it cannot be seen.</param>
public sealed record WatchedSource(
    string Key, TimeSpan Interval, DateTimeOffset? LastLookAt, DateTimeOffset? NextLookAt, DateTimeOffset? BlindSince, string BlindDetail);

/// <summary>Free space on the disk that holds the record.</summary>
/// <param name="Subject">The node and the folder.</param>
public sealed record DiskSpace(string Subject, long FreeBytes, long TotalBytes);

/// <summary>A host's answer: our clock less the one in its Date header.</summary>
public sealed record ClockOffset(string Host, TimeSpan Offset);

/// <summary>All that the monitor knows about itself at one moment.</summary>
public sealed record SelfWatchFacts
{
    /// <summary>When this process began to look; before it nothing could be expected of it.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public ImmutableArray<WatchedSource> Sources { get; init; } = [];

    /// <summary>When the longest waiting notification was due; null when none waits or there is no outbox.</summary>
    public DateTimeOffset? OldestDue { get; init; }

    public DiskSpace? Disk { get; init; }

    /// <summary>The working-day calendars that release windows rest on, with the zone in which their years begin.</summary>
    public ImmutableArray<(WorkingDays Days, TimeZoneInfo Zone)> WorkingDays { get; init; } = [];

    /// <summary>The newest answer of each host in the last day.</summary>
    public ImmutableArray<ClockOffset> Clocks { get; init; } = [];
}

/// <summary>What counts as trouble.</summary>
public sealed record SelfWatchLimits
{
    /// <summary>How long a source may be blind.</summary>
    public TimeSpan Blind { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Other limits, by key of the source.</summary>
    public ImmutableDictionary<string, TimeSpan> BlindOf { get; init; } = ImmutableDictionary<string, TimeSpan>.Empty;

    /// <summary>How long a due notification may wait.</summary>
    public TimeSpan OutboxWait { get; init; } = TimeSpan.FromMinutes(30);

    public long DiskFreeBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>The month and day from which next year's holidays are missed.</summary>
    public (int Month, int Day) HolidaysFrom { get; init; } = (12, 1);

    public TimeSpan Clock { get; init; } = TimeSpan.FromHours(1);
}
