using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.Judging;

public sealed class ChronicleTests
{
    private const string Youth = "youth";
    private static readonly TimeZoneInfo _shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset _now = Utc(2026, 11, 22);
    private static readonly BilingualText _text = new("text", "文");

    /// <summary>The halt of August 2023 and the return in January 2024, each recorded later than it happened.</summary>
    private static readonly CuratedEntry[] _youth =
    [
        Entry("suspended", CuratedEvent.Suspended) with
        {
            AnnouncedOn = new DateOnly(2023, 8, 15), EffectiveFrom = ReferencePeriod.Month(2023, 8), RecordedOn = new DateOnly(2023, 10, 1),
        },
        Entry("redefined", CuratedEvent.Redefined) with
        {
            AnnouncedOn = new DateOnly(2024, 1, 17), EffectiveFrom = Day(2024, 1, 17), RecordedOn = new DateOnly(2024, 2, 1),
        },
    ];

    [TestCase("2023-08-14", null)]
    [TestCase("2023-08-15", CuratedStatus.Paused)]
    [TestCase("2023-08-20", CuratedStatus.Paused)]
    [TestCase("2024-01-16", CuratedStatus.Paused)]
    [TestCase("2024-01-17", CuratedStatus.Redefined)]
    public void On_a_day_the_last_entry_in_effect_rules_by_all_we_know_now(string on, CuratedStatus? status) =>
        Assert.That(Ask(_youth, on, _now).Curated.Claim?.Status, Is.EqualTo(status));

    [TestCase("2023-09-30T23:59:59Z", null)]
    [TestCase("2023-10-01T00:00:00Z", CuratedStatus.Paused)]
    [TestCase("2024-01-31T23:59:59Z", CuratedStatus.Paused)]
    [TestCase("2024-02-01T00:00:00Z", CuratedStatus.Redefined)]
    public void As_of_an_instant_only_what_was_recorded_by_then_counts(string asOf, CuratedStatus? status)
    {
        var then = DateTimeOffset.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture);

