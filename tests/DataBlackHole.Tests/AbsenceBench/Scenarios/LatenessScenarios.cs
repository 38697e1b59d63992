using DataBlackHole.Core.Calendars;
using DataBlackHole.Tests.AbsenceBench.World;

namespace DataBlackHole.Tests.AbsenceBench.Scenarios;

/// <summary>Years in which releases come late or never.</summary>
internal static class LatenessScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        new("late: a monthly release", ["prices"], s => s.ComesLate("prices")),
        new("late: combined months", ["activity"], s => s.ComesLate("activity", "2026-01..2026-02")),
        new("late: a figure in the database", ["jobless"], s => s.ComesLate("jobless")),
        new("late: a quarterly series", ["accounts"], s => s.ComesLate("accounts", "2026-Q1")),
        new("late: an annual series", ["census"], CensusLate),
        new("late twice a year", ["prices"], LateTwice),
        new("late: in both channels of one series", ["trade"], LateInBoth),
        new("found in time through one channel while the other lags past missing", ["trade"], OneChannelLags),
        new("missing, and out weeks later", ["prices"], s => s.ComesAfterMissing("prices")),
        new("missing: a figure in the database, filled in later", ["jobless"], s => s.ComesAfterMissing("jobless")),
        new("missing: a quarterly series, out later", ["accounts"], s => s.ComesAfterMissing("accounts", "2026-Q2")),
        new("missing at the end of the year", ["prices"], s => s.NeverComes("prices", "2026-11")),
        new("missing: an annual series, out in June", ["census"], CensusInJune),
        new("skipped: the next period comes and the series goes on", ["prices"], Skipped),
        new("skipped while we could not see: overtaken by the next period", ["prices"], Overtaken),
        new("the month's release comes together with the next one", ["prices"], TogetherWithNext),
        new("publisher-wide outage of releases: all late for a week", ["prices", "activity"], AllLate),
    ];

    private static void LateTwice(Script script)
    {
        script.ComesLate("prices", script.Some("prices", "2026-03", "2026-04"));
        script.ComesLate("prices", script.Some("prices", "2026-07", "2026-08"));
    }

    private static void LateInBoth(Script script) => script.ComesLate("trade");

    private static void OneChannelLags(Script script)
    {
        var period = script.Some("trade");
        script.Release("trade", period).FigureAt = script.Window("trade", period).MissingAfter.AddDays(9);
    }

    // The census before must have been seen: a reader that never found its series claims nothing.
    private static void CensusLate(Script script)
    {
        script.On("census", "2024", "2025-12-20 09:30");
        script.ComesLate("census", "2025");
    }

    private static void CensusInJune(Script script)
    {
        script.On("census", "2024", "2025-12-20 09:30");
        script.On("census", "2025", "2026-06-10 09:30");
        script.GoesMissing("census", "2025");
        script.Must("census/2025 Published FoundAfterMissing", "census Current Resumed");
    }

    private static void Skipped(Script script)
    {
        script.NeverComes("prices", script.Some("prices"));
        script.Must("prices Current Resumed");
    }

    private static void Overtaken(Script script)
    {
        var period = script.Some("prices", "2026-03", "2026-08");
        script.Move("prices", period, null);
        var from = script.Window("prices", period).Opens.AddHours(8);
        var to = script.Release("prices", script.After("prices", period)).At!.Value.AddDays(1);
        script.TroubleFrom(from, (to - from).TotalDays, Replies.Text(521, Replies.Jiasule));
        script.Must("prices Blind Challenged", $"prices/{period} Missing OvertakenByNextPeriod");
    }

    private static void TogetherWithNext(Script script)
    {
        var period = script.Some("prices");
        script.GoesMissing("prices", period);
        script.Move("prices", period, script.Release("prices", script.After("prices", period)).At);
        script.Must($"prices/{period} Published FoundAfterMissing", "prices Current Resumed");
    }

    private static void AllLate(Script script)
    {
        var period = script.Some("prices", "2026-04", "2026-05");
        script.ComesLate("prices", period);
        script.ComesLate("activity", ReferencePeriod.Parse(period).ToString());
    }
}
