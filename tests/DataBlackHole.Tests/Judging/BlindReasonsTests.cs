using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.Judging;

public sealed class BlindReasonsTests
{
    [Test]
    public void Every_failure_is_some_blindness([Values] FailureKind kind) => Assert.That(BlindReasons.Of(kind), Is.Not.EqualTo(BlindReason.None));

    [TestCase(FailureKind.Unknown, BlindReason.Unreachable)]
    [TestCase(FailureKind.DnsFailure, BlindReason.Unreachable)]
    [TestCase(FailureKind.ConnectFailure, BlindReason.Unreachable)]
    [TestCase(FailureKind.TlsFailure, BlindReason.Unreachable)]
    [TestCase(FailureKind.ConnectionReset, BlindReason.Unreachable)]
    [TestCase(FailureKind.Timeout, BlindReason.Unreachable)]
    [TestCase(FailureKind.EmptyBody, BlindReason.Unreachable)]
    [TestCase(FailureKind.Refused, BlindReason.Unreachable)]
    [TestCase(FailureKind.GeoRefusal, BlindReason.Unreachable)]
    [TestCase(FailureKind.Maintenance, BlindReason.Unreachable)]
    [TestCase(FailureKind.ServerError, BlindReason.Unreachable)]
    [TestCase(FailureKind.OwnNetwork, BlindReason.OwnNetwork)]
    [TestCase(FailureKind.Challenge, BlindReason.Challenged)]
    [TestCase(FailureKind.Captcha, BlindReason.Challenged)]
    [TestCase(FailureKind.Throttled, BlindReason.Challenged)]
    [TestCase(FailureKind.LoginWall, BlindReason.LoginWall)]
    [TestCase(FailureKind.Truncated, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.OverLimit, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.NotFound, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.RedirectedHome, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.RedirectedOffSite, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.TooManyRedirects, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.ForbiddenRedirect, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.UnexpectedStatus, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.StaleCache, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.WrongType, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.ApiError, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.MalformedReply, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.ShellPage, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.AnchorMissing, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.BadEncoding, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.PeriodUnreadable, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.LabelChanged, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.ValueUnreadable, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.TimeUnreadable, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.NoWitness, BlindReason.ReaderBroken)]
    public void The_blindness_names_what_stood_in_the_way(FailureKind kind, BlindReason reason) => Assert.That(BlindReasons.Of(kind), Is.EqualTo(reason));
}
