using System.Text;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>The page about the census of a publisher's database, over two constructed ones.</summary>
public sealed class CensusPageTests
{
    private const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private ServedMonitor _served = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _served = await ServedMonitor.StartAsync();
        await ConstructedCensus.RecordAsync(_served);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [TestCase("en", "No census of this database has been made yet.")]
    [TestCase("zh", "尚未对该数据库进行普查。")]
    public async Task Before_the_first_census_it_says_so_and_claims_nothing(string language, string said)
    {
        await using var served = await ServedMonitor.StartAsync();
        using var page = await served.PageAsync($"/census?lang={language}");
        Assert.That(page.Words("#census"), Does.StartWith(said));
        Assert.That(page.QuerySelectorAll("main section, main table"), Is.Empty);
    }

    [Test]
    public async Task It_tells_what_stopped_vanished_came_back_was_perhaps_renamed_and_could_not_be_told()
    {
        using var page = await _served.PageAsync("/census?lang=en");
        string Row(string section) => string.Join(" | ", page.QuerySelectorAll($"#{section} tbody tr").Select(r => string.Join(" ; ", r.Children.Select(ServedPage.Clean))));

        Assert.That(page.Words("#census"), Is.EqualTo(
            "Taken from 2026-11-15 01:00 to 2026-11-15 03:00 UTC: 5 indicators in 2 lists (monthly, quarterly, annual). 2 questions were not answered: what they would have shown counts as not told, never as gone."));
        Assert.That(Row("stopped"), Does.Match("^构造指标bIts last figure .* 14 months back.* ; monthly ; 2025-08 ; 2026-11-08 03:00 ; corroborated \\(two censuses or more\\) \\| 构造指标c.* ; suspected \\(one census\\)$"));
        Assert.That(Row("vanished"), Does.Match("^构造指标vAn earlier census found it.* ; monthly ; 2025-08 ; 2026-11-15 03:00 ; suspected"));
        Assert.That(Row("came-back"), Does.Match("^构造指标aAn earlier census found of it: no new figures. It is there.* ; monthly ; 2026-10 ; .* ; –$"));
        Assert.That(Row("renamed"), Does.Contain("'构造指标n' begins").And.Contain("Proposed, not asserted"));
        Assert.That(Row("cannot-tell"), Does.Contain("构造指标u").And.Contain("its branch of the tree could not be read"));
    }

    [Test]
    public async Task It_leads_to_the_feed_and_to_files_that_say_the_same()
    {
        using var page = await _served.PageAsync("/census?publisher=nbs&lang=zh&asOf=2026-11-16T00:00Z");
        string Link(string word) => page.QuerySelectorAll("main a").Single(a => a.TextContent == word).GetAttribute("href")!;
        var csv = Encoding.UTF8.GetString((await _served.FetchAsync(Link("CSV"))).Body).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var json = await _served.GetAsync(Link("JSON"));
        var feed = await _served.GetAsync(Link("JSON Feed"));
        var (_, atom) = await _served.FetchAsync(Link("Atom"));

        Assert.That(csv.Select(l => l.TrimStart('\uFEFF').Split(',')[0]), Is.EqualTo(new[] { "indicator", "b", "c", "v", "a", "r" }));
        Assert.That(json["vanished"]![0]!["name"]!.GetValue<string>(), Is.EqualTo("构造指标v"));
        Assert.That(feed["items"]!.AsArray(), Has.Count.EqualTo(5), "three stopped, one vanished, one came back");
        Assert.That(atom.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/atom+xml"));
        Assert.That(page.QuerySelector("nav a[aria-current]")!.TextContent, Is.EqualTo("普查"));
    }

    [Test]
    public async Task Of_another_time_it_tells_what_was_on_record_then()
    {
        using var before = await _served.PageAsync("/census?asOf=2026-11-01T00:00Z&lang=en");
        using var between = await _served.PageAsync("/census?on=2026-11-10&lang=en");
        var api = await _served.GetAsync("/api/v1/census?publisher=nbs&asOf=2026-11-10T00:00Z");

        Assert.That(before.Words("#census"), Is.EqualTo("No census had been made by that time."));
        Assert.That(between.QuerySelectorAll("#stopped tbody tr"), Has.Length.EqualTo(3));
        Assert.That(between.QuerySelectorAll("#vanished tbody tr, #came-back tbody tr"), Is.Empty);
        Assert.That((api["stopped"]!.AsArray().Count, api["vanished"]!.AsArray().Count), Is.EqualTo((3, 0)));
    }

    [TestCase("/census?lang=en")]
    [TestCase("/census?lang=zh")]
    public async Task Hostile_names_of_indicators_show_as_text(string path)
    {
        await using var served = await ServedMonitor.StartAsync();
        await ConstructedCensus.RecordAsync(served, name: Hostile);
        using var page = await served.PageAsync(path);
        Assert.That(page.QuerySelectorAll("script, img, iframe, [onerror]"), Is.Empty);
        Assert.That(page.Words("#stopped tbody th"), Does.Contain(Hostile));
        Assert.That(page.Words("#cannot-tell tbody th"), Does.Contain(Hostile));
        Assert.That(page.Words("#renamed tbody small"), Does.Contain(Hostile));
    }

    [Test]
    public async Task An_unknown_publisher_is_refused_on_a_page()
    {
        using var page = await _served.PageAsync("/census?publisher=nobody", 400);
        Assert.That(page.Words("main"), Does.Contain("nobody"));
    }
}
