using DataBlackHole.Core.Judging;
using DataBlackHole.Tests.House;

namespace DataBlackHole.Tests.Judging;

public sealed class TransitionTableTests
{
    private const string Begins = "<!-- transitions: generated -->\n";
    private const string Ends = "\n<!-- /transitions -->";

    /// <summary>Set it to write the table into README instead of comparing; then read the difference with your own eyes.</summary>
    private const string WriteSwitch = "DATABLACKHOLE_WRITE_TABLES";

    [Test]
    public void The_table_in_the_readme_is_what_the_judge_does()
    {
        var file = Path.Combine(Repository.Root, "README.md");
        var readme = File.ReadAllText(file);
        var from = readme.IndexOf(Begins, StringComparison.Ordinal) + Begins.Length;
        var to = readme.IndexOf(Ends, StringComparison.Ordinal);
        Assert.That(to, Is.GreaterThan(from), "README holds the table between its two marks");
        var table = TransitionTable.Markdown();
        if (Environment.GetEnvironmentVariable(WriteSwitch) is not null) File.WriteAllText(file, readme[..from] + table + readme[to..]);
        else Assert.That(readme[from..to], Is.EqualTo(table));
    }

    [Test]
    public void Every_state_begins_in_its_own_state()
    {
        foreach (var (name, make) in TransitionTable.States)
            Assert.That(make().State.Status.ToString(), Is.EqualTo(name.Split(',')[0]), name);
    }

    [Test]
    public void Failed_unread_and_short_looks_never_change_what_is_said_of_the_publisher()
    {
        foreach (var (state, make) in TransitionTable.States)
        {
            foreach (var (name, apply) in TransitionTable.Evidence.Skip(1).Take(3))
            {
                var bench = make();
                var before = bench.State.Status;
                apply(bench);
                var firstSeen = before == SeriesStatus.New && bench.State.Status == SeriesStatus.Current;
                Assert.That(firstSeen || bench.State.Status == before, Is.True, $"{state}: {name} made it {bench.State.Status}");
            }
        }
    }
}
