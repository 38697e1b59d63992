using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

/// <summary>What only PostgreSQL can do wrong.</summary>
internal sealed class PostgresTests() : StorageTests(DatabaseProvider.Postgres)
{
    private static readonly string[] Tables = HistoryTables;

    [OneTimeSetUp]
    public Task RecordSomeHistory() => RecordHistoryAsync(Database);

    [TestCaseSource(nameof(Tables))]
    public Task No_table_of_history_can_be_emptied(string table) => Database.AssertRefusedAsync($"TRUNCATE {table} CASCADE");

    [TestCaseSource(nameof(Tables))]
    public Task A_session_that_calls_itself_a_replica_cannot_delete_either(string table) =>
        Database.AssertRefusedAsync($"SET session_replication_role = replica; DELETE FROM {table}");
}
