using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.Judging;

public sealed class CuratedTimelineTests
{
    private static readonly BilingualText _text = new("text", "文");

    private static CuratedEntry Entry(string key, CuratedEvent what, string? from, string? announced = null) => new()
    {
        Key = key,
        Publisher = "agency",
        Series = "youth",
        SeriesName = _text,
        Event = what,
        EffectiveFrom = from is null ? null : ReferencePeriod.Parse(from),
        AnnouncedOn = announced is null ? null : DateOnly.Parse(announced),
        Confidence = Confidence.High,
        RecordedOn = new DateOnly(2026, 1, 1),
        Summary = _text,
        Unknown = _text,
        Citations = [],
    };

    private static CuratedAnswer On(string day, params CuratedEntry[] entries) => new CuratedTimeline(entries).On(DateOnly.Parse(day));

    [TestCase("2023-07-31", false, false)]
    [TestCase("2023-08-01", true, false)]
    [TestCase("2023-08-30", true, false)]
    [TestCase("2023-08-31", false, true)]
    public void What_is_known_to_the_month_is_possible_from_its_first_day_and_holds_from_its_last(string day, bool isPossible, bool holds)
    {
        var answer = On(day, Entry("halt", CuratedEvent.Suspended, "2023-08"));
        Assert.That((answer.Possible.Length == 1, answer.Claim is not null), Is.EqualTo((isPossible, holds)));
    }

    [TestCase("2023-07-31", "2023-08-31", 1)]
    [TestCase("2023-08-01", "2023-08-01", 0)]
    [TestCase("2023-08-15", "2023-08-15", 0)]
    [TestCase("2023-08-31", "2023-08-31", 0)]
    [TestCase("2023-09-01", "2023-08-31", 1)]
    public void An_announcement_inside_the_month_fixes_the_day_and_one_outside_does_not(string announced, string holdsFrom, int possibleBefore)
    {
        var halt = Entry("halt", CuratedEvent.Suspended, "2023-08", announced);
        Assert.That(On(holdsFrom, halt).Claim!.BeganLatest, Is.EqualTo(DateOnly.Parse(holdsFrom)));
        var dayBefore = On(DateOnly.Parse(holdsFrom).AddDays(-1).ToString("yyyy-MM-dd"), halt);
        Assert.That((dayBefore.Claim, dayBefore.Possible.Length), Is.EqualTo(((CuratedClaim?)null, possibleBefore)));
    }

    [Test]
    public void Of_two_that_began_by_one_day_the_one_whose_day_is_known_rules()
    {
        var (month, day) = (Entry("b", CuratedEvent.Suspended, "2023-06"), Entry("a", CuratedEvent.Resumed, "2023-06-30"));
        Assert.That(On("2023-07-01", month, day).Claim!.Entry.Key, Is.EqualTo("a"));
    }

    [Test]
    public void What_can_have_begun_later_rules_over_what_began_within_its_bounds()
    {
        var (quarter, day) = (Entry("a", CuratedEvent.Suspended, "2023-Q2"), Entry("b", CuratedEvent.Resumed, "2023-05-15"));
        Assert.That(On("2023-06-29", quarter, day).Claim!.Entry.Key, Is.EqualTo("b"));
        Assert.That(On("2023-06-30", quarter, day).Claim!.Entry.Key, Is.EqualTo("a"));
    }

    [Test]
    public void A_remark_is_made_from_the_first_day_on_which_it_can_be_true()
    {
        var revised = Entry("revised", CuratedEvent.Revised, "2023-06");
        Assert.That(On("2023-05-31", revised).Remarks, Is.Empty);
        Assert.That(On("2023-06-01", revised).Remarks, Is.EqualTo(new[] { revised }));
    }

    [Test]
    public void Remarks_and_leads_come_in_order_of_time_and_then_of_keys()
    {
        CuratedEntry[] told = [Entry("d", CuratedEvent.Moved, "2022-01-05"), Entry("c", CuratedEvent.Moved, "2023-01-05"), Entry("b", CuratedEvent.Revised, "2023-01-05"), Entry("a", CuratedEvent.Other, null)];
        var answer = On("2026-06-01", [.. told, .. told.Select(e => e with { Confidence = Confidence.Low })]);
        Assert.That(answer.Remarks.Select(e => e.Key), Is.EqualTo(new[] { "a", "d", "b", "c" }), "what has no day comes first");
        Assert.That(answer.Leads.Select(e => e.Key), Is.EqualTo(new[] { "a", "d", "b", "c" }));
    }
}