        Assert.That(Ask(_youth, then.UtcDateTime.ToString("yyyy-MM-dd", null), then).Curated.Claim?.Status, Is.EqualTo(status));
    }

    [Test]
    public void Both_questions_together_ask_what_we_knew_then_about_an_earlier_day()
    {
        Assert.That(Ask(_youth, "2023-08-20", Utc(2023, 9, 30)).Curated.Claim, Is.Null, "the halt was not recorded yet");
        Assert.That(Ask(_youth, "2023-08-20", Utc(2023, 10, 2)).Curated.Claim!.Entry.Key, Is.EqualTo("suspended"));
        Assert.That(Ask(_youth, "2023-08-14", Utc(2023, 10, 2)).Curated.Claim, Is.Null, "the halt had not begun yet");
    }

    [TestCase(CuratedEvent.Suspended, CuratedStatus.Paused)]
    [TestCase(CuratedEvent.Discontinued, CuratedStatus.Discontinued)]
    [TestCase(CuratedEvent.Restricted, CuratedStatus.Restricted)]
    [TestCase(CuratedEvent.Started, CuratedStatus.Current)]
    [TestCase(CuratedEvent.Resumed, CuratedStatus.Current)]
    [TestCase(CuratedEvent.Missing, CuratedStatus.Missing)]
    [TestCase(CuratedEvent.Redefined, CuratedStatus.Redefined)]
    [TestCase(CuratedEvent.Withdrawn, CuratedStatus.Withdrawn)]
    [TestCase(CuratedEvent.Rescheduled, null)]
    [TestCase(CuratedEvent.Revised, null)]
    [TestCase(CuratedEvent.Moved, null)]
    [TestCase(CuratedEvent.Disclosed, null)]
    [TestCase(CuratedEvent.Other, null)]
    public void An_event_implies_its_status_or_is_a_remark(CuratedEvent what, CuratedStatus? status)
    {
        var curated = Ask([Entry("e", what) with { EffectiveFrom = Day(2022, 5, 1) }], "2023-01-01", _now).Curated;

        Assert.That(curated.Claim?.Status, Is.EqualTo(status));
        Assert.That(curated.Remarks, Has.Length.EqualTo(status is null ? 1 : 0));
    }

    [Test]
    public void A_lead_implies_no_status_and_stands_apart()
    {
        var lead = Entry("lead", CuratedEvent.Discontinued) with { Confidence = Confidence.Low, EffectiveFrom = Day(2022, 5, 1) };

        var curated = Ask([lead], "2023-01-01", _now).Curated;

        Assert.That((curated.Claim, curated.Possible.Length, curated.Remarks.Length), Is.EqualTo(((CuratedClaim?)null, 0, 0)));
        Assert.That(curated.Leads, Is.EqualTo([lead]));
        Assert.That(Ask([lead], "2023-01-01", Utc(2021, 12, 31)).Curated.Leads, Is.Empty, "not recorded yet");
    }

    [Test]
    public void An_entry_known_only_to_the_month_is_a_possibility_until_the_month_is_over()
    {
        CuratedEntry[] entries = [Entry("e", CuratedEvent.Discontinued) with { EffectiveFrom = ReferencePeriod.Month(2022, 5) }];

        Assert.That(Ask(entries, "2022-04-30", _now).Curated, Has.Property("Claim").Null.And.Property("Possible").Empty);
        var within = Ask(entries, "2022-05-10", _now).Curated;
        Assert.That((within.Claim, within.Possible.Single().Status), Is.EqualTo(((CuratedClaim?)null, CuratedStatus.Discontinued)));
        Assert.That(Ask(entries, "2022-05-31", _now).Curated.Claim, Is.EqualTo(
            new CuratedClaim(CuratedStatus.Discontinued, new DateOnly(2022, 5, 1), new DateOnly(2022, 5, 31), entries[0])));
    }

    [Test]
    public void An_entry_without_a_day_is_certain_only_from_its_recording_and_never_overrules_a_dated_one()
    {
        var undated = Entry("a-undated", CuratedEvent.Discontinued) with { RecordedOn = new DateOnly(2024, 6, 1) };
        var dated = Entry("b-dated", CuratedEvent.Resumed) with { EffectiveFrom = Day(2023, 1, 1) };

        Assert.That(Ask([undated], "2022-01-01", _now).Curated.Possible.Single().BeganEarliest, Is.Null);
        Assert.That(Ask([undated], "2024-06-01", _now).Curated.Claim!.Status, Is.EqualTo(CuratedStatus.Discontinued));
        Assert.That(Ask([undated, dated], "2024-06-01", _now).Curated.Claim!.Status, Is.EqualTo(CuratedStatus.Current));
    }

    [Test]
    public void An_announcement_made_beforehand_does_not_begin_what_it_announces()
    {
        CuratedEntry[] entries = [Entry("e", CuratedEvent.Restricted) with { AnnouncedOn = new DateOnly(2023, 3, 16), EffectiveFrom = Day(2023, 4, 1) }];

        Assert.That(Ask(entries, "2023-03-31", _now).Curated.Claim, Is.Null);
        Assert.That(Ask(entries, "2023-04-01", _now).Curated.Claim!.Status, Is.EqualTo(CuratedStatus.Restricted));
    }

    [TestCase("2022-10-13", null, 0)]
    [TestCase("2022-10-14", CuratedStatus.Late, 0)]
    [TestCase("2022-10-23", CuratedStatus.Late, 0)]
    [TestCase("2022-10-24", CuratedStatus.Current, 0)]
    [TestCase("2026-01-01", CuratedStatus.Current, 0)]
    public void A_delay_ends_on_the_day_the_release_came_out(string on, CuratedStatus? status, int possible)
    {
        CuratedEntry[] entries = [Entry("e", CuratedEvent.Delayed) with { EffectiveFrom = Day(2022, 10, 14), EffectiveUntil = new DateOnly(2022, 10, 24) }];

        var curated = Ask(entries, on, _now).Curated;

        Assert.That((curated.Claim?.Status, curated.Possible.Length), Is.EqualTo((status, possible)));
    }

    [Test]
    public void A_delay_whose_end_is_not_recorded_is_not_carried_on_as_late()
    {
        var delay = Entry("a", CuratedEvent.Delayed) with { EffectiveFrom = Day(2022, 10, 18) };
        var resumed = Entry("b", CuratedEvent.Resumed) with { EffectiveFrom = Day(2022, 10, 24) };

        Assert.That(Ask([delay], "2022-10-18", _now).Curated.Claim!.Status, Is.EqualTo(CuratedStatus.Late), "on its own day it is certain");
        var after = Ask([delay], "2023-10-18", _now).Curated;
        Assert.That((after.Claim, after.Possible.Single().Status), Is.EqualTo(((CuratedClaim?)null, CuratedStatus.Late)));
        Assert.That(Ask([delay, resumed], "2022-10-20", _now).Curated.Claim!.Status, Is.EqualTo(CuratedStatus.Late));
        Assert.That(Ask([delay, resumed], "2022-10-24", _now).Curated.Claim!.Status, Is.EqualTo(CuratedStatus.Current));
    }

    [Test]
    public void A_delay_known_to_the_month_that_ended_within_it_is_over_at_its_end()
    {
        CuratedEntry[] entries = [Entry("e", CuratedEvent.Delayed) with { EffectiveFrom = ReferencePeriod.Month(2022, 5), EffectiveUntil = new DateOnly(2022, 5, 17) }];

        Assert.That(Ask(entries, "2022-05-16", _now).Curated.Claim!.Status, Is.EqualTo(CuratedStatus.Late));
        Assert.That(Ask(entries, "2022-05-20", _now).Curated, Has.Property("Possible").Empty.And.Property("Claim").Property("Status").EqualTo(CuratedStatus.Current));
    }

    [Test]
    public void Before_the_first_flip_nothing_was_observed()
    {
        FlipRecord[] flips = [Flip(1, SeriesStatus.Current, Utc(2023, 5, 1))];

        Assert.That(Ask([], "2023-04-30", _now, flips).Observed, Is.Null);
        Assert.That(Ask([], "2023-05-01", _now, flips).Observed!.Status, Is.EqualTo(SeriesStatus.Current));
    }

    [Test]
    public void A_day_ends_at_midnight_in_the_zone_of_the_publisher()
    {
        FlipRecord[] flips = [Flip(1, SeriesStatus.Current, Utc(2023, 5, 1)), Flip(2, SeriesStatus.Late, Utc(2023, 6, 1, 16))];

        Assert.That(Ask([], "2023-06-01", _now, flips).Observed!.Status, Is.EqualTo(SeriesStatus.Current), "16:00 UTC is already the next day in Shanghai");
        Assert.That(Ask([], "2023-06-02", _now, flips).Observed!.Status, Is.EqualTo(SeriesStatus.Late));
    }

    [Test]
    public void A_flip_recorded_later_is_not_known_as_of_then_and_is_known_now()
    {
        FlipRecord[] flips =
        [
            Flip(1, SeriesStatus.Current, Utc(2023, 5, 1)),
            Flip(2, SeriesStatus.Missing, Utc(2023, 6, 1)) with { RecordedAt = Utc(2023, 7, 1) },
        ];

        Assert.That(Ask([], "2023-06-02", Utc(2023, 6, 30), flips).Observed!.Status, Is.EqualTo(SeriesStatus.Current));
        Assert.That(Ask([], "2023-06-02", Utc(2023, 7, 1), flips).Observed!.Status, Is.EqualTo(SeriesStatus.Missing));
    }

    [Test]
    public void Observed_and_curated_contradict_each_other_side_by_side()
    {
        var chronicle = Ask(_youth, "2023-09-01", _now, [Flip(1, SeriesStatus.Current, Utc(2023, 7, 17))]);

        Assert.That(chronicle.Observed!.Status, Is.EqualTo(SeriesStatus.Current));
        Assert.That(chronicle.Curated.Claim!.Status, Is.EqualTo(CuratedStatus.Paused));
    }

    [Test]
    public void A_flip_of_curated_origin_is_not_taken_for_something_observed()
    {
        FlipRecord[] flips = [Flip(1, SeriesStatus.Current, Utc(2023, 5, 1)), Flip(2, SeriesStatus.Paused, Utc(2023, 8, 15), Origin.Curated)];

        Assert.That(Ask([], "2023-09-01", _now, flips).Observed!.Status, Is.EqualTo(SeriesStatus.Current));
        Assert.That(Ask([], "2023-09-01", _now, flips[1..]).Observed, Is.Null);
    }

    [Test]
    public void A_status_that_only_repeats_what_was_last_seen_says_that_we_were_blind()
    {
        FlipRecord[] flips =
        [
            Flip(1, SeriesStatus.Current, Utc(2023, 5, 1)),
            Sight(2, Visibility.Clear, Visibility.Blind, Utc(2023, 6, 1)),
            Sight(3, Visibility.Blind, Visibility.Clear, Utc(2023, 6, 10)),
        ];

        Assert.That(Ask([], "2023-06-05", _now, flips).Observed!.Blindness!.Id, Is.EqualTo(2));
        Assert.That(Ask([], "2023-06-11", _now, flips).Observed!.Blindness, Is.Null);
    }

    [Test]
    public void The_order_in_which_records_are_given_does_not_matter()
    {
        FlipRecord[] flips = [Flip(1, SeriesStatus.Current, Utc(2023, 5, 1)), Flip(2, SeriesStatus.Late, Utc(2023, 6, 1)), Flip(3, SeriesStatus.Current, Utc(2023, 6, 1))];

        Assert.That(Ask(_youth.Reverse(), "2024-03-01", _now, [.. flips.Reverse()]).Observed!.Flip.Id, Is.EqualTo(3));
        Assert.That(Ask(_youth.Reverse(), "2024-03-01", _now).Curated.Claim!.Entry.Key, Is.EqualTo("redefined"));
    }

    private static Chronicle Ask(IEnumerable<CuratedEntry> entries, string on, DateTimeOffset asOf, params FlipRecord[] flips) =>
        Chronicle.Of(Youth, flips, entries, _shanghai, DateOnly.ParseExact(on, "yyyy-MM-dd"), asOf);

    private static CuratedEntry Entry(string key, CuratedEvent what) => new()
    {
        Key = key,
        Publisher = "agency",
        Series = Youth,
        SeriesName = _text,
        Event = what,
        Confidence = Confidence.High,
        RecordedOn = new DateOnly(2022, 1, 1),
        Summary = _text,
        Unknown = _text,
        Citations = [],
    };

    private static FlipRecord Flip(long id, SeriesStatus to, DateTimeOffset at, Origin origin = Origin.Observed) => new(
        id,
        new Flip { Series = Youth, Axis = FlipAxis.Series, From = "", To = to.ToString(), Reason = Reason.Found, Origin = origin, At = at },
        at,
        null);

    private static FlipRecord Sight(long id, Visibility from, Visibility to, DateTimeOffset at) => new(
        id,
        new Flip { Series = Youth, Axis = FlipAxis.Visibility, From = from.ToString(), To = to.ToString(), Reason = Reason.LookFailed, At = at },
        at,
        null);

    private static ReferencePeriod Day(int year, int month, int day) => ReferencePeriod.Day(new DateOnly(year, month, day));

    private static DateTimeOffset Utc(int year, int month, int day, int hour = 0) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);
}
