using System.Data.Common;
using System.Globalization;
using DataBlackHole.Storage;
using DataBlackHole.Storage.Copying;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace DataBlackHole.Tests.Storage;

/// <summary>
/// <c>import</c>: what the databases themselves list, table by table and column by column, is carried over. Every table is filled with
/// constructed rows by what the model says of it, so that a new table or column is tested as soon as there is one.
/// </summary>
[TestFixture(DatabaseProvider.Sqlite, DatabaseProvider.Postgres)]
[TestFixture(DatabaseProvider.Postgres, DatabaseProvider.Sqlite)]
internal sealed class ImportTests(DatabaseProvider from, DatabaseProvider to)
{
    private const int RowsEach = 3;

    private TestDatabase _source = null!;
    private TestDatabase _target = null!;

    [SetUp]
    public async Task FillAsync()
    {
        _source = await TestDatabase.CreateAsync(from);
        _target = TestDatabase.Name(to);
        await using var db = await _source.Contexts().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetRelationalModel().Tables.OrderBy(t => Depth(t, []))) await FillAsync(db, table);
    }

    [TearDown]
    public async Task DropAsync()
    {
        if (_source is not null) await _source.DisposeAsync();
        if (_target is not null) await _target.DisposeAsync();
    }

    [Test]
    public async Task Every_column_of_every_table_is_carried_over()
    {
        var summary = await MoveAsync();

        var tables = await TablesAsync(_source);
        Assert.That(await TablesAsync(_target), Is.EquivalentTo(tables));
        Assert.That(summary.Tables.Keys, Is.EquivalentTo(tables));
        Assert.That(tables, Has.Count.GreaterThan(25));
        foreach (var table in tables)
        {
            var (before, after) = (await RowsAsync(_source, table), await RowsAsync(_target, table));
            Assert.That(before, Has.Count.EqualTo(RowsEach), table);
            Assert.That(before[0].Split('|'), Has.All.Not.Contain("=null"), $"{table} was filled");
            Assert.That(after, Is.EqualTo(before), table);
        }
        Assert.That(summary.Rows, Is.EqualTo(RowsEach * tables.Count));
    }

    [Test]
    public async Task The_database_goes_on_counting_where_the_other_was()
    {
        // A number that was given and is gone must not be given again.
        await _source.ExecuteAsync(from == DatabaseProvider.Sqlite
            ? "UPDATE sqlite_sequence SET seq = 900 WHERE name = 'log_leaf_queue'"
            : "SELECT setval(pg_get_serial_sequence('log_leaf_queue', 'id'), 900)");
        await MoveAsync();
        await _target.ExecuteAsync("INSERT INTO log_leaf_queue (kind, subject, looks, hash) SELECT kind, 77, 77, hash FROM log_leaf_queue WHERE subject = (SELECT max(subject) FROM log_leaf_queue)");
        await _target.ExecuteAsync("INSERT INTO self_watch_event (trouble, subject, begun, since, recorded_at, detail, previous_id) SELECT trouble, 'new', begun, since, recorded_at, detail, previous_id FROM self_watch_event LIMIT 1");

        Assert.That(await _target.ScalarAsync<long>("SELECT max(id) FROM log_leaf_queue"), Is.EqualTo(901));
        Assert.That(await _target.ScalarAsync<long>("SELECT max(id) FROM self_watch_event"), Is.EqualTo(RowsEach + 1));
    }

    [Test]
    public async Task History_is_guarded_where_it_came_to()
    {
        await MoveAsync();
        foreach (var table in Sample.HistoryTables) await _target.AssertRefusedAsync($"DELETE FROM {table}");
        await _target.AssertRefusedAsync("UPDATE flips SET detail = 'x'");
    }

    [Test]
    public async Task An_interrupted_import_leaves_the_target_empty_and_can_be_done_again()
    {
        using var stop = new CancellationTokenSource();
        Assert.That(() => RecordImport.RunAsync(_source.Settings, _target.Settings, false, p => { if (p.Table == "flips") stop.Cancel(); }, stop.Token), Throws.InstanceOf<OperationCanceledException>());

        if (to == DatabaseProvider.Sqlite) Assert.That(Directory.GetFiles(Path.GetDirectoryName(_target.Settings.FilePath!)!), Is.Empty);
        else Assert.That((await _target.CountRowsAsync()).Values, Has.All.Zero);
        // What the scheduler of a node keeps there is no record.
        if (to == DatabaseProvider.Postgres) await _target.ExecuteAsync("CREATE TABLE qrtz_locks (lock_name text); INSERT INTO qrtz_locks VALUES ('x')");
        Assert.That((await MoveAsync()).Rows, Is.Positive);
    }

    [Test]
    public async Task A_record_that_is_written_to_meanwhile_is_not_imported_by_half()
    {
        var look = false;
        Assert.That(() => RecordImport.RunAsync(_source.Settings, _target.Settings, false, Write, default), Throws.InstanceOf<RecordCopyException>().With.Message.Contains("written to while it was read"));
        Assert.That(look, Is.True);
        Assert.That((await MoveAsync()).Tables["self_watch_event"], Is.EqualTo(RowsEach + 1));

        void Write(ImportProgress progress)
        {
            if (look) return;
            look = true;
            _source.ExecuteAsync("INSERT INTO self_watch_event (trouble, subject, begun, since, recorded_at, detail, previous_id) SELECT trouble, 'new', begun, since, recorded_at, detail, previous_id FROM self_watch_event LIMIT 1").GetAwaiter().GetResult();
        }
    }

    [Test]
    public async Task What_does_not_agree_with_itself_is_refused_and_nothing_is_made()
    {
        // The constructed rows are no record: their bodies do not have their digests.
        var refusal = Assert.ThrowsAsync<RecordCopyException>(() => RecordImport.RunAsync(_source.Settings, _target.Settings));
        Assert.That(refusal!.IsDamage, Is.True);
        Assert.That(refusal.Message, Does.Contain("is damaged").And.Contain("`verify`"));
        if (to == DatabaseProvider.Sqlite) Assert.That(File.Exists(_target.Settings.FilePath), Is.False);
        else Assert.That(await Exists(), Is.False);
    }

    [TestCase("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_Later', '99')", "a later version of this program (29991231000000_Later)")]
    [TestCase("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = '20261122050000_Census'", "an earlier version of this program (it lacks 20261122050000_Census)")]
    [TestCase("DROP TABLE \"__EFMigrationsHistory\"", "no record of this program")]
    public async Task A_source_of_another_version_is_refused(string change, string said)
    {
        await _source.ExecuteAsync(change);
        Assert.That(() => MoveAsync(), Throws.InstanceOf<RecordCopyException>().With.Message.Contains(said));
    }

    [Test]
    public async Task A_target_that_holds_anything_is_refused_and_kept()
    {
        await MonitorDatabase.MigrateAsync(_target.Contexts());
        await _target.ExecuteAsync("INSERT INTO catalogues (hash, loaded_at, summary) VALUES ('h', '2026-11-22 00:00:00', 'x')");
        Assert.That(() => MoveAsync(), Throws.InstanceOf<RecordCopyException>().With.Message.Contains("holds records already (catalogues)"));
        Assert.That((await _target.CountRowsAsync()).Values.Sum(), Is.EqualTo(1));
    }

    private Task<ImportSummary> MoveAsync() => RecordImport.RunAsync(_source.Settings, _target.Settings, isChecked: false, null, default);

    private async Task<bool> Exists()
    {
        await using var db = await _target.Contexts().CreateDbContextAsync();
        return await db.Database.CanConnectAsync();
    }

    private static int Depth(ITable table, HashSet<ITable> above) =>
        table.ForeignKeyConstraints.Select(k => (ITable)k.PrincipalTable).Where(p => p != table && above.Add(p)).Select(p => 1 + Depth(p, [.. above])).DefaultIfEmpty(0).Max();

    private static async Task FillAsync(MonitorDb db, ITable table)
    {
        for (var row = 1; row <= RowsEach; row++)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            var columns = table.Columns.ToList();
            command.CommandText = $"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
            for (var i = 0; i < columns.Count; i++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ($"p{i}", Value(table, columns[i], row));
                command.Parameters.Add(parameter);
            }
            await command.ExecuteNonQueryAsync();
        }
        if (!db.Database.IsNpgsql() || table.PrimaryKey!.Columns is not [{ Name: "id" }]) return;
        await using var number = db.Database.GetDbConnection().CreateCommand();
        number.CommandText = $"SELECT setval(pg_get_serial_sequence('{table.Name}', 'id'), {RowsEach})";
        await number.ExecuteNonQueryAsync();
    }

    /// <summary>A value of its type, another one for every row and column; what refers to a row refers to the one of its number.</summary>
    private static object Value(ITable table, IColumn column, int number)
    {
        var referred = table.ForeignKeyConstraints.FirstOrDefault(k => k.Columns.Contains(column));
        if (referred is not null && referred.PrincipalTable != table) return Value((ITable)referred.PrincipalTable, (IColumn)referred.PrincipalColumns[0], number);
        var type = column.StoreTypeMapping.Converter?.ProviderClrType ?? column.StoreTypeMapping.ClrType;
        var salt = column.Name.Sum(c => c) % 50;
        return (Nullable.GetUnderlyingType(type) ?? type).Name switch
        {
            nameof(Int64) => (long)number,
            nameof(Int32) => number,
            nameof(String) => $"{column.Name} {number} 统计 \"'\\\t\n",
            nameof(Boolean) => number % 2 == 1,
            nameof(Double) => number + 0.1,
            nameof(DateTime) => new DateTime(2026, 11, number, 1, 2, 3, salt, DateTimeKind.Utc),
            nameof(DateOnly) => new DateOnly(2026, 1 + salt % 12, number),
            "Byte[]" => new byte[] { 0, 255, (byte)number, (byte)salt },
            var other => throw new NotSupportedException(other),
        };
    }

    /// <summary>What the database itself lists, not the model.</summary>
    private static async Task<List<string>> TablesAsync(TestDatabase database) => [.. (await LinesAsync(database, database.IsSqlite
        ? @"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE '\_\_EF%' ESCAPE '\'"
        : @"SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\_\_EF%'")).Select(l => l.Split('=')[1])];

    private static async Task<List<string>> RowsAsync(TestDatabase database, string table) => [.. (await LinesAsync(database, $"SELECT * FROM {table}")).Order(StringComparer.Ordinal)];

    private static async Task<List<string>> LinesAsync(TestDatabase database, string sql)
    {
        await using var db = await database.Contexts().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await row.ReadAsync()) lines.Add(string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => $"{row.GetName(i)}={Text(row, i)}").Order(StringComparer.Ordinal)));
        return lines;
    }

    /// <summary>The same text for the same value: SQLite has neither instants nor truths of its own.</summary>
    private static string Text(DbDataReader row, int column) => row.GetValue(column) switch
    {
        DBNull => "null",
        byte[] bytes => Convert.ToHexString(bytes),
        bool truth => truth ? "1" : "0",
        DateTime instant when row.GetDataTypeName(column) == "date" => instant.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
