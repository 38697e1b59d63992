using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>Flips word for word, in both languages: what is said differs exactly where what happened does.</summary>
public sealed class FlipWordingTests
{
    private static readonly BilingualText _name = new("Prices", "价格");
    private static readonly TimeZoneInfo _beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private static Flip Example { get; } = new()
    {
        Series = Key,
        Axis = FlipAxis.Release,
        Period = P("2026-09"),
        From = "Due",
        To = "Published",
        Reason = Reason.Found,
        Grade = Grade.Suspected,
        At = At("2026-11-02 10:15"),
    };

    private static Flip OfSeries(string from, string to, Reason reason) => Example with { Axis = FlipAxis.Series, From = from, To = to, Reason = reason };

    private static Flip OfCalendar(string from, string to, Reason reason) => Example with { Axis = FlipAxis.Calendar, From = from, To = to, Reason = reason };

    private static BilingualText Sentence(Flip flip) => FlipSentence.Of(flip, _name, _beijing).Sentence;

    private static BilingualText Title(Flip flip) => FlipSentence.Of(flip, _name, _beijing).Title;

    private static BilingualText Both(string en, string zh) => new(en, zh);

    [TestCase(Reason.Found, "", "")]
    [TestCase(Reason.FoundLate, " after it had counted as late", "（此前已迟于预期）")]
    [TestCase(Reason.FoundAfterMissing, " after it had not been seen", "（此前未见发布）")]
    public void A_find_says_what_the_release_had_counted_as(Reason reason, string en, string zh) => Assert.That(
        Sentence(Example with { Reason = reason }),
        Is.EqualTo(Both($"Prices for 2026-09 was published{en}; we saw it first at 2026-11-02 10:15 (UTC+8).", $"“价格”2026-09 期已发布{zh}：本监测首次见到为 2026-11-02 10:15 (UTC+8)。")));

    [TestCase(null, "2026-11-02 10:15")]
    [TestCase("2026-11-02 10:10", "2026-11-02 10:10")]
    public void A_find_is_dated_by_the_first_look_with_it_or_else_by_the_conclusion(string? first, string told)
    {
        var found = Example with { FirstMissedAt = first is null ? null : At(first) };
        Assert.That(Sentence(found), Is.EqualTo(Both($"Prices for 2026-09 was published; we saw it first at {told} (UTC+8).", $"“价格”2026-09 期已发布：本监测首次见到为 {told} (UTC+8)。")));
        Assert.That(Sentence(found with { LastSeenAt = At("2026-11-02 10:00") }), Is.EqualTo(Both(
            $"Prices for 2026-09 was published; it came into view between 2026-11-02 10:00 (UTC+8), the last look without it, and {told} (UTC+8), the first with it.",
            $"“价格”2026-09 期已发布：最后一次未见为 2026-11-02 10:00 (UTC+8)，首次见到为 {told} (UTC+8)。")));
    }

    [Test]
    public void An_absence_that_no_look_dates_is_told_without_a_date() => Assert.That(
        Sentence(Example with { To = "Late", Reason = Reason.NotSeenAfterDeadline }),
        Is.EqualTo(Both("Prices for 2026-09 is late: it was not seen after its deadline.", "“价格”2026-09 期迟于预期：期限过后仍未见发布。")));

    [Test]
    public void What_is_withheld_by_a_notice_is_not_told_as_taken_over_by_a_successor()
    {
        Assert.That(Sentence(Example with { To = "Withheld", Reason = Reason.OfficialNotice }), Is.EqualTo(Both(
            "Prices for 2026-09 falls under a notice of the publisher and is not awaited for now.", "“价格”2026-09 期属于发布机构公告的范围，暂不等待其发布。")));
        Assert.That(Sentence(Example with { To = "Withheld", Reason = Reason.Succeeded }), Is.EqualTo(Both(
            "Prices for 2026-09 is not expected for now: the series under its new definition has come out.", "“价格”2026-09 期暂不预期发布：采用新口径的数据已经发布。")));
    }

    [Test]
    public void A_series_seen_for_the_first_time_names_the_last_period_where_one_is_known()
    {
        var first = OfSeries("New", "Current", Reason.FirstSeen);
        Assert.That(Sentence(first), Is.EqualTo(Both("Prices has been seen for the first time; the last period seen is 2026-09.", "首次见到“价格”；最近所见为 2026-09。")));
        Assert.That(Sentence(first with { Period = null }), Is.EqualTo(Both("Prices has been seen for the first time.", "首次见到“价格”。")));
    }

    [Test]
    public void A_series_that_caught_up_had_not_stopped()
    {
        Assert.That(Sentence(OfSeries("Late", "Current", Reason.CaughtUp)), Is.EqualTo(Both("Every expected release of Prices is there again.", "“价格”应有的发布均已见到。")));
        Assert.That(Sentence(OfSeries("Missing", "Current", Reason.Resumed)), Is.EqualTo(Both("Prices comes out again.", "“价格”恢复发布。")));
    }

