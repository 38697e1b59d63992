using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.Judging;

public sealed class BlindReasonsTests
{
    [Test]
    public void Every_failure_is_some_blindness([Values] FailureKind kind) => Assert.That(BlindReasons.Of(kind), Is.Not.EqualTo(BlindReason.None));

    [TestCase(FailureKind.Refused, BlindReason.Unreachable)]
    [TestCase(FailureKind.DnsFailure, BlindReason.Unreachable)]
    [TestCase(FailureKind.Captcha, BlindReason.Challenged)]
    [TestCase(FailureKind.LoginWall, BlindReason.LoginWall)]
    [TestCase(FailureKind.OwnNetwork, BlindReason.OwnNetwork)]
    [TestCase(FailureKind.NoWitness, BlindReason.ReaderBroken)]
    public void The_blindness_names_what_stood_in_the_way(FailureKind kind, BlindReason reason) => Assert.That(BlindReasons.Of(kind), Is.EqualTo(reason));
}
