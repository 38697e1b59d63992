using System.Globalization;
using System.Security.Cryptography;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.Data.Sqlite;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

/// <summary>One bit is flipped in the file of the record, past every guard, in every column of every kind of thing; the audit names the thing.</summary>
internal sealed class FlippedBitTests
{
    private const int Looks = 40;

    private static readonly string[] _grows = ["last_at", "looks", "times"];

    private TestDatabase _database = null!;
    private SqliteConnection _file = null!;

    [OneTimeSetUp]
    public async Task RecordAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var store = _database.Store();
        var sequencer = new LogSequencer(_database.Contexts());
        await RecordHistoryAsync(_database);
        await store.RememberHistoryAsync([EvidenceLogTests.Curated("a")], Noon);
        for (var i = 0; i < Looks; i++)
        {
            var failed = Failed($"s{i}", Noon);
            var judged = Judged(0, new SeriesState { Series = $"s{i}" }, Found($"s{i}", ReferencePeriod.Month(2026, 7), Noon, Document(failed)));
            await store.RecordAsync(Look($"s{i}", 0, Read(failed)) with { Series = [judged] });
            if (i % 15 == 0) await CheckpointAsync();
        }
        await CheckpointAsync();

        async Task CheckpointAsync()
        {
            await sequencer.IntegrateAsync();
            await sequencer.CheckpointAsync("log.example", key.ExportSubjectPublicKeyInfo(), text => SignedNote.Sign(text, "log.example", key), Noon);
        }

        _file = new SqliteConnection(_database.Settings.ConnectionString);
        await _file.OpenAsync();
        await ExecuteAsync("PRAGMA foreign_keys = OFF");
        foreach (var trigger in await ListAsync("SELECT name FROM sqlite_master WHERE type = 'trigger'")) await ExecuteAsync($"DROP TRIGGER {trigger}");
        Assert.That(await AuditAsync(), Is.Empty, "before any bit is flipped");
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (_file is not null) await _file.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    [TestCase("measurements", "id", AuditedThing.Measurement)]
    [TestCase("observations", "id", AuditedThing.Measurement)]
    [TestCase("flips", "id", AuditedThing.Flip)]
    [TestCase("calendar_versions", "id", AuditedThing.CalendarVersion)]
    [TestCase("curated_entries", "id", AuditedThing.CuratedEntry)]
    [TestCase("bodies", "digest", AuditedThing.Body)]
    [TestCase("log_keys", "key_id", AuditedThing.Key)]
    [TestCase("log_checkpoints", "size", AuditedThing.Checkpoint)]
    public async Task A_flipped_bit_in_any_column_is_found_and_named(string table, string id, AuditedThing thing)
    {
        foreach (var column in await ListAsync($"SELECT name FROM pragma_table_info('{table}')"))
        {
            var row = await ScalarAsync($"SELECT rowid FROM {table} LIMIT 1");
            var subject = Convert.ToString(await ScalarAsync($"SELECT {(table == "observations" ? "measurement_id" : id)} FROM {table} WHERE rowid = {row}"), CultureInfo.InvariantCulture)!;
            var before = await ScalarAsync($"SELECT {column} FROM {table} WHERE rowid = {row}");
            await SetAsync(table, column, row!, Flipped(before));
            var found = await AuditAsync();
            await SetAsync(table, column, column is "id" or "size" ? Flipped(before) : row!, before);

            var expected = table == "measurements" && _grows.Contains(column) ? AuditedThing.Looks : thing;
            var isIdentity = column == id || column == "measurement_id";
            Assert.That(found.Where(f => f.Thing == expected && (f.Id == subject || isIdentity)), Is.Not.Empty, $"{table}.{column}: {string.Join(" | ", found)}");
            if (!isIdentity) Assert.That(found.Select(f => f.Thing).Distinct(), Is.EqualTo([expected]), $"{table}.{column}: {string.Join(" | ", found)}");
        }
        Assert.That(await AuditAsync(), Is.Empty, "everything was put back");
    }