    [Test]
    public void A_date_that_was_put_off_taken_out_or_given_anew_is_told_as_what_it_is()
    {
        const string old = "2026-10-19T02:00:00Z", later = "2026-10-26T02:00:00Z";
        Assert.That(Sentence(OfCalendar(old, "none", Reason.PostponedWithoutDate)), Is.EqualTo(Both(
            "The publisher postponed Prices for 2026-09, announced for 2026-10-19 10:00 (UTC+8), and gave no new date.", "发布机构推迟发布“价格”2026-09 期（原预告 2026-10-19 10:00 (UTC+8)），未给出新日期。")));
        Assert.That(Sentence(OfCalendar(old, "none", Reason.RemovedFromCalendar)), Is.EqualTo(Both(
            "The date announced for Prices for 2026-09, 2026-10-19 10:00 (UTC+8), is no longer in the publisher's calendar.", "“价格”2026-09 期的预告日期 2026-10-19 10:00 (UTC+8) 已不在发布机构的日程表中。")));
        Assert.That(Sentence(OfCalendar("none", later, Reason.MovedWithNotice)), Is.EqualTo(Both(
            "A new date is announced for Prices for 2026-09: 2026-10-26 10:00 (UTC+8).", "“价格”2026-09 期有了新的预告日期：2026-10-26 10:00 (UTC+8)。")));
    }

    [TestCase(Reason.MovedWithNotice, "before the old date came", "在原日期之前变更")]
    [TestCase(Reason.MovedWithoutNotice, "after the old date had passed", "在原日期之后变更")]
    [TestCase(Reason.Moved, "whether before the old date is not known", "是否在原日期之前变更不详")]
    public void A_date_that_moved_says_whether_with_notice(Reason reason, string en, string zh) => Assert.That(
        Sentence(OfCalendar("2026-10-19T02:00:00Z", "2026-10-26T02:00:00Z", reason)),
        Is.EqualTo(Both(
            $"The date announced for Prices for 2026-09 was changed from 2026-10-19 10:00 (UTC+8) to 2026-10-26 10:00 (UTC+8), {en}.",
            $"“价格”2026-09 期的预告日期由 2026-10-19 10:00 (UTC+8) 改为 2026-10-26 10:00 (UTC+8)，{zh}。")));

    [Test]
    public void Our_blindness_and_its_end_are_told_as_ours()
    {
        var blind = Example with { Axis = FlipAxis.Visibility, Period = null, From = "Clear", To = "Blind", Reason = Reason.LookFailed, BlindReason = BlindReason.LoginWall };
        Assert.That(Sentence(blind), Is.EqualTo(Both(
            "Since 2026-11-02 10:15 (UTC+8) we cannot see the source of Prices (a login stands in the way); this says nothing about the publisher.",
            "自 2026-11-02 10:15 (UTC+8) 起，本监测无法看到“价格”的来源（需要登录）；这不说明发布机构的任何情况。")));
        Assert.That(Sentence(blind with { From = "Blind", To = "Clear", Reason = Reason.LookSucceeded }), Is.EqualTo(Both(
            "Since 2026-11-02 10:15 (UTC+8) we can see the source of Prices again.", "自 2026-11-02 10:15 (UTC+8) 起，本监测恢复看到“价格”的来源。")));
        Assert.That(Title(blind), Is.EqualTo(Both("Prices: we cannot see it", "价格：本监测无法看到")), "without a period there is none in the title");
    }

    [TestCase("Late", Reason.NotSeenAfterDeadline, "Prices · 2026-09: late", "价格 · 2026-09：迟于预期")]
    [TestCase("Missing", Reason.NotSeenRepeatedly, "Prices · 2026-09: missing", "价格 · 2026-09：缺失")]
    [TestCase("Discontinued", Reason.SeveralCyclesMissing, "Prices: ended", "价格：已终止")]
    [TestCase("Paused", Reason.OfficialNotice, "Prices: paused", "价格：暂停发布")]
    public void The_title_of_a_series_names_the_period_that_is_absent_and_no_other(string to, Reason reason, string en, string zh) =>
        Assert.That(Title(OfSeries("Current", to, reason)), Is.EqualTo(Both(en, zh)));

    [Test]
    public void A_title_from_the_cited_record_says_so() =>
        Assert.That(Title(OfSeries("Current", "Paused", Reason.OfficialNotice) with { Origin = Origin.Curated }), Is.EqualTo(Both("Prices: paused (cited record)", "价格：暂停发布（引用记录）")));

    [TestCase("Asia/Shanghai", "2026-11-02 10:15 (UTC+8)")]
    [TestCase("Etc/UTC", "2026-11-02 02:15 (UTC+0)")]
    [TestCase("America/New_York", "2026-11-01 21:15 (UTC-5)")]
    [TestCase("Asia/Kolkata", "2026-11-02 07:45 (UTC+5:30)")]
    [TestCase("America/St_Johns", "2026-11-01 22:45 (UTC-3:30)")]
    public void An_instant_is_told_in_the_publishers_zone_with_its_distance_from_utc(string zone, string told) =>
        Assert.That(FlipSentence.Of(Example, _name, TimeZoneInfo.FindSystemTimeZoneById(zone)).Sentence.En, Is.EqualTo($"Prices for 2026-09 was published; we saw it first at {told}."));

    [Test]
    public void A_flip_without_a_period_keeps_its_name_for_ever() => Assert.That(
        FlipIdentity.Of(Example with { Period = null, From = "Late", To = "Missing", At = At("2026-10-29 09:30") }), Is.EqualTo("fc6fa6c7eb4b0e5ff51e474fd7f3655e"));
}
