using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.Judging;

public sealed class FlipKindTests
{
    [TestCase(FlipAxis.Visibility, "Clear", "Blind", FlipKind.Blind)]
    [TestCase(FlipAxis.Visibility, "Blind", "Clear", FlipKind.Clear)]
    [TestCase(FlipAxis.Series, "New", "Current", FlipKind.FirstSeen)]
    [TestCase(FlipAxis.Series, "Missing", "Current", FlipKind.Resumed)]
    [TestCase(FlipAxis.Series, "New", "Paused", FlipKind.Paused)]
    [TestCase(FlipAxis.Series, "Current", "Late", FlipKind.Late)]
    [TestCase(FlipAxis.Release, "Late", "Published", FlipKind.Published)]
    [TestCase(FlipAxis.Calendar, "none", "2026-10-26T02:00:00Z", FlipKind.Rescheduled)]
    [TestCase(FlipAxis.Value, "5.1", "5.2", FlipKind.Revised)]
    [TestCase(FlipAxis.Series, "Open", "Restricted", FlipKind.Unknown, Description = "no kind of its own: the feeds of everything show it")]
    [TestCase(FlipAxis.Unknown, "Late", "Missing", FlipKind.Unknown)]
    public void A_flip_is_of_the_kind_that_its_readers_choose_by(FlipAxis axis, string from, string to, FlipKind kind) =>
        Assert.That(FlipKinds.Of(axis, from, to), Is.EqualTo(kind));

    [TestCase(FlipAxis.Release, true)]
    [TestCase(FlipAxis.Series, true)]
    [TestCase(FlipAxis.Calendar, true)]
    [TestCase(FlipAxis.Value, true)]
    [TestCase(FlipAxis.Visibility, false)]
    [TestCase(FlipAxis.Unknown, false)]
    public void How_well_we_can_see_says_nothing_about_a_publisher(FlipAxis axis, bool isPublic) => Assert.That(FlipKinds.IsPublic(axis), Is.EqualTo(isPublic));

    [Test]
    public void The_public_kinds_are_all_but_those_of_our_own_sight() =>
        Assert.That(FlipKinds.Public.Concat([FlipKind.Unknown, FlipKind.Blind, FlipKind.Clear]), Is.EquivalentTo(Enum.GetValues<FlipKind>()));
}
