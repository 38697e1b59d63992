using System.Text;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Probing.Archives;

namespace DataBlackHole.Tests.Archives;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ArchiveReaderTests : IDisposable
{
    private readonly TemporaryArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [TestCase("deep/er/a.html")]
    [TestCase("deep/er/a.html.gz")]
    public async Task A_document_is_delivered_uncompressed_with_what_the_index_says(string file)
    {
        _archive.Add(
            file, "国家统计局", ("method", "POST"), ("request", "m=QueryData"), ("content_type", "text/html"), ("captured_at", "2026-08-04T09:18:07.406Z"),
            ("displayed_publication", "2011-08-18T10:00:00+08:00"), ("reference_period", "2011-07"), ("found_in", "somewhere"), ("remark", "a remark")).Write();
        var (documents, problems) = await _archive.ReadAllAsync();
        Assert.That(problems, Is.Empty);
        var entry = documents.Single().Entry;
        Assert.That(Encoding.UTF8.GetString(documents.Single().Body.Span), Is.EqualTo("国家统计局"));
        Assert.That((entry.File, entry.Line, entry.Method, entry.Url), Is.EqualTo((file, 2, "POST", "https://www.stats.gov.cn/sj/zxfb/a.html")));
        Assert.That((entry.Request, entry.Status, entry.ContentType), Is.EqualTo(("m=QueryData", (int?)200, "text/html")));
        Assert.That((entry.ReferencePeriod, entry.Fidelity, entry.FoundIn, entry.Remark), Is.EqualTo(("2011-07", "exact", "somewhere", "a remark")));
        Assert.That(entry.Digest, Is.EqualTo(ContentDigest.Of("国家统计局"u8)));
        Assert.That(entry.CapturedAt!.IsExact, Is.True);
        Assert.That(entry.DisplayedPublication!.At, Is.EqualTo(new DateTimeOffset(2011, 8, 18, 2, 0, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task Empty_fields_mean_that_nothing_is_known()
    {
        _archive.Add("a.html", "x", ("status", "")).Write();
        var entry = (await _archive.ReadAllAsync()).Documents.Single().Entry;
        Assert.That((entry.Request, entry.Status, entry.ContentType, entry.ReferencePeriod), Is.EqualTo(((string?)null, (int?)null, (string?)null, (string?)null)));
        Assert.That((entry.CapturedAt, entry.DisplayedPublication), Is.EqualTo(((CaptureTime?)null, (Core.Calendars.StatedTime?)null)));
    }

    [Test]
    public async Task Columns_may_stand_in_any_order_with_others_between_and_lines_may_end_as_on_windows()
    {
        _archive.Add("a.html", "x", ("remark", "last")).Write(index =>
        {
            var lines = index.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => string.Join('\t', l.Split('\t').Reverse().Append("extra")));
            return "\uFEFF" + string.Join("\r\n", lines) + "\r\n\r\n";
        });
        var (documents, problems) = await _archive.ReadAllAsync();
        Assert.That(problems, Is.Empty);
        Assert.That((documents.Single().Entry.File, documents.Single().Entry.Remark), Is.EqualTo(("a.html", "last")));
    }

    [Test]
    public async Task A_wrapped_reply_is_delivered_byte_for_byte_without_its_wrapper()
    {
        const string reply = """{ "data": [ {"v":"17.8", "name":"\u57ce镇"} ],  "success":true }""";
        var file = $$"""{"url": "u", "request": {"id": "x", "dts": ["202608MM"]}, "response": {{reply}}, "fetched_at": "now"}""";
        _archive.Add("a.json", file, ("fidelity", "wrapped")).Add("b.json", file, ("fidelity", "wrapped"), ("request", "from the index")).Write();
        var (documents, problems) = await _archive.ReadAllAsync();
        Assert.That(problems, Is.Empty);
        Assert.That(documents.Select(d => Encoding.UTF8.GetString(d.Body.Span)), Is.All.EqualTo(reply));
        Assert.That(documents.Select(d => d.Entry.Request), Is.EqualTo(new[] { """{"id": "x", "dts": ["202608MM"]}""", "from the index" }));
        Assert.That(documents.Select(d => d.Entry.Digest), Is.All.EqualTo(ContentDigest.Of(Encoding.UTF8.GetBytes(file))));
    }

    [Test]
    public async Task A_wrapper_without_a_request_leaves_it_unknown()
    {
        _archive.Add("a.json", """{"request": null, "response": [], "fetched_at": "now"}""", ("fidelity", "wrapped")).Write();
        Assert.That((await _archive.ReadAllAsync()).Documents.Single().Entry.Request, Is.Null);
    }

    [TestCase("""{"url": "u"}""")]
    [TestCase("""["response"]""")]
    [TestCase("<html>")]
    [TestCase("")]
    public async Task What_is_no_wrapper_is_not_taken_for_one(string content)
    {
        _archive.Add("a.json", content, ("fidelity", "wrapped")).Write();
        await AssertOnlyProblem("ARC016", "a.json", 2);
    }

    [TestCase("excerpt")]
    [TestCase("fragment")]
    [TestCase("derived")]
    [TestCase("retyped")]
    [TestCase("reindented")]
    [TestCase("saved-by-browser")]
    public async Task Every_fidelity_is_delivered_and_said(string fidelity)
    {
        _archive.Add("a.json", "{}", ("fidelity", fidelity)).Write();
        Assert.That((await _archive.ReadAllAsync()).Documents.Single().Entry.Fidelity, Is.EqualTo(fidelity));
    }

    [Test]
    public async Task A_problem_of_one_file_does_not_keep_back_the_others()
    {
        _archive.Add("a.html", "a").AddLine(("file", "gone.html")).Add("b.html", "b").Write();
        var (documents, problems) = await _archive.ReadAllAsync();
        Assert.That(documents.Select(d => d.Entry.File), Is.EqualTo(new[] { "a.html", "b.html" }));
        Assert.That(problems.Select(p => (p.Code, p.File, p.Line)), Is.EqualTo(new[] { ("ARC011", "gone.html", 3) }));
        Assert.That(problems[0].ToString(), Is.EqualTo("gone.html:3: ARC011: the file is not there (restore the file or take its line out of the index)"));
    }

    [Test]
    public async Task A_file_that_is_not_the_one_that_was_captured_is_not_delivered()
    {
        _archive.Add("a.html.gz", "as captured").Write();
        File.WriteAllBytes(Path.Combine(_archive.Directory, "a.html.gz"), TemporaryArchive.Zipped("changed later"u8.ToArray()));
        await AssertOnlyProblem("ARC015", "a.html.gz", 2);
    }

    [TestCase(0)]
    [TestCase(40)]
    public async Task A_damaged_gzip_file_is_named(int keep)
    {
        _archive.Add("a.html.gz", string.Join(' ', Enumerable.Range(0, 1000))).Write();
        var path = Path.Combine(_archive.Directory, "a.html.gz");
        File.WriteAllBytes(path, keep == 0 ? "not zipped at all"u8.ToArray() : File.ReadAllBytes(path)[..keep]);
        await AssertOnlyProblem("ARC013", "a.html.gz", 2);
    }

    [TestCase("zeros.gz")]
    [TestCase("zeros.bin")]
    public async Task A_file_that_is_too_large_is_not_delivered(string file)
    {
        var path = Path.Combine(_archive.Directory, file);
        await using (var stream = File.Create(path))
        {
            if (file == "zeros.gz") await stream.WriteAsync(TemporaryArchive.Zipped(new byte[ArchiveReader.MaxBytes + 1]));
            else stream.SetLength(ArchiveReader.MaxBytes + 1);
        }
        _archive.AddLine(("file", file)).Write();
        await AssertOnlyProblem("ARC014", file, 2);
    }

    [Test]
    public async Task A_folder_in_place_of_a_file_is_a_missing_file()
    {
        Directory.CreateDirectory(Path.Combine(_archive.Directory, "folder"));
        _archive.AddLine(("file", "folder")).Write();
        await AssertOnlyProblem("ARC011", "folder", 2);
    }

    [TestCase("../a.html")]
    [TestCase("x/../../a.html")]
    [TestCase("/etc/passwd")]
    [TestCase("C:\\a.html")]
    [TestCase("..\\a.html")]
    [TestCase("")]
    public async Task A_path_that_leads_out_of_the_folder_is_refused(string file)
    {
        _archive.AddLine(("file", file)).Write();
        await AssertOnlyProblem("ARC005", file, 2);
    }

    [Test]
    public async Task A_link_out_of_the_folder_is_refused_and_one_inside_is_followed()
    {
        using var outside = new TemporaryArchive();
        outside.Add("secret.html", "secret");
        _archive.Add("real/a.html", "a");
        File.CreateSymbolicLink(Path.Combine(_archive.Directory, "file.html"), Path.Combine(outside.Directory, "secret.html"));
        Directory.CreateSymbolicLink(Path.Combine(_archive.Directory, "folder"), outside.Directory);
        Directory.CreateSymbolicLink(Path.Combine(_archive.Directory, "inside"), "real");
        File.CreateSymbolicLink(Path.Combine(_archive.Directory, "self"), "self/self");
        var digest = ContentDigest.Of("a"u8).Hex;
        _archive.AddLine(("file", "file.html")).AddLine(("file", "folder/secret.html")).AddLine(("file", "inside/a.html"), ("sha256", digest)).AddLine(("file", "self")).Write();
        var (documents, problems) = await _archive.ReadAllAsync();
        Assert.That(documents.Select(d => d.Entry.File), Is.EqualTo(new[] { "real/a.html", "inside/a.html" }));
        Assert.That(problems.Select(p => (p.Code, p.Line)), Is.EqualTo(new[] { ("ARC005", 3), ("ARC005", 4), ("ARC012", 6) }));
    }

    [TestCase("captured_at", "yesterday", "ARC007")]
    [TestCase("captured_at", "2026-08-04T09:18:07", "ARC007")]
    [TestCase("captured_at", "2026-13-01", "ARC007")]
    [TestCase("displayed_publication", "2011-08", "ARC008")]
    [TestCase("displayed_publication", "2011-08-18 10:00", "ARC008")]
    [TestCase("status", "OK", "ARC006")]
    [TestCase("status", "-200", "ARC006")]
    [TestCase("sha256", "abc", "ARC009")]
    [TestCase("sha256", "", "ARC009")]
    [TestCase("fidelity", "approximate", "ARC010")]
    [TestCase("fidelity", "", "ARC010")]
    public async Task A_field_that_cannot_be_read_names_its_line(string column, string value, string code)
    {
        _archive.AddLine((column, value)).Write();
        await AssertOnlyProblem(code, "a.html", 2);
    }

    [Test]
    public async Task All_problems_of_a_line_are_said_at_once()
    {
        _archive.AddLine(("status", "OK"), ("sha256", "abc"), ("captured_at", "yesterday")).Write();
        Assert.That((await _archive.ReadAllAsync()).Problems.Select(p => p.Code), Is.EqualTo(new[] { "ARC006", "ARC007", "ARC009" }));
    }

    [Test]
    public async Task A_line_with_too_few_fields_is_named()
    {
        _archive.AddRaw("a.html\tGET").Write();
        await AssertOnlyProblem("ARC004", "a.html", 2);
    }

    [Test]
    public async Task Missing_and_repeated_columns_are_all_named()
    {
        _archive.Add("a.html", "x").Write(index => index.Replace("\tsha256", "\tsha", StringComparison.Ordinal).Replace("\tremark", "\turl", StringComparison.Ordinal));
        var (documents, problems) = await _archive.ReadAllAsync();
        Assert.That(documents, Is.Empty);
        Assert.That(problems.Select(p => p.Message), Is.EqualTo(new[] { "the column url is there 2 times", "the column sha256 is missing", "the column remark is missing" }));
        Assert.That(problems.Select(p => (p.Code, p.Line)), Is.All.EqualTo(("ARC003", 1)));
    }

    [Test]
    public async Task A_folder_without_an_index_is_no_archive()
    {
        Assert.That((await _archive.ReadAllAsync()).Problems.Single().Code, Is.EqualTo("ARC001"));
        Assert.That(ArchiveReader.ReadIndex(Path.Combine(_archive.Directory, "nowhere")).Problems.Single().Code, Is.EqualTo("ARC001"));
    }

    [Test]
    public async Task An_index_that_is_not_utf8_is_refused()
    {
        File.WriteAllBytes(Path.Combine(_archive.Directory, "index.tsv"), [0xb9, 0xfa, 0xbc, 0xd2]);
        Assert.That((await _archive.ReadAllAsync()).Problems.Single().Code, Is.EqualTo("ARC002"));
    }

    private async Task AssertOnlyProblem(string code, string file, int line)
    {
        var (documents, problems) = await _archive.ReadAllAsync();
        Assert.That(documents, Is.Empty);
        Assert.That(problems.Select(p => (p.Code, p.File, p.Line)), Is.EqualTo(new[] { (code, file, line) }));
        Assert.That(problems[0].Hint, Is.Not.Empty);
    }
}
