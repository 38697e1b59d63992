using AngleSharp.Dom;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>What operators say of conclusions stands wherever pages show the conclusion, from the moment it was said.</summary>
public sealed class ReviewPageTests
{
    private const string Reason = "It was out <script>alert(1)</script> on another page.";
    private const string Source = "https://paper.example/notice?a=1&b=2";
    private const string Series = $"/series/{FilledMonitor.Cpi}?lang=en";

    private static readonly DateTimeOffset _said = ServedMonitor.Instant("2026-11-25T08:00Z");

    private ServedMonitor _served = null!;

    [SetUp]
    public async Task StartAsync() => _served = await FilledMonitor.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [Test]
    public async Task A_refuted_status_is_told_so_first_and_never_as_a_fact()
    {
        await SayAsync(FlipAxis.Series, ReviewAction.Refute);
        using var page = await _served.PageAsync(Series);
        var sentence = page.Words(".quote p");

        Assert.That(page.Words("#status"), Is.EqualTo("conclusion refuted (was: missing (corroborated))"));
        Assert.That(page.QuerySelector("#status .st")!.ClassName, Is.EqualTo("st refuted"));
        Assert.That(sentence, Does.StartWith("Concluded, and then refuted: ").And.Contain("This conclusion was refuted by Ann at 2026-11-25 08:00 UTC: " + Reason));
        Assert.That(page.QuerySelector("meta[name=description]")!.GetAttribute("content"), Is.EqualTo(sentence));
        Assert.That(page.QuerySelectorAll("#cite pre").Select(p => p.TextContent), Has.Some.Contains("refuted"));
        AssertSaid(page, "#review .review.refuted", "refuted");
        AssertSaid(page, "#changes .review.refuted", "refuted");
        Assert.That(page.QuerySelectorAll("#changes .what").Select(ServedPage.Clean), Has.Some.StartsWith("conclusion refuted (was: "));
        Assert.That(page.QuerySelectorAll("script"), Is.Empty);
    }

    [Test]
    public async Task Events_overview_and_publisher_mark_it_too()
    {
        await SayAsync(FlipAxis.Series, ReviewAction.Refute);
        await SayAsync(FlipAxis.Release, ReviewAction.Refute);
        using var events = await _served.PageAsync("/events?lang=en");
        using var overview = await _served.PageAsync("/?lang=en");
        using var publisher = await _served.PageAsync("/publishers/nbs?lang=en");
        var row = overview.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("a")?.GetAttribute("href") == $"/series/{FilledMonitor.Cpi}?lang=en");
        var listed = publisher.QuerySelectorAll("tbody tr").First(r => r.QuerySelector("a")?.GetAttribute("href") == $"/series/{FilledMonitor.Cpi}?lang=en");

