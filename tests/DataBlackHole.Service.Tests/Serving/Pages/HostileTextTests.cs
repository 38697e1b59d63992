using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Loading;
using DataBlackHole.Storage;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>Every text that comes from outside tries to become a part of the page; each must show as text.</summary>
public sealed class HostileTextTests
{
    private const string Markup = "</td></script><script>alert(1)</script><img src=x onerror=alert(2)>\"onmouseover=\"alert(3)\" '{{7*7}}";
    private const string Address = "javascript:alert(4)//\"onmouseover=\"alert(5)";
    private const string WebAddress = "https://stats.example/\"onmouseover=\"alert(6)\"><script>alert(7)</script>";
    private const string Series = "nbs-youth-unemployment-16-24";
    private const string Source = "nbs-db-youth-unemployment";

    private static readonly DateTimeOffset _at = new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);

    private ServedMonitor _served = null!;

    [OneTimeSetUp]
    public async Task RecordAsync()
    {
        _served = await ServedMonitor.StartAsync(enlarge: _ => Definitions());
        var body = Encoding.UTF8.GetBytes(Markup);
        var look = new Measurement
        {
            Source = Source,
            Vantage = "direct",
            Request = new ProbeRequest("GET", WebAddress),
            TakenAt = _at,
            Status = 200,
            Body = ContentDigest.Of(body),
            BodyLength = body.Length,
            CatalogueHash = Definitions().Hash,
        };
        var period = ReferencePeriod.Month(2026, 9);
        var evidence = new EvidenceRef(Source, WebAddress, _at, look.Body);
        var fact = new Observation { Series = Series, Kind = ObservationKind.Published, Period = period, Value = Markup, Title = Markup, Link = Address };
        var release = new ReleaseState
        {
            Period = period,
            Status = ReleaseStatus.Published,
            Reason = Reason.Found,
            FirstSeenAt = _at,
            Value = Markup,
            RevisedValue = $"revised {Markup}",
            Title = Markup,
            Link = Address,
            Evidence = evidence,
        };
        var state = new SeriesState
        {
            Series = Series,
            Status = SeriesStatus.Paused,
            LastPeriod = period,
            Halt = new Halt(SeriesStatus.Paused, Reason.OfficialNotice, Grade.OfficiallyStated, _at, period, Markup, evidence with { Url = Address }),
        };
        Flip[] flips =
        [
            new() { Series = Series, Axis = FlipAxis.Value, Period = period, From = Markup, To = $"revised {Markup}", Reason = Reason.ValueRevised, At = _at, Evidence = evidence, Detail = Markup },
            new() { Series = Series, Axis = FlipAxis.Series, From = "Current", To = "Paused", Reason = Reason.OfficialNotice, At = _at, Evidence = evidence with { Url = Address }, Detail = Markup },
            new() { Series = Series, Axis = FlipAxis.Release, Period = period, From = Markup, To = Markup, Reason = Reason.Unknown, At = _at, Detail = Markup },
        ];
        var source = new SourceState { Source = Source, Visibility = Core.Judging.Visibility.Blind, BlindReason = BlindReason.Challenged, Since = _at, LastLookAt = _at, LastFailureDetail = Markup };
        await _served.Store.RecordAsync(new LookRecord(
            Source, [new ReadCapture(new Capture(look, body), [fact])], [new JudgedSeries(0, new Verdict(state, [release], [], [.. flips]))], source, _at));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [TestCase("/series/nbs-youth-unemployment-16-24", true)]
    [TestCase("/series/nbs-youth-unemployment-16-24?asOf=2026-11-30T00:00Z", true)]
    [TestCase("/series/hostile-cited-series", true)]
    [TestCase("/", true)]
    [TestCase("/?on=2026-11-25", true)]
    [TestCase("/events", true)]
    [TestCase("/census", true)]
    [TestCase("/publishers/nbs", true)]
    [TestCase("/calendar", false)]
    [TestCase("/monitor", false)]
    [TestCase("/?q=%3C/title%3E%3Cscript%3Ealert(1)%3C/script%3E%22onmouseover=%22alert(3)", true)]
    [TestCase("/?publisher=%3Cscript%3Ealert(1)%3C/script%3E", true)]
    [TestCase("/?lang=%3Cscript%3Ealert(1)%3C/script%3E", true)]
    [TestCase("/?on=%3Cscript%3Ealert(1)%3C/script%3E", true)]
    [TestCase("/events?before=%3Cscript%3Ealert(1)%3C/script%3E", true)]
    [TestCase("/series/%3Cscript%3Ealert(1)%3C%2Fscript%3E", true)]
    [TestCase("/nowhere/%3Cscript%3Ealert(1)%3C%2Fscript%3E", false)]
    public async Task It_shows_as_text(string path, bool isShown)
    {
        foreach (var language in new[] { "en", "zh" })
        {
            var (bytes, _) = await _served.FetchAsync(path, ("Accept", "text/html"), ("Accept-Language", language));
            var html = Encoding.UTF8.GetString(bytes);
            using var page = new HtmlParser().ParseDocument(html);

            Assert.That(page.QuerySelectorAll("script, iframe, object, embed, base, style, img"), Is.Empty, path);
            Assert.That(html, Does.Not.Contain("<script").IgnoreCase);
            foreach (var element in page.All) AssertHarmless(element, path);
            if (isShown) Assert.That(Shown(page), Does.Contain("alert(1)"), $"{path}: it is shown, as text");
        }
    }

    [Test]
    public async Task Addresses_that_are_none_of_the_web_are_shown_and_not_linked()
    {
        var (bytes, _) = await _served.FetchAsync($"/series/{Series}");
        using var page = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(bytes));

        Assert.That(page.Body!.TextContent, Does.Contain("javascript:alert(4)"));
        Assert.That(page.QuerySelectorAll("a.out"), Is.Not.Empty);
        Assert.That(page.QuerySelectorAll("a.out").Select(a => a.GetAttribute("rel")), Is.All.EqualTo("noopener nofollow"));
    }

    private static string Shown(IDocument page) => page.DocumentElement.TextContent + string.Concat(page.QuerySelectorAll("input").Select(i => i.GetAttribute("value")));

    private static void AssertHarmless(IElement element, string path)
    {
        foreach (var attribute in element.Attributes)
        {
            Assert.That(attribute.Name, Does.Not.StartWith("on").And.Not.EqualTo("style"), $"{path}: {element.LocalName}");
            if (attribute.Name is not ("href" or "src" or "action" or "formaction")) continue;
            var isRelative = attribute.Value.StartsWith('/') && !attribute.Value.StartsWith("//", StringComparison.Ordinal);
            var isWeb = Uri.TryCreate(attribute.Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
            Assert.That(isRelative || isWeb || attribute.Value.StartsWith('#'), Is.True, $"{path}: {element.LocalName} {attribute.Name}={attribute.Value}");
        }
    }

    /// <summary>The shipped definitions with hostile names, notes and cited entries.</summary>
    private static MonitorCatalogue Definitions()
    {
        var shipped = CatalogueLoader.Load(ServedMonitor.ConfigFolder()).Catalogue!;
        var hostile = new BilingualText(Markup, Markup);
        var entry = shipped.History.Of("nbs-youth-unemployment-16-24-incl-students")[0] with
        {
            SeriesName = hostile,
            Summary = hostile,
            Reason = hostile,
            Quote = new Quotation(Markup, Address),
            Unknown = hostile,
            Corrections = [hostile],
            Citations = [new Citation { Title = Markup, Publisher = Markup, OriginalPublisher = Markup, Url = Address, Access = CitationAccess.Mirror, Supports = Markup }],
        };
        return new MonitorCatalogue(
            shipped.Hash,
            shipped.Publishers.Values.Select(p => p with { Name = new BilingualText($"{p.Name.En} {Markup}", $"{p.Name.Zh} {Markup}"), Homepage = Address }),
            shipped.Sources.Values.Select(s => s with { Name = hostile }),
            shipped.Series.Values.Select(s => s with { Name = new BilingualText($"{s.Name.En} {Markup}", $"{s.Name.Zh} {Markup}"), Note = hostile, Unit = Markup }),
            shipped.Recognisers,
            shipped.Notices,
            new CuratedHistory([entry with { Key = "hostile-1", Series = Series }, entry with { Key = "hostile-2", Series = "hostile-cited-series" }]),
            shipped.Vantages.Values);
    }
}
