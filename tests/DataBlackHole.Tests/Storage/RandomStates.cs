using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.Storage;

/// <summary>States, flips and facts of every shape, the same for the same seed. Texts include what databases and JSON stumble over.</summary>
internal sealed class RandomStates(int seed)
{
    private static readonly string[] Texts =
    [
        "", "17.8", "２０２６年7月份—70个大中城市", "\"quoted\" \\ <b>&amp;</b>", "line\r\nbreak\ttab", "😀 𠀀",
        "'; DROP TABLE flips; --",
    ];

    private readonly Random _random = new(seed);

    public SeriesState State(string series) => new()
    {
        Series = series,
        Status = Any<SeriesStatus>(),
        Since = Maybe(Instant),
        Reason = Any<Reason>(),
        Grade = Any<Grade>(),
        Origin = Any<Origin>(),
        AsOf = Maybe(Instant),
        LastPeriod = Maybe(Period),
        Releases = Many(Release).DistinctBy(r => r.Period).ToImmutableSortedDictionary(r => r.Period, r => r),
        Channels = Many(Channel).DistinctBy(c => c.Source).ToImmutableSortedDictionary(c => c.Source, c => c),
        NextDeadline = Maybe(Instant),
    };

    public ReleaseState Release() => new()
    {
        Period = Period(),
        Status = Any<ReleaseStatus>(),
        Reason = Any<Reason>(),
        Grade = Any<Grade>(),
        Window = _random.Next(3) == 0 ? null : new ReleaseWindow(Period(), Instant(), Instant(), Instant(), Instant(), Any<WindowBasis>()),
        LastUnseenAt = Maybe(Instant),
        FirstSeenAt = Maybe(Instant),
        PublishedAt = Stated(),
        Value = Text(),
        RevisedValue = Text(),
        FirstAnnouncedAt = Maybe(Instant),
        Title = Text(),
        Link = Text(),
        Evidence = Evidence(),
        Absences = Many(() => (Source: $"source-{_random.Next(9)}", new Absence(_random.Next(1, 99), Instant(), Instant())))
            .DistinctBy(a => a.Source).ToImmutableSortedDictionary(a => a.Source, a => a.Item2),
    };

    public Flip Flip(string series, int number) => new()
    {
        Series = series,
        Axis = Any<FlipAxis>(),
        Period = Maybe(Period),
        From = Any<ReleaseStatus>().ToString(),
        To = $"{Any<ReleaseStatus>()}-{number}",
        Reason = Any<Reason>(),
        BlindReason = Any<BlindReason>(),
        Grade = Any<Grade>(),
        Origin = Any<Origin>(),
        At = Instant(),
        LastSeenAt = Maybe(Instant),
        FirstMissedAt = Maybe(Instant),
        Evidence = Evidence(),
        Detail = Text(),
    };

    public Observation Fact(string series) => new()
    {
        Series = series,
        Kind = Any<ObservationKind>(),
        Period = Maybe(Period),
        Value = Text(),
        Unit = Text(),
        PublishedAt = Stated(),
        Title = Text(),
        Link = Text(),
        CoversFrom = Maybe(Day),
        CoversTo = Maybe(Day),
        Witness = Text(),
        Failure = _random.Next(2) == 0 ? null : new ProbeFailure(Any<FailureKind>(), Any<ProbeOperation>(), Text() ?? "none"),
    };

    public IEnumerable<T> Many<T>(Func<T> make) => Enumerable.Range(0, _random.Next(5)).Select(_ => make()).ToList();

    private ChannelState Channel() => new($"source-{_random.Next(9)}", Any<Visibility>(), Any<BlindReason>(), Instant(), Instant());

    private EvidenceRef? Evidence() => _random.Next(3) == 0 ? null
        : new EvidenceRef($"source-{_random.Next(9)}", $"https://stats.example/{Text()}", Instant(),
            Maybe(() => ContentDigest.Of([(byte)_random.Next(256)])));

    private StatedTime? Stated() => _random.Next(3) == 0 ? null : new StatedTime(Instant().ToOffset(TimeSpan.FromHours(8)), _random.Next(2) == 0);

    private ReferencePeriod Period() => _random.Next(5) switch
    {
        0 => ReferencePeriod.Day(Day()),
        1 => ReferencePeriod.Months(_random.Next(1990, 2040), 1, 2),
        2 => ReferencePeriod.Quarter(_random.Next(1990, 2040), _random.Next(1, 5)),
        3 => ReferencePeriod.Year(_random.Next(1990, 2040)),
        _ => ReferencePeriod.Month(_random.Next(1990, 2040), _random.Next(1, 13)),
    };

    private DateOnly Day() => new DateOnly(1990, 1, 1).AddDays(_random.Next(20000));

    private DateTimeOffset Instant() =>
        new DateTimeOffset(1995, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(_random.NextInt64(1_400_000_000_000));

    private string? Text() => _random.Next(4) == 0 ? null : Texts[_random.Next(Texts.Length)];

    private T? Maybe<T>(Func<T> make) where T : struct => _random.Next(3) == 0 ? null : make();

    private T Any<T>() where T : struct, Enum => Enum.GetValues<T>()[_random.Next(Enum.GetValues<T>().Length)];
}
