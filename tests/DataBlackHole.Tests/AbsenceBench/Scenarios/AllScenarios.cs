namespace DataBlackHole.Tests.AbsenceBench.Scenarios;

/// <summary>Every scenario of the bench, and those that wait for something the monitor cannot do yet.</summary>
internal static class AllScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. PunctualScenarios.All, .. LatenessScenarios.All, .. ListingScenarios.All, .. RowScenarios.All,
        .. DatabaseScenarios.All, .. WallScenarios.All, .. OwnTroubleScenarios.All, .. NoticeScenarios.All,
    ];

    /// <summary>Scenario and the feature it waits for. A test fails as soon as one of them passes: then it leaves this list.</summary>
    public static IReadOnlyDictionary<string, string> AwaitsJudge { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static IEnumerable<Scenario> Passing => All.Where(s => !AwaitsJudge.ContainsKey(s.Name));

    public static IEnumerable<Scenario> Waiting => All.Where(s => AwaitsJudge.ContainsKey(s.Name));
}
