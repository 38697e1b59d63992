using System.IO.Compression;
using System.Net;
using System.Text;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>Pages as HTTP: headers, languages, tags, compression, and what is not there.</summary>
public sealed class PageHttpTests
{
    private const string Prices = "nbs-70-city-house-prices";

    private static readonly string[] _paths =
        ["/", $"/series/{Prices}", "/series/tianyancha-service-marketplace", "/series/cnki", "/publishers/nbs", "/publishers/hkex", "/calendar", "/events", "/census", "/method", "/monitor"];

    private ServedMonitor _served = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _served = await ServedMonitor.StartAsync();
        await _served.RecordAsync(Prices, (SeriesStatus.Current, "2026-11-16T02:00Z", "2026-11-16T02:01Z"));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [TestCaseSource(nameof(_paths))]
    public async Task Every_page_forbids_whatever_is_not_ours(string path)
    {
        var (body, answer) = await _served.FetchAsync(path);
        string Header(string name) => string.Join(", ", answer.Headers.GetValues(name));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), Encoding.UTF8.GetString(body));
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/html; charset=utf-8"));
        Assert.That(Header("Content-Security-Policy"), Is.EqualTo(
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"));
        Assert.That(Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
        Assert.That(Header("Referrer-Policy"), Is.EqualTo("no-referrer"));
        Assert.That(Header("Vary"), Does.Contain("Accept-Language").And.Contain("Accept-Encoding"));
    }

    [TestCaseSource(nameof(_paths))]
    public async Task Whoever_has_a_page_is_told_so_in_a_few_bytes(string path)
    {
        var (body, first) = await _served.FetchAsync(path, ("Accept-Encoding", "br"));
        var tag = first.Headers.ETag!;
        var (again, second) = await _served.FetchAsync(path, ("Accept-Encoding", "br"), ("If-None-Match", tag.ToString()));

        Assert.That(tag.IsWeak, Is.False);
        Assert.That((second.StatusCode, again.Length, second.Headers.ETag), Is.EqualTo((HttpStatusCode.NotModified, 0, tag)));
        Assert.That(body, Is.Not.Empty);
    }

    [Test]
    public async Task A_page_is_sent_as_it_can_be_read_and_each_form_has_its_own_tag()
    {
        var (plain, asIs) = await _served.FetchAsync("/");
        var (brotli, br) = await _served.FetchAsync("/", ("Accept-Encoding", "gzip, br"));
        var (gzip, gz) = await _served.FetchAsync("/", ("Accept-Encoding", "gzip, br;q=0"));

        Assert.That((br.Content.Headers.ContentEncoding.Single(), gz.Content.Headers.ContentEncoding.Single()), Is.EqualTo(("br", "gzip")));
        Assert.That(asIs.Content.Headers.ContentEncoding, Is.Empty);
        Assert.That(Unpacked(new BrotliStream(new MemoryStream(brotli), CompressionMode.Decompress)), Is.EqualTo(plain));
        Assert.That(Unpacked(new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress)), Is.EqualTo(plain));
        Assert.That(new[] { asIs, br, gz }.Select(a => a.Headers.ETag!.Tag).Distinct(), Has.Exactly(3).Items);
    }

    [Test]
    public async Task A_new_flip_makes_pages_anew()
    {
        var (_, before) = await _served.FetchAsync("/events");
        await _served.RecordAsync("nbs-pmi-release", (SeriesStatus.Late, "2026-11-30T02:00Z", "2026-11-30T02:01Z"));
        var (after, answer) = await _served.FetchAsync("/events", ("If-None-Match", before.Headers.ETag!.ToString()));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Encoding.UTF8.GetString(after), Does.Contain("nbs-pmi-release"));
    }

    [TestCase("zh-CN,zh;q=0.9,en;q=0.8", "", "zh-Hans")]
    [TestCase("fr,en;q=0.5,zh;q=0.4", "", "en")]
    [TestCase("de", "", "en")]
    [TestCase("zh;q=0", "", "en")]
    [TestCase("en", "?lang=zh", "zh-Hans")]
    [TestCase("zh", "?lang=en", "en")]
    public async Task The_language_is_the_asked_one_or_else_the_readers_own(string accepted, string query, string expected)
    {
        var (body, _) = await _served.FetchAsync($"/{query}", ("Accept-Language", accepted));
        Assert.That(Encoding.UTF8.GetString(body), Does.Contain($"<html lang=\"{expected}\""));
    }

    [TestCase("/series/no-such-series", "no-such-series")]
    [TestCase("/publishers/nobody", "nobody")]
    [TestCase("/nowhere", "nothing at this address")]
    public async Task What_is_not_there_is_told_on_a_page_to_browsers(string path, string expected)
    {
        var (body, answer) = await _served.FetchAsync(path, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        var html = Encoding.UTF8.GetString(body);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(html, Does.Contain(expected).And.Contain("<nav"));
        Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'"));
    }

    [Test]
    public async Task Programs_are_told_in_their_own_form()
    {
        Assert.That(await _served.RefusalAsync("/api/v1/series/no-such-series", HttpStatusCode.NotFound), Does.Contain("no-such-series"));
        var (_, answer) = await _served.FetchAsync("/nowhere");
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        var (_, api) = await _served.FetchAsync("/api/v1/nowhere", ("Accept", "text/html"));
        Assert.That(api.Content.Headers.ContentType!.MediaType, Is.Not.EqualTo("text/html"));
    }

    [Test]
    public async Task When_our_record_fails_browsers_get_a_page_without_a_word_about_our_insides()
    {
        await using var served = await ServedMonitor.StartAsync();
        await using (var db = await served.Services.GetRequiredService<IDbContextFactory<MonitorDb>>().CreateDbContextAsync())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE flips RENAME TO gone");
        var (body, answer) = await served.FetchAsync("/", ("Accept", "text/html"), ("Accept-Language", "zh"));
        var html = Encoding.UTF8.GetString(body);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(html, Does.Contain("本监测出错").And.Contain("<nav").And.Not.Contain("SQLite").And.Not.Contain("flips"));
        Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'"));
        var (_, program) = await served.FetchAsync("/feeds/events.json");
        Assert.That(program.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
    }

    [Test]
    public async Task A_head_request_is_answered_like_the_page_without_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri("/", UriKind.Relative));
        using var answer = await _served.Client.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Content.Headers.ContentLength, Is.Positive);
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test]
    public async Task The_head_of_a_page_names_feeds_languages_and_what_it_says()
    {
        var (body, _) = await _served.FetchAsync($"/series/{Prices}?lang=en");
        var html = WebUtility.HtmlDecode(Encoding.UTF8.GetString(body));

        Assert.That(html, Does.Contain($"type=\"application/atom+xml\" title=\"Atom\" href=\"/feeds/series/{Prices}.atom?lang=en\""));
        Assert.That(html, Does.Contain("<meta property=\"og:title\" content=\"Sale prices of residential buildings in 70 cities (release)\" />"));
        Assert.That(html, Does.Contain("<meta property=\"og:description\" content=\"Sale prices of residential buildings in 70 cities (release) is published"));
        Assert.That(html, Does.Match("rel=\"alternate\" hreflang=\"zh-Hans\" href=\"http://127.0.0.1:\\d+/series/nbs-70-city-house-prices\\?lang=zh\""));
        var feed = await _served.FetchAsync($"/feeds/series/{Prices}.atom?lang=en");
        Assert.That(feed.Answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Behind_a_path_of_a_proxy_every_link_keeps_the_path()
    {
        await using var served = await ServedMonitor.StartAsync(s => s with { PublicUrl = new Uri("https://news.example/monitor/") });
        var (body, _) = await served.FetchAsync("/?lang=en");
        var html = Encoding.UTF8.GetString(body);
        var links = System.Text.RegularExpressions.Regex.Matches(html, "(?:href|action)=\"([^\"#][^\"]*)\"").Select(m => m.Groups[1].Value).ToList();

        Assert.That(links, Has.Count.GreaterThan(20));
        Assert.That(links.Where(l => !l.StartsWith("/monitor/", StringComparison.Ordinal) && !l.StartsWith("https://news.example/monitor/", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task The_style_is_part_of_the_program_and_is_kept_for_good()
    {
        var (body, _) = await _served.FetchAsync("/");
        var address = System.Text.RegularExpressions.Regex.Match(Encoding.UTF8.GetString(body), "rel=\"stylesheet\" href=\"([^\"]+)\"").Groups[1].Value;
        var (style, answer) = await _served.FetchAsync(address);

        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/css"));
        Assert.That(answer.Headers.CacheControl!.ToString(), Does.Contain("immutable"));
        Assert.That(Encoding.UTF8.GetString(style), Does.Contain("@media print").And.Not.Contain("@import").And.Not.Contain("url("));
    }

    private static byte[] Unpacked(Stream packed)
    {
        using var _ = packed;
        using var to = new MemoryStream();
        packed.CopyTo(to);
        return to.ToArray();
    }
}
