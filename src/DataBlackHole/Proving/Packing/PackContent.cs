using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Proving.Packing;

/// <summary>What a version of a calendar announced for the release.</summary>
public sealed record PackCalendar(
    string Source, ContentDigest Sha256, int Year, DateTimeOffset FirstReadAt, DateTimeOffset LastReadAt, string? Page, DateTimeOffset? AnnouncedFor, bool PostponedWithoutDate,
    long Measurement, ContentDigest? PageSha256)
{
    /// <summary>Number of the version in the record.</summary>
    public required long Id { get; init; }
}

/// <summary>How another series of the publisher stands for the same period.</summary>
public sealed record PackSibling(string Series, BilingualText Name, ReleaseStatus Status, DateTimeOffset? FirstSeenAt, StatedTime? PublishedAt, string? Url, ContentDigest? Sha256, long? Measurement);

/// <summary>The present reader over the last document in which the series was found: whether it still finds what was found then.</summary>
public sealed record PackSelfTest(long Measurement, string Source, string Url, DateTimeOffset TakenAt, ContentDigest? Sha256, ReferencePeriod Period, bool Found, string? Failure);

/// <summary>A change of status on record.</summary>
public sealed record PackFlip(long Id, DateTimeOffset RecordedAt, long? Measurement, Flip Flip);

/// <summary>Everything a pack is made of, before it is written.</summary>
public sealed record PackContent
{
    public required SeriesDefinition Series { get; init; }

    public required PublisherDefinition Publisher { get; init; }

    public required ReferencePeriod Period { get; init; }

    /// <summary>The release as it stands; null when nothing was judged about it.</summary>
    public ReleaseState? Release { get; init; }

    public ReleaseWindow? Window { get; init; }

    /// <summary>The instants between which looks are listed.</summary>
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required ImmutableArray<PackCalendar> Calendars { get; init; }

    public required ImmutableArray<PackLook> Looks { get; init; }

    /// <summary>What later readers made of documents of these looks; no looks of their own.</summary>
    public ImmutableArray<PackLook> Rereadings { get; init; } = [];

    public required PackGap Gap { get; init; }

    public required ImmutableArray<PackSibling> Siblings { get; init; }

    public PackSelfTest? SelfTest { get; init; }

    public required ImmutableArray<PackFlip> Flips { get; init; }

    public required string CatalogueHash { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public bool IsPublished => Release?.Status == ReleaseStatus.Published || Looks.Any(l => l.Says == LookSays.Found);

    /// <summary>Every measurement that the pack speaks of.</summary>
    public ImmutableArray<long> Measurements =>
    [
        .. Looks.Concat(Rereadings).Select(l => l.Measurement).Concat(Calendars.Select(c => c.Measurement)).Concat(Siblings.Select(s => s.Measurement).OfType<long>())
            .Concat(Flips.Select(f => f.Measurement).OfType<long>()).Append(SelfTest?.Measurement ?? 0).Where(id => id > 0).Distinct().Order(),
    ];
}
