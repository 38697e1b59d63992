using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>The whole shipped catalogue on pages: what is watched, what is only known from the past, and what is not verified yet.</summary>
public sealed class CatalogueOnPagesTests
{
    private const string Prices = "nbs-70-city-house-prices";
    private const int MostBytes = 60 * 1024;

    private ServedMonitor _served = null!;
    private MonitorCatalogue _catalogue = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _served = await ServedMonitor.StartAsync();
        _catalogue = _served.Services.GetRequiredService<MonitorCatalogue>();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [Test]
    public async Task Watched_series_come_first_and_the_others_stand_apart_without_a_row_of_months()
    {
        using var page = await _served.PageAsync("/?lang=en");
        var rows = page.QuerySelectorAll("table.map tbody tr:not(.group) th a").Select(a => Key(a.GetAttribute("href")!)).ToList();
        var apart = page.QuerySelectorAll("details.cited a").Select(a => Key(a.GetAttribute("href")!)).ToList();
        var watched = _catalogue.Series.Values.ToLookup(s => s.IsWatched, s => s.Key);

        Assert.That(watched[false], Is.Not.Empty);
        Assert.That(rows, Is.EquivalentTo(watched[true]));
        Assert.That(apart, Is.SupersetOf(watched[false]).And.Unique);
        Assert.That(page.Words(".count"), Is.EqualTo($"{watched[true].Count()} watched series"));
        Assert.That(page.Words("details.cited summary"), Does.StartWith("Not watched, known from the cited record only: "));
    }

    [TestCase("br")]
    [TestCase("gzip")]
    public async Task The_first_page_stays_small(string encoding)
    {
        foreach (var language in new[] { "en", "zh" })
        {
            var (body, _) = await _served.FetchAsync($"/?lang={language}", ("Accept-Encoding", encoding));
            TestContext.Out.WriteLine($"{language} {encoding}: {body.Length / 1024.0:0.0} kB");
            Assert.That(body, Has.Length.LessThanOrEqualTo(MostBytes));
        }
    }

    [Test]
    public async Task Only_sources_that_are_looked_at_count_in_what_we_can_see()
    {
        using var now = await _served.PageAsync("/?lang=en");
        using var then = await _served.PageAsync("/?on=2026-11-01&lang=en");
        var sources = _served.Services.GetRequiredService<Scheduling.WatchedSources>().On(ServedMonitor.Now).Count;

        Assert.That(now.Words(".coverage"), Does.Contain($"0 of {sources} sources visible"));
        Assert.That(sources, Is.LessThanOrEqualTo(_catalogue.Sources.Count));
        Assert.That(then.Words(".coverage"), Does.Contain($"0 of {_catalogue.Series.Values.Count(s => s.IsWatched)} series were visible"));
    }

    [TestCase("en", "unverified", "No absence is claimed before a first look has found it.")]
    [TestCase("zh", "未经核实", "在首次查看见到之前，不对其缺失作任何判断。")]
    public async Task What_is_unverified_says_that_no_absence_is_claimed_before_a_first_look_found_it(string language, string mark, string said)
    {
        var unverified = Unverified();
        using var page = await _served.PageAsync($"/?lang={language}");
        using var series = await _served.PageAsync($"/series/{unverified}?lang={language}");
        using var proven = await _served.PageAsync($"/series/{Prices}?lang={language}");

        Assert.That(page.Words($"th:has(a[href^='/series/{unverified}?'])"), Does.Contain(mark));
        Assert.That(page.Words("main"), Does.Contain(said));
        Assert.That(series.Words(".answers"), Does.Contain(said));
        Assert.That(series.Words("[aria-labelledby=h-reading]"), Does.Contain(mark));
        Assert.That(proven.Words("main"), Does.Not.Contain(said));
    }

    [Test]
    public async Task Once_it_was_found_it_is_a_series_like_any_other()
    {
        await using var served = await ServedMonitor.StartAsync();
        var series = _catalogue.Series[Unverified()];
        var channels = series.Readings.Select(r => new ChannelState(r.Source, Core.Judging.Visibility.Clear, BlindReason.None, ServedMonitor.Now, ServedMonitor.Now) { HasFound = true });
        var state = new SeriesState
        {
            Series = series.Key,
            Status = SeriesStatus.Current,
            LastPeriod = ReferencePeriod.Parse("2026-10"),
            Channels = System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(channels.Select(c => KeyValuePair.Create(c.Source, c))),
        };
        await served.RecordAsync(state, "2026-11-30T00:00Z");
        using var page = await served.PageAsync($"/series/{series.Key}?lang=en");
        using var overview = await served.PageAsync("/?lang=en");

        Assert.That(page.Words(".answers"), Does.Not.Contain("No absence is claimed"));
        Assert.That(overview.Words($"th:has(a[href^='/series/{series.Key}?'])"), Does.Not.Contain("unverified"));
    }