        AssertSaid(events, ".flips .review.refuted", "refuted");
        Assert.That(row.Words(".st"), Does.StartWith("conclusion refuted"));
        Assert.That(row.QuerySelectorAll("td.z"), Has.Length.EqualTo(1), "the month of the release");
        Assert.That(row.QuerySelectorAll("td.m"), Is.Empty);
        Assert.That(listed.Words(".st"), Does.StartWith("conclusion refuted"));
        Assert.That(publisher.QuerySelectorAll(".figures tbody tr").Where(r => r.InnerHtml.Contains(FilledMonitor.Cpi, StringComparison.Ordinal)).Select(r => ServedPage.Clean(r.Children[^1])), Is.All.Empty, "what was refuted is not overdue");
    }

    [Test]
    public async Task A_refuted_release_is_marked_in_the_table()
    {
        await SayAsync(FlipAxis.Release, ReviewAction.Refute);
        using var page = await _served.PageAsync(Series);
        var row = page.QuerySelectorAll("#releases tbody tr").Single(r => r.Words("th") == "2026-09");

        Assert.That(row.Words(".st"), Is.EqualTo("conclusion refuted (was: missing (corroborated))"));
        Assert.That(row.Words(".review"), Does.Contain("refuted by Ann"));
        Assert.That(ServedPage.Clean(row.QuerySelectorAll("td.num")[^1]), Is.Empty, "it is no delay");
        Assert.That(page.Words(".quote p"), Does.StartWith("Concluded, and then refuted: "), "the sentence speaks of that release");
        Assert.That(page.Words("#status"), Does.StartWith("conclusion refuted"));
        using var overview = await _served.PageAsync($"/?lang=en&q={FilledMonitor.Cpi}");
        Assert.That(overview.Words($"th:has(a[href^='/series/{FilledMonitor.Cpi}?']) .st"), Does.StartWith("conclusion refuted"));
        Assert.That((await _served.GetAsync($"/api/v1/series/{FilledMonitor.Cpi}"))["sentence"]!["en"]!.GetValue<string>(), Does.StartWith("Concluded, and then refuted: "));
    }

    [TestCase("en", "missing (confirmed)", "confirmed by an operator with a source", "confirmed by Ann")]
    [TestCase("zh", "缺失（已确认）", "已由运营者依据来源确认", "由 Ann 于")]
    public async Task A_confirmed_conclusion_shows_that_grade_and_who_confirmed_it(string language, string status, string grade, string said)
    {
        await SayAsync(FlipAxis.Series, ReviewAction.Confirm);
        using var page = await _served.PageAsync($"/series/{FilledMonitor.Cpi}?lang={language}");

        Assert.That(page.Words("#status"), Is.EqualTo(status));
        Assert.That(page.Words("#who"), Does.Contain(grade));
        Assert.That(page.Words("#review"), Does.Contain(said));
        Assert.That(page.QuerySelectorAll("#changes .quiet").Select(ServedPage.Clean), Has.Some.Contains(grade));
    }

    [Test]
    public async Task Before_it_was_said_nothing_shows_and_the_permanent_link_keeps_it_so()
    {
        await SayAsync(FlipAxis.Series, ReviewAction.Refute);
        await SayAsync(FlipAxis.Release, ReviewAction.Refute);
        foreach (var path in new[] { $"/series/{FilledMonitor.Cpi}", "/", "/events" })
        {
            using var before = await _served.PageAsync($"{path}?lang=en&asOf=2026-11-25T07:59Z");
            using var after = await _served.PageAsync($"{path}?lang=en&asOf=2026-11-25T08:00Z");
            Assert.That(before.QuerySelectorAll("tbody .refuted, .flips .refuted, .answers .refuted, td.z"), Is.Empty, path);
            Assert.That(after.QuerySelectorAll("tbody .refuted, .flips .refuted, .answers .refuted, td.z"), Is.Not.Empty, path);
        }
        using var day = await _served.PageAsync($"/series/{FilledMonitor.Cpi}?lang=en&on=2026-11-21");
        Assert.That(day.Words("#status"), Does.StartWith("conclusion refuted"), "by all that is on record now");
        Assert.That(day.Words(".quote p"), Does.StartWith("Concluded, and then refuted: On 2026-11-21"));
    }

    [Test]
    public async Task A_word_that_is_taken_back_is_gone_from_pages_at_once()
    {
        await SayAsync(FlipAxis.Series, ReviewAction.Refute);
        using var first = await _served.PageAsync(Series);
        await SayAsync(FlipAxis.Series, ReviewAction.Withdraw);
        using var second = await _served.PageAsync(Series);

        Assert.That((first.Words("#status"), second.Words("#status")), Is.EqualTo(("conclusion refuted (was: missing (corroborated))", "missing (corroborated)")));
        Assert.That(second.QuerySelectorAll(".review"), Is.Empty);
    }

    [TestCase("javascript:alert(1)//")]
    [TestCase("https://x.example/\"onmouseover=\"alert(1)\"><script>alert(1)</script>")]
    public async Task Hostile_sources_reasons_and_authors_show_as_text(string source)
    {
        await SayAsync(FlipAxis.Series, ReviewAction.Refute, source, "<img src=x onerror=alert(2)>");
        foreach (var path in new[] { Series, "/events?lang=zh" })
        {
            using var page = await _served.PageAsync(path);
            Assert.That(page.QuerySelectorAll("script, img, [onerror], [onmouseover], a[href^=javascript]"), Is.Empty, path);
            Assert.That(page.Words(".review"), Does.Contain("<img src=x onerror=alert(2)>").And.Contain(Reason), path);
        }
    }

    private static void AssertSaid(IDocument page, string selector, string action)
    {
        Assert.That(page.Words(selector), Does.StartWith($"This conclusion was {action} by Ann at 2026-11-25 08:00 UTC: {Reason}"));
        Assert.That(page.QuerySelector($"{selector} a")!.GetAttribute("href"), Is.EqualTo(Source));
    }

    private async Task SayAsync(FlipAxis axis, ReviewAction action, string source = Source, string author = "Ann")
    {
        var flips = await _served.GetAsync($"/api/v1/flips?series={FilledMonitor.Cpi}&axis={axis}&kind=missing");
        var reviews = _served.Services.GetRequiredService<VerdictReviews>();
        await reviews.AddAsync(new VerdictReview(0, flips["items"]![0]!["id"]!.GetValue<long>(), action, author, Reason, source, _said));
    }
}
