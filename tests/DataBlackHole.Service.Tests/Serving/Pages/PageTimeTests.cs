using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>The two time questions on pages, over a constructed record of the suspension of the youth rate of 2023.</summary>
public sealed class PageTimeTests
{
    private const string Youth = "nbs-youth-unemployment-16-24-incl-students";

    private ServedMonitor _served = null!;

    [OneTimeSetUp]
    public async Task RecordAsync()
    {
        _served = await ServedMonitor.StartAsync();
        await _served.RecordAsync(
            Youth,
            (SeriesStatus.Current, "2023-07-17T02:00Z", "2023-07-17T02:01Z"),
            (SeriesStatus.Paused, "2023-08-15T02:30Z", "2023-08-15T02:31Z"),
            (SeriesStatus.Discontinued, "2024-01-17T03:00Z", "2024-01-17T03:01Z"));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [TestCase("2023-07-01T00:00Z", "nothing concluded by our looks", "本监测未得出结论")]
    [TestCase("2023-08-10T00:00Z", "published", "正常发布")]
    [TestCase("2023-09-01T00:00Z", "paused", "暂停发布")]
    [TestCase("2024-02-01T00:00Z", "ended", "已终止")]
    public async Task AsOf_before_between_and_after_the_suspension(string asOf, string english, string chinese)
    {
        using var en = await PageAsync($"/series/{Youth}?asOf={asOf}&lang=en");
        using var zh = await PageAsync($"/series/{Youth}?asOf={asOf}&lang=zh");

        Assert.That((Text(en, "#status"), Text(zh, "#status")), Is.EqualTo((english, chinese)));
        Assert.That(en.QuerySelector("#cited-status"), Is.Null, "the cited record was written in 2026");
        Assert.That(Text(en, ".then"), Does.Contain(asOf.Replace("00:00Z", "00:00:00Z", StringComparison.Ordinal)));
    }

    [TestCase("2023-08-10", "published", null)]
    [TestCase("2023-09-01", "paused", "By the cited record: paused")]
    [TestCase("2024-02-01", "ended", "By the cited record: published under another definition")]
    public async Task On_a_day_before_between_and_after_with_the_cited_record_beside_and_never_blended(string on, string observed, string? cited)
    {
        using var page = await PageAsync($"/series/{Youth}?on={on}&lang=en");

        Assert.That(Text(page, "#status"), Is.EqualTo(observed));
        Assert.That(page.QuerySelector("#cited-status") is { } said ? Clean(said) : null, Is.EqualTo(cited));
    }

    [TestCase("asOf=2023-08-10T00:00Z", "published")]
    [TestCase("asOf=2023-09-01T00:00Z", "paused")]
    [TestCase("asOf=2024-02-01T00:00Z", "ended")]
    public async Task The_overview_answers_the_same(string question, string expected)
    {
        using var page = await PageAsync($"/?{question}&lang=en");
        var row = page.QuerySelectorAll("tbody th[scope=row]").Single(r => r.QuerySelector("a")!.GetAttribute("href")!.StartsWith($"/series/{Youth}?", StringComparison.Ordinal));

        Assert.That(Clean(row.QuerySelector(".st")!), Is.EqualTo(expected));
        Assert.That(row.QuerySelector("a")!.GetAttribute("href"), Does.Contain(question), "links keep the time");
    }

    [TestCase("/events?asOf=2023-09-01T00:00Z", 2)]
    [TestCase("/events?on=2023-08-01", 1)]
    [TestCase("/events", 3)]
    public async Task Events_are_those_on_record_by_then(string path, int count)
    {
        using var page = await PageAsync(path);
        Assert.That(page.QuerySelectorAll(".flips > li").Length, Is.EqualTo(count));
    }

    [Test]
    public async Task The_permanent_link_fixes_the_record_and_answers_the_same_for_ever()
    {
        using var now = await PageAsync($"/series/{Youth}?lang=en");
        var link = new Uri(Text(now, "#permalink"));
        Assert.That(link.Query, Is.EqualTo("?asOf=2026-12-01T00:00:00Z"));
        using var then = await PageAsync($"{link.PathAndQuery}&lang=en");

        Assert.That(Text(then, "#permalink"), Is.EqualTo(link.AbsoluteUri));
        Assert.That(then.QuerySelectorAll("#cite pre").Select(p => p.TextContent), Has.All.Contains(link.AbsoluteUri.Replace("&", "\\u0026", StringComparison.Ordinal)));
    }

    [TestCase("/?on=2023-9-1", "2023-09-01")]
    [TestCase("/?on=2026-12-03", "2026-12-01 or earlier")]
    [TestCase("/?asOf=yesterday", "with its zone")]
    [TestCase("/?asOf=2027-01-01T00:00Z", "not in the future")]
    [TestCase($"/series/{Youth}?on=2023-02-30", "2023-09-01")]
    [TestCase("/publishers/nbs?asOf=2026-13-01T00:00Z", "with its zone")]
    [TestCase("/calendar?on=soon", "2023-09-01")]
    [TestCase("/events?before=last", "number of a flip")]
    [TestCase("/monitor?on=2026", "2023-09-01")]
    [TestCase("/method?asOf=2026", "with its zone")]
    [TestCase("/census?on=soon", "2023-09-01")]
    [TestCase("/?status=Good", "Discontinued")]
    [TestCase("/?visibility=Good", "Blind")]
    [TestCase("/?lang=fr", "en or zh")]
    [TestCase("/?on=0001-01-01", "from 1900 on")]
    [TestCase("/calendar?on=0001-01-01", "from 1900 on")]
    [TestCase("/monitor?asOf=0001-01-01T00:00Z", "from 1900 on")]
    public async Task A_bad_question_is_refused_with_what_is_expected_on_a_page(string path, string expected)
    {
        using var page = await PageAsync(path, 400);
        Assert.That(Text(page, "main"), Does.Contain(expected));
        Assert.That(page.QuerySelector("nav a"), Is.Not.Null, "the way on is there");
    }

    [Test]
    public async Task What_a_form_leaves_empty_and_a_picker_gives_without_zone_is_understood()
    {
        using var page = await PageAsync($"/series/{Youth}?on=&asOf=2023-09-01T00:00&lang=en");
        Assert.That(Text(page, "#status"), Is.EqualTo("paused"));
    }

    private async Task<IDocument> PageAsync(string path, int status = 200)
    {
        var (bytes, answer) = await _served.FetchAsync(path);
        var html = Encoding.UTF8.GetString(bytes);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), $"{path}: {html}");
        return new HtmlParser().ParseDocument(html);
    }

    private static string Text(IDocument page, string selector) => Clean(page.QuerySelector(selector)!);

    private static string Clean(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
