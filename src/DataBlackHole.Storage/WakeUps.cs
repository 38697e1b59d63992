using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>
/// Plans many wake-ups at once in the tables of the scheduler on PostgreSQL, which plans them one by one: each is a copy of a row that the
/// scheduler wrote itself, under another name and for another moment.
/// </summary>
public sealed class WakeUps(IDbContextFactory<MonitorDb> contexts)
{
    private static readonly (string Table, string Key)[] _tables = [("qrtz_job_details", "job"), ("qrtz_triggers", "trigger"), ("qrtz_simple_triggers", "trigger")];

    /// <summary>Copies the job and trigger of a name; names that are there already are left as they are.</summary>
    /// <param name="scheduler">Name of the scheduler.</param>
    /// <param name="group">Group of jobs and triggers.</param>
    /// <param name="pattern">Whose rows are copied.</param>
    /// <param name="moments">By name, when it is to be woken.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public async Task CopyAsync(string scheduler, string group, string pattern, IReadOnlyDictionary<string, DateTimeOffset> moments, CancellationToken cancellationToken = default)
    {
        string[] names = [.. moments.Keys];
        long[] ticks = [.. moments.Values.Select(m => m.UtcTicks)];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The lock under which the scheduler itself changes triggers.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM qrtz_locks WHERE sched_name = {scheduler} AND lock_name = 'TRIGGER_ACCESS' FOR UPDATE", cancellationToken);
        var own = new Dictionary<string, string> { ["job_name"] = "p.n", ["trigger_name"] = "p.n", ["next_fire_time"] = "p.at", ["start_time"] = "p.at" };
        foreach (var (table, key) in _tables)
        {
            var columns = await db.Database.SqlQuery<string>($"SELECT attname::text AS \"Value\" FROM pg_attribute WHERE attrelid = {table}::regclass AND attnum > 0 AND NOT attisdropped").ToListAsync(cancellationToken);
            // Names of columns and tables cannot be parameters; these are the database's own.
            var sql = $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", columns.Select(c => own.GetValueOrDefault(c, $"t.{c}")))}"
                + $" FROM {table} t, unnest({{0}}, {{1}}) AS p(n, at) WHERE t.sched_name = {{2}} AND t.{key}_group = {{3}} AND t.{key}_name = {{4}} ON CONFLICT DO NOTHING";
            await db.Database.ExecuteSqlRawAsync(sql, [names, ticks, scheduler, group, pattern], cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }
}
