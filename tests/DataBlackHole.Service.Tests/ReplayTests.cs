using System.Text;
using System.Text.Json;
using DataBlackHole.Commands;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Archives;

namespace DataBlackHole.Service.Tests;

/// <summary>The verb replay over small constructed archives.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
public sealed class ReplayTests(DatabaseProvider provider)
{
    private const string Site = "https://www.agency.example";

    private TestDatabase _database = null!;
    private Definitions _definitions = null!;
    private TemporaryArchive _archive = null!;

    [SetUp]
    public void MakeArchive()
    {
        _database = TestDatabase.Name(provider);
        _definitions = new Definitions(Site);
        _archive = new TemporaryArchive();
    }

    [TearDown]
    public async Task Clear()
    {
        _archive?.Dispose();
        _definitions?.Dispose();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    public async Task Facts_are_recorded_once_and_the_second_report_is_the_same_byte_for_byte()
    {
        await AddGoodDocumentsAsync();
        _archive.Write();

        var first = await ReplayAsync();
        var rows = await _database.CountAsync();
        var second = await ReplayAsync();
        var json = await ReplayAsync("--json");
        var jsonAgain = await ReplayAsync("--json");

        Assert.That(new[] { first, second, json, jsonAgain }.Select(r => r.ExitCode), Is.All.EqualTo(ExitCode.Ok), first.Error);
        Assert.That(rows.Values, Is.All.Positive, "something of everything is on record");
        Assert.That(await _database.CountAsync(), Is.EqualTo(rows));
        Assert.That(second.Output, Is.EqualTo(first.Output));
        Assert.That(jsonAgain.Output, Is.EqualTo(json.Output));
        var output = Series(json, Definitions.Output);
        Assert.That(output.GetProperty("releases").EnumerateArray().Select(r => $"{r.GetProperty("period")} {r.GetProperty("status")}"), Is.EqualTo(["2026-08 Published", "2026-09 Scheduled"]));
        Assert.That(output.GetProperty("releases")[0].GetProperty("publishedAt").GetProperty("at").GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 9, 15, 10, 0, 0, TimeSpan.FromHours(8))));
        var september = Series(json, Definitions.Rate).GetProperty("releases").EnumerateArray().Single(r => r.GetProperty("period").GetString() == "2026-08");
        Assert.That((september.GetProperty("value").GetString(), september.GetProperty("lastUnseenAt").GetString(), september.GetProperty("firstSeenAt").GetString()),
            Is.EqualTo(("5.1", "2026-09-14T02:00:00+00:00", "2026-09-16T02:00:00+00:00")));
    }

    [Test]
    public async Task A_missing_file_and_another_digest_are_told_and_the_rest_is_read()
    {
        await AddGoodDocumentsAsync();
        _archive.AddLine(("file", "gone.html"), ("url", $"{Site}/list/gone.html"), ("captured_at", "2026-09-16T02:00:00Z"));
        _archive.Add("changed.html", ConstructedPublisher.Page("2026年7月份产量增长1.0%", new DateTime(2026, 8, 15, 10, 0, 0)), ("url", $"{Site}/list/changed.html"), ("captured_at", "2026-09-16T02:00:00Z"), ("sha256", new string('a', 64)));
        _archive.Write();

        var run = await ReplayAsync();

        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Output, Does.Contain("gone.html:6: ARC011: the file is not there").And.Contain("changed.html:7: ARC015: the digest is"));
        Assert.That(run.Output, Does.Contain("4 documents, 2 problems").And.Contain($"{Definitions.Rate}: Current"));
        Assert.That(await _database.ScalarAsync("SELECT count(*) FROM measurements WHERE url LIKE '%gone%' OR url LIKE '%changed%'"), Is.EqualTo(0));
        Assert.That(await _database.ScalarAsync("SELECT count(*) FROM releases WHERE period = '2026-07' AND series_key = 'output-release'"), Is.EqualTo(0));
    }

    [Test]
    public async Task Documents_that_hide_what_was_asked_for_give_no_fact_and_have_a_name()
    {
        var page = ConstructedPublisher.Page("2026年8月份产量增长1.0%", new DateTime(2026, 9, 15, 10, 0, 0));
        var truncated = page[..page.IndexOf("</div>", StringComparison.Ordinal)];
        AddPage("truncated.html", Encoding.UTF8.GetBytes(truncated));
        AddPage("empty.html", []);
        AddPage("challenge.html", Encoding.UTF8.GetBytes(ConstructedPublisher.ChallengePage));
        AddPage("not-utf8.html", Gb18030(page), "text/html; charset=utf-8");
        AddReply("envelope.json", """{"success":false,"state":50000,"message":"查询失败","data":null}""");
        AddReply("html-for-json.html", "<!DOCTYPE html><html><body>欢迎光临本站，请使用导航查找所需要的内容。欢迎光临本站，请使用导航查找所需要的内容。</body></html>");
        AddReply("broken.json", """{"success":true,"state":20000,"data":[{"dt":"202608MM","v":"5.1"}""");
        _archive.Write();

        var run = await ReplayAsync("--json");

        var documents = run.Json.GetProperty("documents").EnumerateArray().ToList();
        Assert.That(documents.Select(d => $"{d.GetProperty("file")} {d.GetProperty("outcome")} {d.GetProperty("failure")}"), Is.EqualTo(new[]
        {
            "broken.json Failed MalformedReply", "challenge.html Failed Challenge", "empty.html Failed EmptyBody", "envelope.json Failed ApiError",
            "html-for-json.html Failed WrongType", "not-utf8.html Failed BadEncoding", "truncated.html Failed Truncated",
        }));
        Assert.That(documents.Select(d => d.GetProperty("detail").GetString()), Is.All.Not.Empty);
        Assert.That(documents.SelectMany(d => d.GetProperty("facts").EnumerateArray()), Is.Empty);
        var rows = await _database.CountAsync();
        Assert.That((rows["observations"], rows["measurements"]), Is.EqualTo((0, 7)), "a failed look is a measurement without facts");
        Assert.That(await _database.ScalarAsync("SELECT count(*) FROM releases WHERE status <> 'Scheduled'"), Is.EqualTo(0));
    }

    [TestCase("text/html; charset=gb18030")]
    [TestCase("text/html")]
    public async Task A_page_in_GB18030_is_read(string contentType)
    {
        AddPage("gb.html", Gb18030(ConstructedPublisher.Page("2026年8月份产量增长1.0%", new DateTime(2026, 9, 15, 10, 0, 0))), contentType);
        _archive.Write();

        var facts = (await ReplayAsync("--json")).Json.GetProperty("documents")[0].GetProperty("facts").EnumerateArray();
        Assert.That(facts.Select(f => $"{f.GetProperty("kind")} {f.GetProperty("period")} {f.GetProperty("title")}"), Is.EqualTo(["Published 2026-08 2026年8月份产量增长1.0%"]));
    }

    [Test]
    public async Task A_title_that_matches_and_has_no_period_is_told_and_blinds_the_reader()
    {
        var list = $"""<!DOCTYPE html><html><body><ul class="list"><li><a href="t.html" title="2026年13月份产量">2026年13月份产量</a><span>2026-09-15</span></li></ul></body></html>""";
        _archive.Add("list.html", list, ("url", $"{Site}/list/"), ("content_type", "text/html; charset=utf-8"), ("captured_at", "2026-09-16T02:00:00Z")).Write();

        var run = await ReplayAsync("--json");

        Assert.That(run.Json.GetProperty("documents")[0].GetProperty("facts").EnumerateArray().Select(f => f.GetProperty("kind").GetString()), Has.Exactly(1).EqualTo("Unreadable"));
        Assert.That(await _database.ScalarAsync($"SELECT visibility FROM series_states WHERE series_key = '{Definitions.Output}'"), Is.EqualTo("Blind"));
        Assert.That((await _database.CountAsync())["releases"], Is.LessThanOrEqualTo(2));
        Assert.That(await _database.ScalarAsync("SELECT count(*) FROM releases WHERE status = 'Published'"), Is.EqualTo(0));
    }

    [Test]
    public async Task A_folder_without_an_index_is_refused()
    {
        Assert.That((await ReplayAsync()).ExitCode, Is.EqualTo(ExitCode.BadInput));
        var nowhere = await Verb.RunAsync("replay", "--archive", Path.Combine(_archive.Directory, "nowhere"), "--config", _definitions.Folder, "--database", _database.Setting);
        Assert.That((nowhere.ExitCode, nowhere.Error.Contains("There is no folder", StringComparison.Ordinal)), Is.EqualTo((ExitCode.BadInput, true)));
    }

    private async Task AddGoodDocumentsAsync()
    {
        await using var publisher = await ConstructedPublisher.StartAsync();
        publisher.Release("2026年8月份产量增长1.0%", new DateTime(2026, 9, 15, 10, 0, 0), "t1.html");
        publisher.Values["202607MM"] = "5.0";
        const string html = "text/html; charset=utf-8";
        _archive.Add("list.html", publisher.Listing(), ("url", $"{Site}/list/"), ("content_type", html), ("captured_at", "2026-09-16T02:00:00Z"));
        _archive.Add("t1.html.gz", publisher.Pages["t1.html"], ("url", $"{Site}/list/t1.html"), ("content_type", html), ("captured_at", "2026-09-16T02:00:05Z"));
        AddReply("before.json", publisher.Reply(["202607MM", "202608MM"]), "2026-09-14T02:00:00Z");
        publisher.Values["202608MM"] = "5.1";
        AddReply("after.json", publisher.Reply(["202607MM", "202608MM"]), "2026-09-16T02:00:00Z");
    }

    private void AddPage(string file, byte[] body, string contentType = "text/html; charset=utf-8") =>
        _archive.Add(file, body, ("url", $"{Site}/list/{file}"), ("content_type", contentType), ("captured_at", "2026-09-16T02:00:00Z"));

    private void AddReply(string file, string body, string capturedAt = "2026-09-16T02:00:00Z") => _archive.Add(
        file, body, ("method", "POST"), ("url", $"{Site}/query"), ("content_type", "application/json"), ("captured_at", capturedAt),
        ("request", """{"cid":"c1","id":"i1","da":"000000000000","dt":"","rootId":"r1","dts":["202607MM","202608MM"]}"""));

    private Task<Verb> ReplayAsync(params string[] more) =>
        Verb.RunAsync(["replay", "--archive", _archive.Directory, "--config", _definitions.Folder, "--database", _database.Setting, .. more]);

    private static JsonElement Series(Verb report, string key) => report.Json.GetProperty("series").EnumerateArray().Single(s => s.GetProperty("key").GetString() == key);

    /// <summary>The page in the encoding of older Chinese sites, without the line that declares another.</summary>
    private static byte[] Gb18030(string page)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030").GetBytes(page.Replace("<meta charset=\"UTF-8\">", "", StringComparison.Ordinal));
    }
}