    [Test]
    public async Task A_series_that_is_not_watched_says_so_and_claims_no_look_of_ours()
    {
        foreach (var series in _catalogue.Series.Values.Where(s => !s.IsWatched))
        {
            using var page = await _served.PageAsync($"/series/{series.Key}?lang=en");
            var answer = page.Words(".answers");
            Assert.That(answer, Does.Not.Contain("observed by our own looks").And.Not.Contain("no look yet"), series.Key);
            Assert.That(page.QuerySelectorAll("#releases, #changes, #h-reading, #evidence"), Is.Empty, series.Key);
            if (series.Ended is null) Assert.That(page.Words("#status"), Is.EqualTo("not watched"), series.Key);
        }
    }

    [Test]
    public async Task A_search_finds_what_is_not_watched_too()
    {
        using var page = await _served.PageAsync("/?q=caixin-markit-flash-pmi&lang=en");
        Assert.That(page.QuerySelector("details.cited")!.HasAttribute("open"), Is.True);
        Assert.That(page.Words("details.cited li a"), Is.EqualTo("Caixin/Markit flash manufacturing PMI"));
        Assert.That(page.Words("main"), Does.Contain("No watched series fits these filters."));
    }

    [Test]
    public async Task A_quiet_look_counts_as_the_last_look_of_the_series()
    {
        await using var served = await ServedMonitor.StartAsync();
        var (old, quiet) = (ServedMonitor.Now.AddDays(-9), ServedMonitor.Now.AddMinutes(-7));
        var source = _catalogue.Series[Prices].Readings[0].Source;
        await served.RecordAsync(new SeriesState
        {
            Series = Prices,
            Status = SeriesStatus.Current,
            Channels = System.Collections.Immutable.ImmutableSortedDictionary<string, ChannelState>.Empty.Add(source, new ChannelState(source, Core.Judging.Visibility.Clear, BlindReason.None, old, old)),
        }, "2026-11-22T00:00Z");
        await served.Store.RecordAsync(new LookRecord(
            source, [], [], new SourceState { Source = source, Visibility = Core.Judging.Visibility.Clear, Since = old, LastLookAt = quiet, LastClearAt = quiet }, quiet));
        var api = await served.GetAsync($"/api/v1/series/{Prices}");
        using var page = await served.PageAsync($"/series/{Prices}?lang=en");

        Assert.That(api["channels"]![0]!["lastLookAt"]!.GetValue<DateTimeOffset>(), Is.EqualTo(quiet));
        Assert.That(page.Words("#who"), Does.Contain("last look 7 min ago"));
    }

    [Test]
    public async Task Who_asks_for_too_many_pages_is_told_so_on_a_page()
    {
        await using var strict = await ServedMonitor.StartAsync(s => s with { Api = new DataBlackHole.Serving.Answering.ApiSettings(5) });
        for (var n = 0; n < 5; n++) (await strict.PageAsync($"/method?asOf=2026-11-0{n + 1}T00:00Z")).Dispose();
        var (_, refused) = await strict.FetchAsync("/method", ("Accept", "text/html"));
        using var page = await strict.PageAsync("/?asOf=2026-11-09T00:00Z&lang=zh", 429);
        var style = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        var (_, dress) = await strict.FetchAsync(style);
        var api = await strict.RefusalAsync("/api/v1/series", System.Net.HttpStatusCode.TooManyRequests);

        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(12)));
        Assert.That(refused.Headers.GetValues("RateLimit-Policy").Single(), Is.EqualTo("\"client\";q=5;w=60"));
        Assert.That(refused.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'"));
        Assert.That(page.Words("main"), Does.Contain("同一地址每分钟最多请求 5 次。请在 12 秒后再试。"));
        Assert.That((int)dress.StatusCode, Is.EqualTo(200), "the page that says no has its dress");
        Assert.That(api, Does.Contain("try again"));
    }

    private string Unverified() => _catalogue.Series.Values
        .First(s => s.Kind == SeriesKind.Statistic && s.Cadence == Cadence.Monthly && s.IsWatched && s.Readings.All(r => !r.IsVerified)).Key;

    private static string Key(string address) => address.Split('/', '?')[2];
}
