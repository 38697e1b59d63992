using System.Xml.Linq;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using static DataBlackHole.Tests.Alerting.Alerts;

namespace DataBlackHole.Tests.Alerting;

/// <summary>What alerts say.</summary>
public sealed class AlertTextTests
{
    private static readonly AlertFrame Public = new("https://monitor.example", UnsubscribeUrl: "https://monitor.example/unsubscribe/desk/1");

    private static IEnumerable<TestCaseData> Every => Enum.GetValues<AlertEventKind>().Where(k => k != AlertEventKind.Unknown)
        .SelectMany(k => new[] { AlertLanguage.En, AlertLanguage.Zh }.Select(l => new TestCaseData(k, l)));

    [TestCase(AlertEventKind.Missing, AlertLanguage.En, "[MISSING] NBS youth unemployment 16–24 · 2026-09 · due 20 Oct, 2 working days late")]
    [TestCase(AlertEventKind.Missing, AlertLanguage.Zh, "【未见】国家统计局 16—24岁失业率 · 2026-09 · 应于10月20日发布，已迟2个工作日")]
    [TestCase(AlertEventKind.PublishedAfterTrouble, AlertLanguage.En, "[PUBLISHED] NBS youth unemployment 16–24 · 2026-09 · seen 22 Oct, was due 20 Oct")]
    [TestCase(AlertEventKind.Rescheduled, AlertLanguage.En, "[RESCHEDULED] NBS youth unemployment 16–24 · 2026-09 · from 20 Oct to 25 Oct, after the first date had passed")]
    [TestCase(AlertEventKind.Postponed, AlertLanguage.Zh, "【推迟】国家统计局 16—24岁失业率 · 2026-09 · 原定10月20日，未定新日期")]
    [TestCase(AlertEventKind.Revised, AlertLanguage.En, "[REVISED] NBS youth unemployment 16–24 · 2026-09 · 4.5 is now 4.7")]
    [TestCase(AlertEventKind.Paused, AlertLanguage.En, "[PAUSED] NBS youth unemployment 16–24 · 2026-09 · by the publisher's notice")]
    [TestCase(AlertEventKind.Blind, AlertLanguage.En, "[WE CANNOT SEE] NBS youth unemployment 16–24 · a robot check stands in the way")]
    [TestCase(AlertEventKind.MonitorTrouble, AlertLanguage.En, "[MONITOR] Two messages were given up.")]
    public void A_subject_says_what_happened_to_what_and_how_late(AlertEventKind kind, AlertLanguage language, string subject) =>
        Assert.That(Write(kind, language).Subject, Is.EqualTo(subject));

    [TestCaseSource(nameof(Every))]
    public void The_first_line_is_a_sentence_that_stands_by_itself(AlertEventKind kind, AlertLanguage language)
    {
        var message = Write(kind, language);
        var first = message.Text.Split('\n')[0];
        Assert.That(first, Does.EndWith(language == AlertLanguage.Zh ? "。" : ".").And.Length.GreaterThan(9), first);
        Assert.That(message.Html, Does.Contain("<p><strong>"));
        if (kind is not (AlertEventKind.DeliveryTrouble or AlertEventKind.MonitorTrouble)) Assert.That(first, Does.Contain(language == AlertLanguage.Zh ? "16—24岁失业率" : "youth unemployment 16–24"));
    }

    [TestCaseSource(nameof(Every))]
    public void No_alert_names_a_motive_or_breaks_its_subject(AlertEventKind kind, AlertLanguage language)
    {
        var message = Write(kind, language);
        foreach (var word in new[] { "censor", "suppress", "hide", "审查", "隐瞒", "封锁" }) Assert.That(message.Text, Does.Not.Contain(word).IgnoreCase);
        Assert.That(message.Subject, Does.Not.Contain("\n").And.Not.Contain("  ").And.Not.Contain("· ·"));
    }

