using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DataBlackHole.Commands;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Serving;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Service.Tests.Proving;

/// <summary>The log of a running service: what its API gives out is checked here, in Python, and against a damaged file.</summary>
public sealed class LogApiTests
{
    private ConstructedPublisher _publisher = null!;
    private Definitions _definitions = null!;
    private TestDatabase _database = null!;
    private TestService _service = null!;
    private string _folder = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("log-").FullName;
        _database = TestDatabase.Name();
        _publisher = await ConstructedPublisher.StartAsync();
        _definitions = new Definitions(_publisher.Url);
        for (var month = 5; month <= 8; month++)
        {
            _publisher.Release($"2026年{month}月份产量增长{month}.0%", new DateTime(2026, month + 1, 15, 10, 0, 0), $"t{month}.html");
            _publisher.Values[$"20260{month}MM"] = $"5.{month}";
        }
        _service = await TestService.StartAsync(_definitions.Load(), _database, new MovedClock(new DateTimeOffset(2026, 10, 15, 2, 0, 0, TimeSpan.Zero)));
        await _service.UntilAsync("/api/v1/sources", s => s.GetProperty("items").EnumerateArray().Sum(i => i.GetProperty("looks").GetInt64()) == 6);
        await _service.KeepLogAsync();
        _publisher.Release("2026年9月份产量增长9.0%", new DateTime(2026, 10, 15, 10, 0, 0), "t9.html");
        await _service.LookAsync("list");
        await _service.KeepLogAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        if (_publisher is not null) await _publisher.DisposeAsync();
        _definitions?.Dispose();
        if (_database is not null) await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task The_checkpoint_is_a_signed_note_of_the_key_that_is_served()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/log/checkpoint");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
        using var response = await _service.Http.SendAsync(request);
        var note = await response.Content.ReadAsStringAsync();
        var document = await _service.GetAsync<CheckpointDocument>("/api/v1/log/checkpoint");
        var key = (await _service.GetAsync<ListDocument<KeyDocument>>("/api/v1/log/key"))!.Items.Single();

        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/plain"));
        Assert.That(document!.Note, Is.EqualTo(note));
        Assert.That(note, Does.StartWith($"datablackhole\n{document.Size}\n"));
        Assert.That(document.KeyId, Is.EqualTo(key.Id));
        var pem = System.Security.Cryptography.PemEncoding.Find(key.Pem);
        Assert.That(SignedNote.IsSignedBy(note, Convert.FromBase64String(key.Pem[pem.Base64Data])), Is.True);
        var file = new FileInfo(Path.Combine(Path.GetDirectoryName(_database.Setting)!, "log-key.pem"));
        Assert.That(file.UnixFileMode, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task Every_entry_is_proved_to_be_in_the_log_and_the_log_to_have_only_grown()
    {
        var checkpoints = (await _service.GetAsync<ListDocument<CheckpointDocument>>("/api/v1/log/checkpoints"))!.Items;
        var last = checkpoints[0];
        var entries = (await _service.GetAsync<ListDocument<LogEntryDocument>>("/api/v1/log/entries?from=0&limit=1000"))!.Items;

        Assert.That(entries, Has.Count.EqualTo(last.Size));
        Assert.That(entries.Select(e => e.Kind).Distinct(), Is.SupersetOf([LogEntryKind.CuratedEntry, LogEntryKind.Measurement, LogEntryKind.Flip]));
        foreach (var entry in entries)
        {
            Assert.That(TreeHash.Leaf(Encoding.UTF8.GetBytes(entry.Entry)).ToString(), Is.EqualTo(entry.LeafHash));
            var proof = await _service.GetAsync<InclusionDocument>($"/api/v1/log/proof/inclusion?leaf={entry.LeafHash}&size={last.Size}");
            Assert.That(TreeProof.Includes(Hash(last.Root), Hash(entry.LeafHash), proof!.Index, proof.Size, [.. proof.Hashes.Select(Hash)]), Is.True);
        }
        foreach (var earlier in checkpoints.Skip(1))
        {
            var proof = await _service.GetAsync<ConsistencyDocument>($"/api/v1/log/proof/consistency?from={earlier.Size}&to={last.Size}");
            Assert.That(TreeProof.IsBeginning(earlier.Size, Hash(earlier.Root), last.Size, Hash(last.Root), [.. proof!.Hashes.Select(Hash)]), Is.True);
        }
        Assert.That(checkpoints, Has.Count.GreaterThan(1));
    }

    [Test]
    public async Task A_captured_body_is_a_download_that_no_browser_takes_for_a_page()
    {
        var digest = ContentDigest.Of(Encoding.UTF8.GetBytes(_publisher.Pages["t8.html"]));
        using var response = await _service.Http.GetAsync(new Uri($"/api/v1/evidence/{digest}", UriKind.Relative));

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(_publisher.Pages["t8.html"]));
        Assert.That(response.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/octet-stream"));
        Assert.That(response.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
        Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(["nosniff"]));
        Assert.That(response.Headers.GetValues("Content-Security-Policy"), Is.EqualTo(["sandbox; default-src 'none'"]));
    }

    [TestCase("/api/v1/evidence/abc", 400, "a SHA-256 of 64 hexadecimal digits is expected")]
    [TestCase("/api/v1/evidence/0000000000000000000000000000000000000000000000000000000000000000", 404, "No captured bytes")]
    [TestCase("/api/v1/log/proof/inclusion", 400, "the index of a leaf, or else its hash")]
    [TestCase("/api/v1/log/proof/inclusion?index=100000", 404, "has no leaf 100000")]
    [TestCase("/api/v1/log/proof/inclusion?index=0&size=100000", 400, "a number of leaves up to")]
    [TestCase("/api/v1/log/proof/inclusion?leaf=xyz", 400, "a hash of 64 hexadecimal digits")]
    [TestCase("/api/v1/log/proof/consistency", 400, "a number of leaves up to")]
    [TestCase("/api/v1/log/proof/consistency?from=9&to=3", 400, "a number of leaves up to 3")]
    [TestCase("/api/v1/log/entries?from=-1", 400, "the index of a leaf is expected")]
    [TestCase("/api/v1/log/entries?limit=0", 400, "a number from 1 to 1000")]
    [TestCase("/api/v1/log/checkpoints?before=x", 400, "a number of leaves is expected")]
    public async Task A_wrong_question_is_answered_with_what_is_wrong(string path, int status, string detail)
    {
        using var response = await _service.Http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(status), text);
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString(), Does.Contain(detail));
    }

    [Test]
    public async Task An_independent_verifier_agrees_with_the_exported_log_and_finds_one_changed_letter()
    {
        var folder = Path.Combine(_folder, "log");
        var export = await Verb.RunAsync("export", "log", "--out", folder, "--database", _database.Setting);
        var good = await Programs.VerifyWithPythonAsync("log", folder);
        var file = Path.Combine(folder, "entries.jsonl");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("Published", "Pablished", StringComparison.Ordinal));
        var bad = await Programs.VerifyWithPythonAsync("log", folder);

        Assert.That(export.ExitCode, Is.EqualTo(ExitCode.Ok), export.Error);
        Assert.That(good.Code, Is.Zero, good.Output);
        Assert.That(good.Output, Does.Contain("everything holds"));
        Assert.That(bad.Code, Is.EqualTo(1));
        Assert.That(bad.Output, Does.Contain("does not have its hash").And.Contain("the leaves have another root"));
    }

    [Test]
    public async Task The_exported_web_archive_is_read_by_warcio_and_all_its_digests_hold()
    {
        var file = Path.Combine(_folder, "all.warc.gz");
        var export = await Verb.RunAsync("export", "warc", "--out", file, "--database", _database.Setting, "--json");
        var again = Path.Combine(_folder, "again.warc.gz");
        await Verb.RunAsync("export", "warc", "--out", again, "--database", _database.Setting);
        var records = (await Programs.WarcioAsync(file)).Select(r => r.Split('\t')).ToList();

        Assert.That(export.ExitCode, Is.EqualTo(ExitCode.Ok), export.Error);
        Assert.That(await File.ReadAllBytesAsync(again), Is.EqualTo(await File.ReadAllBytesAsync(file)), "the same record gives the same file");
        Assert.That(records.Select(r => r[0]), Is.All.EqualTo("WARC/1.1"));
        Assert.That(records[0][1], Is.EqualTo("warcinfo"));
        var captures = export.Json.GetProperty("captures").GetInt32();
        Assert.That(records.Count(r => r[1] is "response" or "revisit"), Is.EqualTo(captures));
        Assert.That((records.Count(r => r[1] == "request"), records.Count(r => r[1] == "metadata")), Is.EqualTo((captures, captures)));
        Assert.That(records.Where(r => r[1] == "response").Select(r => r[3]), Is.All.EqualTo("true"));
        Assert.That(records.Select(r => r[2]), Does.Contain($"{_publisher.Url}/list/t8.html"));
    }

    [Test]
    public async Task Verify_agrees_with_the_record_and_names_a_damaged_body_in_a_copy_of_it()
    {
        var copy = Path.Combine(_folder, "copy.db");
        await _database.ScalarAsync($"VACUUM INTO '{copy}'");
        var good = await Verb.RunAsync("verify", "--database", copy);
        var digest = await DamageAsync(copy);
        var bad = await Verb.RunAsync("verify", "--database", copy);
        var json = await Verb.RunAsync("verify", "--database", copy, "--json");
        var none = await Verb.RunAsync("verify", "--database", Path.Combine(_folder, "nothing.db"));

        Assert.That(good.ExitCode, Is.EqualTo(ExitCode.Ok), good.Output + good.Error);
        Assert.That(good.Output, Does.Contain("Everything agrees"));
        Assert.That(bad.ExitCode, Is.EqualTo(ExitCode.Damaged));
        Assert.That(bad.Output, Does.Contain($"Body {digest}: ").And.Contain("1 thing(s) wrong"));
        Assert.That(json.Json.GetProperty("report").GetProperty("findings")[0].GetProperty("id").GetString(), Is.EqualTo(digest));
        Assert.That((none.ExitCode, none.Error), Is.EqualTo((ExitCode.BadInput, $"Monitor:Database: there is no record '{Path.Combine(_folder, "nothing.db")}'\n")));
        Assert.That(File.Exists(Path.Combine(_folder, "nothing.db")), Is.False);
    }

    private static async Task<string> DamageAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER bodies_refuse_update; SELECT digest FROM bodies LIMIT 1";
        var digest = (string)(await command.ExecuteScalarAsync())!;
        command.CommandText = $"SELECT content FROM bodies WHERE digest = '{digest}'";
        var content = (byte[])(await command.ExecuteScalarAsync())!;
        content[content.Length / 2] ^= 1;
        command.CommandText = $"UPDATE bodies SET content = $content WHERE digest = '{digest}'";
        command.Parameters.AddWithValue("$content", content);
        await command.ExecuteNonQueryAsync();
        return digest;
    }

    private static TreeHash Hash(string hex) => TreeHash.TryParse(hex, out var hash) ? hash : throw new FormatException(hex);
}
