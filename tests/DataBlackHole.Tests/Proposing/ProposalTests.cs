using DataBlackHole.Commands;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Proposing;
using DataBlackHole.Tests.Fetching;
using DataBlackHole.Tests.Loading;

namespace DataBlackHole.Tests.Proposing;

/// <summary>Definitions proposed from constructed documents: proved before they are shown, or refused with what to do.</summary>
internal sealed class ProposalTests
{
    private const string Url = "https://www.agency.gov.cn/data/index.html";

    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("proposing-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_list_that_nobody_knew_becomes_publisher_source_calendar_and_series()
    {
        var proposal = await ProposeAsync(Saved("list.html", Page(("2026年8月产量情况", "2026-09-15"), ("2026年7月产量情况", "2026-08-17"), ("2026年6月产量情况", "2026-07-16"))), key: "agency-output");

        Assert.That(proposal.Files.Select(f => f.Path), Is.EqualTo(["publishers/agency.yaml", "sources/agency-data.yaml", "calendars/agency-output.yaml", "series/agency-output.yaml"]));
        Assert.That(proposal.Read, Has.Length.EqualTo(3).And.Member("2026-08: 2026年8月产量情况"));
        var catalogue = Loaded(proposal);
        var source = catalogue.Sources["agency-data"];
        Assert.That((source.Listing!.Item, source.Listing.Title, source.Listing.Date, source.Listing.FurtherPages), Is.EqualTo(("ul.news li", "a@title", "span", "index_{n}.html")));
        var series = catalogue.Series["agency-output"];
        var title = ((ListingReading)series.Readings.Single()).Title;
        Assert.That(series.Cadence, Is.EqualTo(Cadence.Monthly));
        Assert.That(title.IsMatch("2025年1—11月产量情况") && title.IsMatch("2025年产量情况") && !title.IsMatch("2025年11月产量情况解读"));
        Assert.That(series.Release!.Usual, Is.EqualTo(new DayRange(1, 9, 23)));
    }

    [Test]
    public async Task Of_several_releases_it_asks_which_and_takes_the_one_that_is_named()
    {
        var file = Saved("list.html", Page(("2026年8月产量增长3.5%", "2026-09-15"), ("2026年8月销量下降1.5%", "2026-09-15"), ("2026年7月产量下降0.2%", "2026-08-17"), ("2026年7月销量持平", "2026-08-17")));

        await Assert.ThatAsync(() => ProposeAsync(file), Throws.InstanceOf<ProposalException>().With.Message.Contains("2 recurring releases").And.Message.Contains("--match \"产量\""));
        await Assert.ThatAsync(() => ProposeAsync(file, match: "价格"), Throws.InstanceOf<ProposalException>().With.Message.Contains("no title here holds '价格'"));
        Assert.That((await ProposeAsync(file, match: "销量")).Read, Is.EqualTo(["2026-08: 2026年8月销量下降1.5%", "2026-07: 2026年7月销量持平"]));
    }

    [TestCase("公告第16号", "none of 3 titles names a month")]
    [TestCase("2026年9月中旬市场价格", "none of 3 titles names a month")]
    public async Task Titles_without_a_period_are_refused_with_the_reason(string title, string reason) => await Assert.ThatAsync(
        () => ProposeAsync(Saved("list.html", Page((title, "2026-09-24"), (title + "二", "2026-09-14"), (title + "三", "2026-09-04")))),
        Throws.InstanceOf<ProposalException>().With.Message.Contains(reason).And.Message.Contains("reference periods"));

    [TestCase("<html><body><p>Nothing here is a list, and nothing leads anywhere; it is only a text of some length.</p></body></html>", "neither a list", "propose from the list")]
    [TestCase("<!DOCTYPE HTML><html><head><noscript>Please enable JavaScript and refresh the page.</noscript><script>WZWS_CHARSET</script></head><body>/WZWSRELbG9uZw==</body></html>", "not the document but Challenge", "save the document with a browser")]
    public async Task What_is_no_source_is_refused_with_what_to_do(string page, string what, string hint) => await Assert.ThatAsync(
        () => ProposeAsync(Saved("page.html", page)), Throws.InstanceOf<ProposalException>().With.Message.Contains(what).And.Message.Contains(hint));

    [Test]
    public async Task What_is_not_there_is_said_with_what_to_do()
    {
        await Assert.ThatAsync(() => ProposeAsync("nowhere.html"), Throws.InstanceOf<ProposalException>().With.Message.Contains("neither an address nor a file"));
        await Assert.ThatAsync(() => ProposeAsync(Saved("a.html", "<html></html>"), url: ""), Throws.InstanceOf<ProposalException>().With.Message.Contains("add --url"));
        await Assert.ThatAsync(() => ProposeAsync("a", archive: Path.Combine(_folder, "none")), Throws.InstanceOf<ProposalException>().With.Message.Contains("index.tsv"));
    }

    [Test]
    public async Task A_reply_of_the_database_in_its_wrapper_needs_nothing_beside()
    {
        var proposal = await ProposeAsync(Saved("reply.json", Reply("5.0", "")), url: null);

        Assert.That(proposal.Series, Is.EqualTo("nbs-0123456789ab"));
        Assert.That(proposal.Files.Select(f => f.Path), Is.EqualTo(["sources/nbs-0123456789ab-db.yaml", "series/nbs-0123456789ab.yaml"]));
        Assert.That(proposal.Read, Is.EqualTo(["2026-08: 5.0"]));
        var query = Loaded(proposal).Sources["nbs-0123456789ab-db"].Query!;
        Assert.That((query.Category, query.Indicator, query.Root, query.Cadence), Is.EqualTo(("c1", "0123456789abcdef0123456789abcdef", "r1", Cadence.Monthly)));
    }

    [Test]
    public async Task What_reads_nothing_in_its_own_document_is_not_proposed() => await Assert.ThatAsync(
        () => ProposeAsync(Saved("reply.json", Reply("", "")), url: null), Throws.InstanceOf<ProposalException>().With.Message.Contains("read nothing").And.Message.Contains("no period of 2 has a value"));

    [Test]
    public async Task A_live_look_is_taken_at_an_address()
    {
        await using var site = await LoopbackSite.StartAsync(Page(("2026年8月产量情况", "2026-09-15"), ("2026年7月产量情况", "2026-08-17"), ("2026年6月产量情况", "2026-07-16")));
        var proposal = await ProposeAsync($"{site.Url}/data/index.html", url: null, key: "local-output");
        Assert.That(proposal.Read, Has.Length.EqualTo(3));
    }

    private static Task<Proposal> ProposeAsync(string from, string? match = null, string? key = null, string? url = Url, string? archive = null) => Proposals.OfAsync(new ProposalOrder(from, archive, url, null, match, key));

    private MonitorCatalogue Loaded(Proposal proposal)
    {
        foreach (var file in Directory.EnumerateFiles(LoadingSamples.Config, "*.yaml", SearchOption.AllDirectories)) Write(Path.GetRelativePath(LoadingSamples.Config, file), File.ReadAllText(file));
        foreach (var file in proposal.Files) Write(file.Path, file.Text);
        var result = CatalogueLoader.Load(Path.Combine(_folder, "config"));
        Assert.That(result.Problems, Is.Empty, string.Join('\n', result.Problems));
        return result.Catalogue!;
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, "config", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string Saved(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A constructed list of the kind that many official sites have.</summary>
    private static string Page(params (string Title, string Day)[] items) => $"""
        <!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ColumnName" content="数据"><title>数据 - 机构</title></head><body>
        <div class="nav"><a href="/">首页</a><a href="/a">概况</a></div>
        <ul class="news">{string.Concat(items.Select((i, n) => $"<li><a href=\"./t{n}.html\" title=\"{i.Title}\">{i.Title}</a><span>{i.Day}</span></li>"))}</ul>
        <script>createPageHTML(3, 0, "index", "html");</script><p>这是一个测试页面，内容为虚构。这是一个测试页面，内容为虚构。</p></body></html>
        """;

    /// <summary>A constructed reply in a capture wrapper.</summary>
    private static string Reply(string august, string september) => $$$"""
        {"url":"https://data.stats.gov.cn/dg/website/publicrelease/web/external/getEsDataByIndicatorIdAndDa",
         "request":{"cid":"c1","id":"0123456789abcdef0123456789abcdef","da":"000000000000","dt":"","rootId":"r1","dts":["202608MM","202609MM"]},
         "response":{"data":[{"dt":"202608MM","v":"{{{august}}}","code":"000000000000","i_name":"虚构指标","du_name":"%"},{"dt":"202609MM","v":"{{{september}}}","code":"000000000000","i_name":"","du_name":""}],"success":true,"state":20000,"message":"成功"}}
        """;
}

/// <summary>Proposals beside the shipped definitions.</summary>
internal static class Proposals
{
    private static readonly Lazy<MonitorCatalogue> _shipped = new(() => CatalogueLoader.Load(LoadingSamples.Config).Catalogue!);

    public static async Task<Proposal> OfAsync(ProposalOrder order)
    {
        using var handler = ProbeHandler.Create();
        using var fetcher = new DocumentFetcher(handler, new HostGate(TimeProvider.System), TimeProvider.System, Looks.UserAgent);
        return await ProposeCommand.ProposeAsync(_shipped.Value, LoadingSamples.Config, fetcher, order, CancellationToken.None);
    }
}
