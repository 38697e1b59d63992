using System.Data.Common;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

/// <summary>The database itself refuses to change history, whoever asks.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class GuardTests(DatabaseProvider provider) : StorageTests(provider)
{
    private static readonly string[] Tables = HistoryTables;
    private static readonly string[] MayGrow = ["last_at", "looks", "times"];

    [OneTimeSetUp]
    public async Task RecordSomeHistory()
    {
        await RecordHistoryAsync(Database);
        Assert.That((await Database.CountRowsAsync()).Where(t => HistoryTables.Contains(t.Key)).Select(t => t.Value), Is.All.EqualTo(1));
    }

    [TestCaseSource(nameof(Tables))]
    public async Task No_row_of_history_can_be_deleted(string table)
    {
        await Database.AssertRefusedAsync($"DELETE FROM {table}");
        Assert.That(await Database.ScalarAsync<long>($"SELECT count(*) FROM {table}"), Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public async Task No_column_of_history_can_be_rewritten()
    {
        foreach (var (table, column) in await Database.HistoryColumnsAsync())
        {
            if (table == "measurements" && MayGrow.Contains(column)) continue;
            await Database.AssertRefusedAsync($"UPDATE {table} SET {column} = {await OtherValueAsync(table, column)}");
        }
    }

    [TestCase("last_at = '2026-08-19 14:00:00'", TestName = "A_run_cannot_gain_time_without_a_look")]
    [TestCase("last_at = '2026-08-19 14:00:00', looks = looks + 1", TestName = "A_run_cannot_gain_a_look_without_its_time")]
    [TestCase("last_at = '2026-08-19 12:30:00', looks = looks + 1, times = {GROWN}", TestName = "A_run_cannot_end_earlier")]
    [TestCase("last_at = '2026-08-19 14:00:00', looks = looks - 1, times = {GROWN}", TestName = "A_run_cannot_lose_looks")]
    [TestCase("last_at = '2026-08-19 14:00:00', looks = looks + 1, times = {OTHER}", TestName = "A_run_cannot_rewrite_its_times")]
    [TestCase("last_at = '2026-08-19 14:00:00', looks = looks + 1, times = {SHORT}", TestName = "A_run_cannot_drop_its_times")]
    [TestCase("last_at = '2026-08-19 14:00:00', looks = looks + 1, times = {GROWN}, status = 500", TestName = "A_run_cannot_change_while_it_grows")]
    public Task A_run_may_only_grow(string set) => Database.AssertRefusedAsync($"UPDATE measurements SET {Times(set)} WHERE source_key = 'history'");

    [Test]
    public async Task Only_the_latest_run_of_an_address_may_grow()
    {
        await Store.RecordAsync(Look(Key, 0, Read(Page(Key, Noon))));
        await Store.RecordAsync(Look(Key, 1, Read(Failed(Key, Noon.AddHours(1)))));
        var grow = Times($"UPDATE measurements SET last_at = '2026-08-19 14:00:00', looks = looks + 1, times = {{GROWN}} WHERE source_key = '{Key}'");
        await Database.AssertRefusedAsync($"{grow} AND status = 200");
        Assert.That(await Database.ExecuteAsync($"{grow} AND status IS NULL"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_run_cannot_refer_to_a_body_that_is_not_there()
    {
        var columns = (await Database.HistoryColumnsAsync())
            .Where(c => c.Table == "measurements" && c.Column is not ("id" or "body_digest")).Select(c => c.Column);
        var list = string.Join(",", columns);
        await Assert.ThatAsync(
            () => Database.ExecuteAsync($"INSERT INTO measurements (body_digest,{list}) SELECT 'nothing',{list} FROM measurements"),
            Throws.InstanceOf<DbException>().With.Message.Contains("foreign key").IgnoreCase);
    }

    private string Times(string sql)
    {
        var sqlite = Provider == DatabaseProvider.Sqlite;
        return sql
            .Replace("{GROWN}", sqlite ? "CAST(times || x'01' AS BLOB)" : "times || '\\x01'::bytea", StringComparison.Ordinal)
            .Replace("{OTHER}", sqlite ? "CAST(x'01' || times AS BLOB)" : "'\\x01'::bytea || times", StringComparison.Ordinal)
            .Replace("{SHORT}", sqlite ? "x''" : "''::bytea", StringComparison.Ordinal);
    }

    private async Task<string> OtherValueAsync(string table, string column)
    {
        if (column == "id") return "id + 1000";
        var isNull = await Database.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE {column} IS NULL") > 0;
        if (!isNull) return "NULL";
        if (Provider == DatabaseProvider.Sqlite) return "1";
        var type = await Database.ScalarAsync<string>(
            $"SELECT data_type FROM information_schema.columns WHERE table_name = '{table}' AND column_name = '{column}'");
        return type switch
        {
            "text" => "'1'",
            "date" => "'2026-01-01'",
            "timestamp with time zone" => "'2026-01-01'",
            _ => "1",
        };
    }
}
