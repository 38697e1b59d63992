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
    public static IReadOnlyDictionary<string, string> AwaitsJudge { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["skipped: the next period comes and the series goes on"] = "resumed by a later period",
        ["row dropped in one release and back in the next"] = "resumed by a later period",
        ["an older copy of the list over the deadline, dated as new"] = "stale copies known by what they lost",
        ["title renamed"] = "renames make the reader blind",
        ["row renamed"] = "renames make the reader blind",
        ["row dropped for good"] = "three missing cycles end a series",
        ["missing for three cycles"] = "three missing cycles end a series",
        ["silent revision of an old value"] = "revised figures",
        ["withdrawn a week after it came out"] = "withdrawn releases",
        ["our own network down is told apart from theirs"] = "control look",
        ["notice of suspension"] = "official notices",
        ["notice of a stop"] = "official notices",
        ["notice of suspension, and resumed three months later"] = "official notices",
        ["postponed the day before, with a new date"] = "announced calendars and notices of postponement",
        ["postponed the day before, without a new date"] = "announced calendars and notices of postponement",
    };

    public static IEnumerable<Scenario> Passing => All.Where(s => !AwaitsJudge.ContainsKey(s.Name));

    public static IEnumerable<Scenario> Waiting => All.Where(s => AwaitsJudge.ContainsKey(s.Name));
}
