using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>Two constructed censuses: the first finds three indicators stopped; the second finds one of them gone on, one vanished, one perhaps renamed.</summary>
internal static class ConstructedCensus
{
    public const string FirstEnd = "2026-11-08T03:00Z";
    public const string SecondEnd = "2026-11-15T03:00Z";

    public static async Task RecordAsync(ServedMonitor served, string publisher = "nbs", string name = "构造指标")
    {
        var store = served.Services.GetRequiredService<CensusStore>();
        var first = await store.BeginAsync(publisher, At(FirstEnd).AddHours(-2), new DateOnly(2026, 11, 8), CensusTree.Country, "https://data.stats.gov.cn/constructed", "constructed");
        await store.EndAsync(first, [Stopped(name, "a", FirstEnd), Stopped(name, "b", FirstEnd), Stopped(name, "c", FirstEnd)], Summary(3, []), At(FirstEnd));
        var second = await store.BeginAsync(publisher, At(SecondEnd).AddHours(-2), new DateOnly(2026, 11, 15), CensusTree.Country, "https://data.stats.gov.cn/constructed", "constructed");
        var back = Stopped(name, "a", SecondEnd) with { Change = CensusChange.CameBack, Before = CensusStanding.Stopped };
        var gone = Stopped(name, "v", SecondEnd) with { Change = CensusChange.Vanished };
        var renamed = Stopped(name, "r", SecondEnd) with { Change = CensusChange.Renamed, Successor = "n", SuccessorName = $"{name}n" };
        await store.EndAsync(
            second,
            [
                back with { Indicator = back.Indicator with { Standing = CensusStanding.Going, Grade = Grade.None, Last = ReferencePeriod.Month(2026, 10) } },
                Stopped(name, "b", FirstEnd) with { Change = CensusChange.Confirmed, Indicator = Memory(name, "b", FirstEnd) with { Grade = Grade.Corroborated } },
                gone with { Indicator = gone.Indicator with { Standing = CensusStanding.Vanished } },
                renamed with { Indicator = renamed.Indicator with { Standing = CensusStanding.Renamed, Grade = Grade.None } },
            ],
            Summary(5, [new CensusUntold(CensusDoubt.BranchUnread, "u", 1, $"{name}u", $"月度 / {name}", $"detail {name}")]) with { IsWhole = false, PagesUnread = 2 },
            At(SecondEnd));
    }

    private static CensusFinding Stopped(string name, string key, string since) => new()
    {
        Indicator = Memory(name, key, since),
        Change = CensusChange.Stopped,
        Behind = 14,
        Allowed = 3,
        PeersLast = ReferencePeriod.Month(2026, 10),
        Peer = $"{name}p",
    };

    private static CensusMemory Memory(string name, string key, string since) => new()
    {
        Indicator = key,
        Tree = 1,
        Leaf = "leaf",
        Branch = "branch",
        Parent = "parent",
        Path = $"月度 / {name} / {key}",
        Name = $"{name}{key}",
        Last = ReferencePeriod.Month(2025, 8),
        Standing = CensusStanding.Stopped,
        Grade = Grade.Suspected,
        Since = At(since),
    };

    private static CensusSummary Summary(int indicators, ImmutableArray<CensusUntold> untold) => new()
    {
        PagesRead = 40,
        PagesUnread = 0,
        Leaves = 2,
        Indicators = indicators,
        ByStanding = ImmutableSortedDictionary<CensusStanding, int>.Empty,
        CannotTell = untold,
        IsWhole = true,
    };

    private static DateTimeOffset At(string text) => ServedMonitor.Instant(text);
}
