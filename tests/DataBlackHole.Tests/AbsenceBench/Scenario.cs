namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>A named year: which series are watched, and what happens in it.</summary>
internal sealed record Scenario(string Name, string[] Series, Action<Script> Tell)
{
    public override string ToString() => Name;
}

/// <summary>What became of one scenario with one seed.</summary>
/// <param name="Problems">Events that must have been raised and were not, and events that must not have been; empty when it passed.</param>
/// <param name="Events">Every notable event, in order.</param>
/// <param name="Looks">Looks at sources; a look may need several requests.</param>
internal sealed record BenchResult(string Scenario, ulong Seed, IReadOnlyList<string> Problems, IReadOnlyList<string> Events, int Looks, int Requests, TimeSpan Took)
{
    public bool Passed => Problems.Count == 0;

    /// <summary>How often the states of all series together were written.</summary>
    public long StateWrites { get; init; }

    /// <summary>What was mailed, when somebody was to be told: for every mail its alerts, such as <c>Late prices/2026-05</c>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Mails { get; init; } = [];
}