    [TestCase(0)]
    [TestCase(17)]
    [TestCase(80)]
    public async Task A_flipped_bit_in_a_leaf_is_the_fault_of_the_leaf(int index)
    {
        var last = Convert.ToInt64(await ScalarAsync("SELECT max(leaf_index) FROM log_leaves"), CultureInfo.InvariantCulture);
        var leaf = index > last ? last : index;
        var found = await FlipAsync("log_leaves", "hash", $"leaf_index = {leaf}");
        Assert.That(found.Select(f => $"{f.Thing} {f.Id}"), Is.EqualTo([$"LogLeaf {leaf}"]), string.Join(" | ", found));
    }

    [TestCase(4, 0)]
    [TestCase(4, 3)]
    [TestCase(5, 1)]
    [TestCase(6, 0)]
    public async Task A_flipped_bit_in_a_node_is_the_fault_of_the_node(int level, int index)
    {
        var found = await FlipAsync("log_nodes", "hash", $"node_level = {level} AND node_index = {index}");
        Assert.That(found.Select(f => $"{f.Thing} {f.Id}"), Is.EqualTo([$"LogNode {level}/{index}"]), string.Join(" | ", found));
    }

    [Test]
    public async Task A_record_that_is_taken_away_or_put_in_is_named()
    {
        await ExecuteAsync("CREATE TEMP TABLE taken AS SELECT * FROM flips WHERE id = 7");
        await ExecuteAsync("DELETE FROM flips WHERE id = 7");
        var without = await AuditAsync();
        await ExecuteAsync("INSERT INTO flips SELECT * FROM taken");
        await ExecuteAsync("UPDATE taken SET id = 700, at = '2026-08-20 12:00:00'");
        await ExecuteAsync("INSERT INTO flips SELECT * FROM taken");
        var with = await AuditAsync();
        await ExecuteAsync("DELETE FROM flips WHERE id = 700");

        Assert.That(without.Select(f => $"{f.Thing} {f.Id}"), Is.EqualTo(["Flip 7"]));
        Assert.That(with.Select(f => $"{f.Thing} {f.Id}"), Is.EqualTo(["Flip 700"]));
        Assert.That(await AuditAsync(), Is.Empty);
    }

    [Test]
    public async Task Look_times_that_were_changed_together_with_their_number_are_named()
    {
        var found = await FlipAsync("measurements", "times", "id = 1");
        Assert.That(found.Select(f => $"{f.Thing} {f.Id}").Distinct(), Is.EqualTo(["Looks 1"]));
    }

    private async Task<List<AuditFinding>> FlipAsync(string table, string column, string where)
    {
        var row = (await ScalarAsync($"SELECT rowid FROM {table} WHERE {where}"))!;
        var before = await ScalarAsync($"SELECT {column} FROM {table} WHERE rowid = {row}");
        await SetAsync(table, column, row, Flipped(before));
        var found = await AuditAsync();
        await SetAsync(table, column, row, before);
        return found;
    }

    private async Task<List<AuditFinding>> AuditAsync() => [.. (await new EvidenceAudit(_database.Contexts()).RunAsync()).Findings];

    private static object Flipped(object? value) => value switch
    {
        null or DBNull => 1L,
        long number => number ^ 1,
        double number => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(number) ^ 1),
        string { Length: 0 } => "\u0001",
        string text => string.Concat(text.AsSpan(0, text.Length - 1), ((char)(text[^1] ^ 1)).ToString()),
        byte[] { Length: 0 } => new byte[] { 1 },
        byte[] bytes => bytes.Select((b, i) => i == bytes.Length / 2 ? (byte)(b ^ 1) : b).ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private async Task SetAsync(string table, string column, object row, object? value)
    {
        await using var command = _file.CreateCommand();
        command.CommandText = $"UPDATE {table} SET {column} = $value WHERE rowid = {row}";
        command.Parameters.AddWithValue("$value", value ?? DBNull.Value);
        Assert.That(await command.ExecuteNonQueryAsync(), Is.EqualTo(1));
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = _file.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _file.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> ListAsync(string sql)
    {
        await using var command = _file.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync();
        var list = new List<string>();
        while (await row.ReadAsync()) list.Add(row.GetString(0));
        return list;
    }
}
