namespace DataBlackHole.Tests.AbsenceBench.Scenarios;

/// <summary>Years in which nothing may be said.</summary>
internal static class PunctualScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        new("on time: a monthly release", ["prices"], _ => { }),
        new("on time: combined months, a row, quarters, a year", ["activity", "land", "accounts", "census"], _ => { }),
        new("on time: figures in a database", ["jobless"], _ => { }),
    ];
}
