using DataBlackHole.Core.Calendars;
using DataBlackHole.Tests.AbsenceBench.World;

namespace DataBlackHole.Tests.AbsenceBench.Scenarios;

/// <summary>Years in which a row of a release changes.</summary>
internal static class RowScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        new("row dropped near the end of the year", ["activity", "land"], DroppedLately),
        new("row dropped for good", ["activity", "land"], DroppedForGood),
        new("row dropped in one release and back in the next", ["activity", "land"], DroppedOnce),
        new("row forgotten and put on the page two days later", ["activity", "land"], Forgotten),
        new("row renamed", ["activity", "land"], s => Renamed(s, s.Some("activity"))),
        new("row dropped while another row of like name comes", ["activity", "land"], LikeName),
        new("all rows gone: the table became a picture", ["activity", "land"], AllRowsGone),
        new("unit added to the label", ["activity", "land"], s => s.WithoutLand("2026-05", "2026-11", "土地购置面积")),
        new("an empty cell in the row", ["activity", "land"], EmptyCell),
        new("silent revision of an old value", ["activity", "land"], Revised),
        new("row dropped while the whole release is late", ["activity", "land"], LateWithoutRow),
    ];

    private static void MustDrop(Script script, string period) => script.Must($"land/{period} Missing IndicatorDropped", "land Missing IndicatorDropped");

    private static void DroppedLately(Script script)
    {
        script.WithoutLand("2026-10", "2026-12");
        MustDrop(script, "2026-10");
        script.May("land/2026-11 *");
    }

    private static void DroppedForGood(Script script)
    {
        var period = script.Some("activity", "2026-03", "2026-06");
        script.WithoutLand(period, "2026-12");
        MustDrop(script, period);
        script.Must("land Discontinued");
        script.May("land/* Missing");
    }

    /// <summary>Not the first release at the end of a quarter: whether those have the row at all is not known before.</summary>
    private static void DroppedOnce(Script script)
    {
        var period = script.Some("activity", from: "2026-04");
        script.WithoutLand(period, period);
        MustDrop(script, period);
        script.Must("land Current Resumed");
    }

    private static void Forgotten(Script script)
    {
        var period = script.Some("activity", from: "2026-04");
        var release = script.Release("activity", period);
        script.WithoutLand(period, period);
        release.Editions.Add(new Edition(release.At!.Value.AddDays(2), Plan.HousingTable(script.Dice)));
        MustDrop(script, period);
        script.Must($"land/{period} Published FoundAfterMissing", "land Current Resumed");
    }

    private static void Renamed(Script script, string period)
    {
        script.WithoutLand(period, "2026-12", "土地成交建筑规模（万平方米）");
        script.Must("land Blind ReaderBroken");
        script.StaysBlind.Add("land");
    }

    private static void LikeName(Script script)
    {
        script.WithoutLand("2026-10", "2026-12", "土地购置费（亿元）");
        MustDrop(script, "2026-10");
        script.May("land/2026-11 *");
    }

    private static void AllRowsGone(Script script)
    {
        var period = script.Some("activity");
        foreach (var release in script.Releases.Where(r => r.Series == "activity" && r.Period >= ReferencePeriod.Parse(period))) release.Rows = [];
        script.Must("land Blind ReaderBroken");
        script.StaysBlind.Add("land");
    }

    private static void EmptyCell(Script script)
    {
        var release = script.Release("activity", script.Some("activity", "2026-10", "2026-10"));
        release.Rows = [.. release.Rows.Select(r => r.Label.StartsWith("土地", StringComparison.Ordinal) ? r with { Value = "" } : r)];
        // The place is there and empty: not seen, by one look at one page; a claim would need more looks than a page gets.
        script.May("land/2026-10 Late", "land/2026-10 Missing", "land Late", "land Missing", "land Current");
    }

    private static void Revised(Script script)
    {
        var release = script.Release("activity", script.Some("activity"));
        release.Editions.Add(new Edition(release.At!.Value.AddDays(40), [.. release.Rows.Select(r => r with { Value = $"{r.Value}9" })]));
        script.Must($"land/{release.Period} * ValueRevised");
    }

    private static void LateWithoutRow(Script script)
    {
        var period = script.ComesLate("activity", "2026-10");
        script.WithoutLand(period, period);
        script.Must($"land/{period} Missing", "land Missing");
        script.May($"land/{period} Late", "land Late", "land Current", $"land/{script.After("activity", period)} *");
    }
}
