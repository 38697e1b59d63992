using DataBlackHole.Scheduling;
using DataBlackHole.Storage;

namespace DataBlackHole.Tests.Scheduling;

public sealed class NodeStandingTests
{
    private const string Ours = "0123456789abcdef";

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_node_with_the_same_definitions_and_program_works_beside_this_one()
    {
        using var standing = new NodeStanding(Ours, NodeRole.Watch);
        Assert.That(standing.Judge([Node(RecordForm.Write(Ours))]), Is.False);
        Assert.That(standing.IsInForce, Is.True);
    }

    [TestCase("fedcba9876543210/2", "other definitions")]
    [TestCase("0123456789abcdef/3", "a later form of the record")]
    [TestCase("0123456789abcdef/x/y", "a form that is not understood")]
    [TestCase("0123456789abcdef", "the form that said nothing of itself")]
    public void A_node_stands_by_for_one_that_started_later_with(string said, string what)
    {
        using var standing = new NodeStanding(Ours, NodeRole.Watch);
        var works = standing.StandingBy;
        Assert.That(standing.Judge([Node(said), Node(RecordForm.Write(Ours))]), Is.True, what);
        Assert.That(standing.IsInForce, Is.False, what);
        Assert.That(works.IsCancellationRequested, Is.True, what);

        Assert.That(standing.Judge([Node(RecordForm.Write(Ours)), Node(said)]), Is.True, "it works again when it is the last to have started");
        Assert.That(standing.IsInForce, Is.True);
        Assert.That(standing.StandingBy.IsCancellationRequested, Is.False);
    }

    private static LiveNode Node(string said)
    {
        var (hash, form) = RecordForm.Read(said);
        return new LiveNode("node", hash, form, Start, TimeSpan.Zero, StandsBy: false);
    }
}
