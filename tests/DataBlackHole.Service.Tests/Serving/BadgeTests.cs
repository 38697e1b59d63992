using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Xml.Linq;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>The badges as browsers and shields.io read them.</summary>
public sealed class BadgeTests
{
    private const string Prices = "nbs-70-city-house-prices";

    private ServedMonitor _served = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _served = await ServedMonitor.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [TestCase(SeriesStatus.Current, false, "published", "正常发布", "circle")]
    [TestCase(SeriesStatus.Late, false, "late", "迟于预期", "path")]
    [TestCase(SeriesStatus.Missing, false, "missing (corroborated)", "缺失（已有佐证）", "path")]
    [TestCase(SeriesStatus.Paused, false, "paused", "暂停发布", "path")]
    [TestCase(SeriesStatus.Discontinued, false, "ended", "已终止", "rect")]
    [TestCase(SeriesStatus.Missing, true, "cannot tell", "无法判断", "circle")]
    [TestCase(SeriesStatus.New, false, "cannot tell", "无法判断", "circle")]
    public async Task A_badge_says_its_status_in_words_and_by_a_shape(SeriesStatus status, bool blind, string en, string zh, string shape)
    {
        await RecordAsync(status, blind);
        foreach (var (lang, word) in new[] { ("en", en), ("zh", zh) })
        {
            var (body, answer) = await _served.FetchAsync($"/badges/series/{Prices}.svg?lang={lang}");
            var svg = XDocument.Parse(Encoding.UTF8.GetString(body)).Root!;
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/svg+xml"));
            Assert.That(svg.Elements().First().Name.LocalName, Is.EqualTo("title"));
            Assert.That(svg.Elements().First().Value, Does.Contain($": {word}"));
            Assert.That(svg.Elements().Count(e => e.Name.LocalName == shape), Is.GreaterThanOrEqualTo(shape == "rect" ? 3 : 1));
            var shield = await _served.GetAsync($"/badges/series/{Prices}.json?lang={lang}");
            Assert.That(((int)shield["schemaVersion"]!, (string)shield["message"]!, (int)shield["cacheSeconds"]!), Is.EqualTo((1, svg.Elements().First().Value.Split(": ", 2)[1], 300)));
            using var file = new ScratchFile(".svg", body);
            var (exit, _, error) = await Debian.RunAsync("/usr/bin/xmllint", "libxml2-utils", ["--noout", file.Path]);
            Assert.That(exit, Is.Zero, error);
        }
    }

    [Test]
    public async Task A_badge_is_kept_for_minutes_and_confirmed_by_its_tag()
    {
        await RecordAsync(SeriesStatus.Current, blind: false);
        var (_, first) = await _served.FetchAsync($"/badges/series/{Prices}.svg");
        var (_, again) = await _served.FetchAsync($"/badges/series/{Prices}.svg", ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.That((first.Headers.CacheControl!.ToString(), again.StatusCode), Is.EqualTo(("public, max-age=300", HttpStatusCode.NotModified)));
        Assert.That(await _served.RefusalAsync("/badges/series/no-such-key.svg", HttpStatusCode.NotFound), Does.Contain("no-such-key"));
    }

    [TestCase("en")]
    [TestCase("zh")]
    [Category("Slow")]
    public async Task A_browser_draws_the_badge(string lang)
    {
        await RecordAsync(SeriesStatus.Missing, blind: false);
        var (body, _) = await _served.FetchAsync($"/badges/series/{Prices}.svg?lang={lang}");
        using var page = new ScratchFile(".svg", body);
        using var picture = new ScratchFile(".png");
        using var profile = new ScratchFile(".profile");
        await Debian.RunAsync("/usr/bin/chromium", "chromium and fonts-noto-cjk",
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--user-data-dir={profile.Path}", "--window-size=520,160",
            $"--screenshot={picture.Path}", new Uri(page.Path).AbsoluteUri,
        ]);

        Assert.That(File.Exists(picture.Path), Is.True, "the browser made a picture");
        var colours = Png.Read(await File.ReadAllBytesAsync(picture.Path)).CountBy(c => c).ToDictionary();
        Assert.That(colours.Keys, Does.Contain(0x333333).And.Contain(0xA3262A).And.Contain(0xFFFFFF), "both halves are there");
        Assert.That(colours.Count, Is.GreaterThan(20), "letters are drawn with soft edges");
    }

    private async Task RecordAsync(SeriesStatus status, bool blind)
    {
        var seen = new ChannelState("nbs-latest-releases", blind ? Visibility.Blind : Visibility.Clear, blind ? BlindReason.Challenged : BlindReason.None, ServedMonitor.Now, ServedMonitor.Now);
        var state = new SeriesState
        {
            Series = Prices,
            Status = status,
            Grade = status == SeriesStatus.Missing ? Grade.Corroborated : Grade.None,
            LastPeriod = status == SeriesStatus.New ? null : Core.Calendars.ReferencePeriod.Month(2026, 9),
            Channels = ImmutableSortedDictionary<string, ChannelState>.Empty.Add(seen.Source, seen),
        };
        await _served.RecordAsync(state, "2026-11-20T00:00Z");
    }
}
