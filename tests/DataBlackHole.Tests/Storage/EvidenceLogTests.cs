using System.Security.Cryptography;
using System.Text;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using DataBlackHole.Storage.Logging;
using Microsoft.EntityFrameworkCore;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

/// <summary>The log over a real record: what is queued, what it becomes, and that everything agrees.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class EvidenceLogTests(DatabaseProvider provider)
{
    private const string Origin = "log.example";

    private TestDatabase _database = null!;
    private LogSequencer _sequencer = null!;
    private LogQueries _queries = null!;
    private ECDsa _key = null!;

    [SetUp]
    public async Task Create()
    {
        _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _database = await TestDatabase.CreateAsync(provider);
        _sequencer = new LogSequencer(_database.Contexts());
        _queries = new LogQueries(_database.Contexts());
    }

    [TearDown]
    public async Task Drop()
    {
        _key?.Dispose();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    public async Task Every_record_of_history_is_a_leaf_and_everything_agrees()
    {
        await FillAsync(40);
        await _database.Store().RememberHistoryAsync([Curated("a"), Curated("b")], Noon);
        await _database.Store().RememberHistoryAsync([Curated("a"), Curated("b") with { Unknown = new("?", "？") }], Noon);
        var checkpoint = await CheckpointAsync();
        await FillAsync(3, "more");
        var later = await CheckpointAsync();
        var report = await new EvidenceAudit(_database.Contexts()).RunAsync();

        Assert.That(report.Findings, Is.Empty);
        Assert.That(later!.Size, Is.EqualTo(checkpoint!.Size + 6));
        Assert.That(report.Records, Is.EqualTo(new Dictionary<LogEntryKind, long>
        {
            [LogEntryKind.Measurement] = 44,
            [LogEntryKind.Looks] = 1,
            [LogEntryKind.Flip] = 44,
            [LogEntryKind.CalendarVersion] = 1,
            [LogEntryKind.CuratedEntry] = 3,
            [LogEntryKind.VerdictReview] = 1,
        }));
        Assert.That((report.Leaves, report.Queued, report.Checkpoints), Is.EqualTo((later.Size, 0, 2)));
        Assert.That(await CheckpointAsync(), Is.Null, "nothing new to sign");
        Assert.That((await new EvidenceAudit(_database.Contexts()).RunAsync(new HashSet<string> { "another" })).Findings.Select(f => f.Thing), Does.Contain(AuditedThing.Key));
    }

    [Test]
    public async Task Entries_have_their_hashes_and_every_leaf_is_proved_to_be_in_every_checkpoint()
    {
        await FillAsync(20);
        var first = await CheckpointAsync();
        await FillAsync(9, "more");
        var second = await CheckpointAsync();
        var entries = await _queries.EntriesAsync(0, 1000);

        Assert.That(entries.Select(e => e.Index), Is.EqualTo(Enumerable.Range(0, (int)second!.Size)));
        foreach (var entry in entries)
        {
            Assert.That(TreeHash.Leaf(Encoding.UTF8.GetBytes(entry.Entry)), Is.EqualTo(entry.Hash), entry.Entry);
            Assert.That(await _queries.FindAsync(entry.Hash), Is.EqualTo(entry.Index));
            foreach (var checkpoint in new[] { first!, second }.Where(c => c.Size > entry.Index))
            {
                var proof = await _queries.InclusionAsync(entry.Index, checkpoint.Size);
                Assert.That(TreeProof.Includes(checkpoint.Root, entry.Hash, entry.Index, checkpoint.Size, proof.Hashes), Is.True, $"{entry.Index} of {checkpoint.Size}");
            }
        }
        var consistency = await _queries.ConsistencyAsync(first!.Size, second.Size);
        Assert.That(TreeProof.IsBeginning(first.Size, first.Root, second.Size, second.Root, consistency.Hashes), Is.True);
    }

    [Test]
    public async Task Records_from_before_the_log_are_taken_in_at_the_first_integration()
    {
        await FillAsync(5);
        foreach (var guard in Guards("log_leaf_queue")) await _database.ExecuteAsync(guard);
        await _database.ExecuteAsync("DELETE FROM log_leaf_queue");
        await FillAsync(2, "new");

        await CheckpointAsync();

        var report = await new EvidenceAudit(_database.Contexts()).RunAsync();
        Assert.That(report.Findings, Is.Empty);
        Assert.That(report.Leaves, Is.EqualTo(8 + 8 + 1 + 1 + 1), "measurements, flips, a calendar, a review, and the run that had grown");
        Assert.That(await new LogSequencer(_database.Contexts()).IntegrateAsync(), Is.Zero, "another start finds nothing more");
    }

    [Test]
    public async Task A_run_is_covered_when_its_day_and_when_it_ends()
    {
        var store = _database.Store();
        var version = 0;
        foreach (var hours in new[] { 0, 1, 2, 24, 25 }) await store.RecordAsync(Look("run", version++, Read(Page("run", Noon.AddHours(hours)))));
        await store.RecordAsync(Look("run", version, Read(Page("run", Noon.AddHours(26), "<html>other</html>"), Published("s", ReferencePeriod.Month(2026, 7)))));
        await _sequencer.IntegrateAsync();

        var looks = (await _queries.LeavesOfAsync(LogEntryKind.Looks, [1])).Select(l => l.Looks);
        Assert.That(looks, Is.EqualTo([3, 5]));
        Assert.That((await new EvidenceAudit(_database.Contexts()).RunAsync()).Findings, Is.Empty);
    }

    [Test]
    public async Task Nodes_that_integrate_at_the_same_time_make_one_log()
    {
        await FillAsync(60);
        var nodes = Enumerable.Range(0, 4).Select(_ => Task.Run(() => new LogSequencer(_database.Contexts()).IntegrateAsync()));
        var added = await Task.WhenAll(nodes);

        Assert.That(added.Sum(), Is.EqualTo(await _queries.SizeAsync()));
        var report = await new EvidenceAudit(_database.Contexts()).RunAsync();
        Assert.That(report.Findings, Is.Empty);
        Assert.That(report.Queued + report.Leaves, Is.EqualTo(61 + 61 + 1 + 1 + 1));
    }

    [Test]
    public async Task Nodes_that_start_together_keep_each_entry_of_the_history_once()
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => Task.Run(() => _database.Store().RememberHistoryAsync([Curated("a"), Curated("b")], Noon)));
        await Task.WhenAll(nodes);
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM curated_entries"), Is.EqualTo(2));
        Assert.That(await new LogSequencer(_database.Contexts()).IntegrateAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task The_database_refuses_to_change_the_log()
    {
        await FillAsync(20);
        await _database.Store().RememberHistoryAsync([Curated("a")], Noon);
        await CheckpointAsync();
        await _sequencer.KeepStampAsync((await _queries.CheckpointsAsync(null, 1))[0].Size, "https://authority.example/", new byte[] { 1 });
        foreach (var table in new[] { "log_leaves", "log_nodes", "log_keys", "log_checkpoints", "log_stamps", "curated_entries" })
        {
            Assert.That(await _database.ScalarAsync<long>($"SELECT count(*) FROM {table}"), Is.Positive, table);
            await _database.AssertRefusedAsync($"DELETE FROM {table}");
        }
        await _database.AssertRefusedAsync("UPDATE log_leaves SET subject = subject + 1");
        await _database.AssertRefusedAsync("UPDATE log_nodes SET node_index = node_index + 1");
        await _database.AssertRefusedAsync("UPDATE log_checkpoints SET note = ''");
        await _database.AssertRefusedAsync("UPDATE log_stamps SET authority = ''");
        await FillAsync(1, "queued");
        await _database.AssertRefusedAsync("DELETE FROM log_leaf_queue");
        await _database.AssertRefusedAsync("UPDATE log_leaf_queue SET subject = subject + 1");
    }

    [Test]
    public async Task Every_column_of_history_is_in_the_form_of_its_entry()
    {
        await using var db = await _database.Contexts().CreateDbContextAsync();
        foreach (var form in LeafForm.All)
        {
            var entity = db.Model.GetEntityTypes().Single(e => e.GetTableName() == form.Table);
            var columns = entity.GetProperties().Select(p => p.GetColumnName());
            var grows = form.Kind == LogEntryKind.Measurement ? new[] { "last_at", "looks", "times" } : [];
            Assert.That(form.ColumnNames.Except(["of_id", "reader"]), Is.EquivalentTo(columns.Except(grows)), form.Table);
        }
        var observation = db.Model.GetEntityTypes().Single(e => e.GetTableName() == "observations");
        Assert.That(LeafForm.Measurement.SeenNames, Is.EquivalentTo(observation.GetProperties().Select(p => p.GetColumnName())));
    }

    /// <summary>One measurement and one flip for each number, and a measurement of a calendar that has grown.</summary>
    private async Task FillAsync(int count, string series = "s")
    {
        var store = _database.Store();
        if (series == "s") await RecordHistoryAsync(_database);
        for (var i = 0; i < count; i++)
        {
            var page = Page($"{series}{i}", Noon);
            var judged = Judged(0, new SeriesState { Series = $"{series}{i}" }, Found($"{series}{i}", ReferencePeriod.Month(2026, 7), Noon, Document(page)));
            await store.RecordAsync(Look($"{series}{i}", 0, Read(page, Published($"{series}{i}", ReferencePeriod.Month(2026, 7), "5.1"))) with { Series = [judged] });
        }
    }

    private async Task<Checkpoint?> CheckpointAsync()
    {
        await _sequencer.IntegrateAsync();
        return await _sequencer.CheckpointAsync(Origin, _key.ExportSubjectPublicKeyInfo(), text => SignedNote.Sign(text, Origin, _key), Noon);
    }

    /// <summary>What takes the guards of a table away.</summary>
    private IEnumerable<string> Guards(string table) => _database.IsSqlite
        ? new[] { "update", "delete", "replace" }.Select(name => $"DROP TRIGGER {table}_refuse_{name}")
        : [$"ALTER TABLE {table} DISABLE TRIGGER ALL"];

    internal static CuratedEntry Curated(string key) => new()
    {
        Key = key,
        Publisher = "p",
        Series = "s",
        SeriesName = new("Series", "指标"),
        Event = CuratedEvent.Suspended,
        Confidence = Confidence.High,
        RecordedOn = new DateOnly(2026, 10, 1),
        Summary = new("Was suspended.", "暂停。"),
        Unknown = new("For how long.", "期限。"),
        Citations = [new Citation { Title = "t", Publisher = "p", Url = "https://example.org/", Access = CitationAccess.PublisherPage, Supports = "all" }],
    };
}