    [TestCaseSource(nameof(Every))]
    public void The_HTML_is_well_formed_and_says_the_same(AlertEventKind kind, AlertLanguage language)
    {
        var message = Write(kind, language);
        var html = XDocument.Parse(message.Html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal).Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal));
        Assert.That(html.Descendants("strong").Single().Value, Is.EqualTo(message.Text.Split('\n')[0]));
        Assert.That(html.Root!.Attribute("lang")!.Value, Is.EqualTo(language == AlertLanguage.Zh ? "zh-CN" : "en"));
    }

    [Test]
    public void An_alert_says_how_we_know_what_we_cannot_rule_out_and_what_was_last()
    {
        var text = Write(AlertEventKind.Missing, AlertLanguage.En).Text;
        Assert.That(text, Does.Contain("How we know").And.Contain("Grade: corroborated").And.Contain("First look that missed it: 2026-10-21 06:00 UTC"));
        Assert.That(text, Does.Contain("What we cannot rule out").And.Contain("2026-08: 18.9 %, first seen 2026-09-17 02:03 UTC"));
        Assert.That(text, Does.Contain("https://monitor.example/api/v1/series/youth").And.Contain("https://stats.example/query?a=1&b=2").And.Contain("SHA-256 "));
        Assert.That(text, Does.Not.Contain("Evidence log"));
        Assert.That(AlertText.Write([Story(AlertEventKind.Missing)], AlertLanguage.En, Public with { LogRoot = "root 7f83" }).Text, Does.Contain("Evidence log\n- root 7f83"));
    }

    [Test]
    public void Without_a_public_address_no_link_leads_to_the_monitor()
    {
        var message = AlertText.Write([Story(AlertEventKind.Missing)], AlertLanguage.En, new AlertFrame());
        Assert.That(message.Text + message.Html, Does.Not.Contain("/api/v1/").And.Not.Contain("nsubscribe"));
    }

    [Test]
    public void What_comes_from_a_page_is_text_and_never_markup_header_or_script()
    {
        var flip = OfEveryKind[AlertEventKind.Missing] with
        {
            Detail = "<script>alert(1)</script>\r\nBcc: all@example.test",
            Evidence = OfEveryKind[AlertEventKind.Missing].Evidence! with { Url = "javascript:alert(1)" },
        };
        var revised = OfEveryKind[AlertEventKind.Revised] with { To = "4.7\r\nBcc: all@example.test<b>" };
        var message = AlertText.Write([Story(AlertEventKind.Missing, flip)], AlertLanguage.En, Public);
        Assert.That(message.Html, Does.Not.Contain("<script").And.Not.Contain("href=\"javascript"));
        Assert.That(message.Text.Split('\n'), Has.None.StartsWith("Bcc:"));
        Assert.That(AlertText.Write([Story(AlertEventKind.Revised, revised)], AlertLanguage.En, Public).Subject.Any(char.IsControl), Is.False);
    }

    [Test]
    public void Ten_alerts_are_one_message_with_counts_and_every_sentence()
    {
        var stories = Enumerable.Range(0, 10).Select(i => Story(i < 7 ? AlertEventKind.Late : AlertEventKind.Missing)).ToList();
        var message = AlertText.Write(stories, AlertLanguage.En, Public);
        Assert.That(message.Subject, Is.EqualTo("[10 ALERTS] NBS: 7 late, 3 missing"));
        Assert.That(message.Text.Split('\n')[0], Is.EqualTo("10 changes were recorded on 2026-10-22 06:00 UTC: 7 late, 3 missing."));
        Assert.That(message.Text.Split('\n').Count(l => l.StartsWith("- [", StringComparison.Ordinal)), Is.EqualTo(10));
        Assert.That(message.Attachment, Is.Null);
        Assert.That(AlertText.Write(stories, AlertLanguage.Zh, Public).Subject, Is.EqualTo("【10项提醒】国家统计局：迟于预期7项、未见3项"));
    }

    [Test]
    public void Ten_thousand_alerts_are_one_message_with_the_list_attached()
    {
        var message = AlertText.Write([.. Enumerable.Repeat(Story(AlertEventKind.Missing), 10_000)], AlertLanguage.En, Public);
        Assert.That(message.Text, Has.Length.LessThan(50_000).And.Contains("9950 more are in the attached list."));
        Assert.That(message.Attachment!.Split('\n').Count(l => l.StartsWith("[MISSING]", StringComparison.Ordinal)), Is.EqualTo(10_000));
    }

    [Test]
    public void A_series_that_is_not_defined_any_more_is_told_by_its_key()
    {
        var story = Story(AlertEventKind.Late) with { Series = null, Publisher = null, Calendar = null, Release = null, Last = null };
        Assert.That(AlertText.Write([story], AlertLanguage.En, Public).Subject, Is.EqualTo("[LATE] youth · 2026-09"));
    }

    [Test]
    public void An_endless_name_is_cut_without_breaking_a_character()
    {
        var story = Story(AlertEventKind.Late) with { Series = Youth with { Name = new BilingualText(string.Concat(Enumerable.Repeat("𠮷", 300)), "长") } };
        var subject = AlertText.Write([story], AlertLanguage.En, Public).Subject;
        Assert.That(subject, Has.Length.LessThanOrEqualTo(200).And.EndsWith("…"));
        Assert.That(subject.EnumerateRunes().All(r => r.Value != 0xFFFD), Is.True);
    }

    private static AlertMessage Write(AlertEventKind kind, AlertLanguage language) => AlertText.Write([Story(kind)], language, Public);
}
