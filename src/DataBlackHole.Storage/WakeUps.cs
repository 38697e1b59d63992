using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>
/// Plans many wake-ups at once in the tables of the scheduler on PostgreSQL, which plans them one by one: each is a copy of a row that the
/// scheduler wrote itself, under another name and for another moment.
/// </summary>
public sealed class WakeUps(IDbContextFactory<MonitorDb> contexts)
{
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
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO qrtz_job_details SELECT (jsonb_populate_record(j, jsonb_build_object('job_name', n))).* FROM qrtz_job_details j, unnest({names}) n
            WHERE j.sched_name = {scheduler} AND j.job_group = {group} AND j.job_name = {pattern} ON CONFLICT DO NOTHING
            """,
            cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO qrtz_triggers SELECT (jsonb_populate_record(t, jsonb_build_object('trigger_name', n, 'job_name', n, 'next_fire_time', at, 'start_time', at))).*
            FROM qrtz_triggers t, unnest({names}, {ticks}) AS planned(n, at)
            WHERE t.sched_name = {scheduler} AND t.trigger_group = {group} AND t.trigger_name = {pattern} ON CONFLICT DO NOTHING
            """,
            cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO qrtz_simple_triggers SELECT (jsonb_populate_record(t, jsonb_build_object('trigger_name', n))).* FROM qrtz_simple_triggers t, unnest({names}) n
            WHERE t.sched_name = {scheduler} AND t.trigger_group = {group} AND t.trigger_name = {pattern} ON CONFLICT DO NOTHING
            """,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
