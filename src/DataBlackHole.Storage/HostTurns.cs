using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>What became of asking for a turn.</summary>
/// <param name="IsMine">Whether the turn is ours.</param>
/// <param name="IsHeld">Whether another node has it; it may give it back at any moment.</param>
/// <param name="Wait">How long the host is not to be asked, by the rules alone.</param>
/// <param name="Quiet">How long the host wants silence.</param>
public sealed record HostClaim(bool IsMine, bool IsHeld, TimeSpan Wait, TimeSpan Quiet);

/// <summary>
/// Turns at hosts for nodes that share one PostgreSQL. A turn is claimed by one conditional statement, on the clock of the database, and ends by
/// itself when it is not given back.
/// </summary>
public sealed class HostTurns(IDbContextFactory<MonitorDb> contexts)
{
    private const string Rules = "greatest(t.quiet_until, t.ended_at + greatest({1}, t.gap_seconds, CASE WHEN t.in_burst >= {2} THEN {3} ELSE 0 END) * interval '1 second')";

    /// <summary>Asks for the turn; who asks again under the same name keeps it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="holder">Who asks: another name for every request.</param>
    /// <param name="gap">Least distance to the request before.</param>
    /// <param name="lease">After which time the turn ends by itself.</param>
    /// <param name="burst">After how many requests in a row a pause is due, and how long it is.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public async Task<HostClaim> TakeAsync(string host, string holder, TimeSpan gap, TimeSpan lease, (int Most, TimeSpan Pause) burst, CancellationToken cancellationToken = default)
    {
        const string sql = $$"""
            WITH taken AS (
                INSERT INTO host_turns AS t (host, holder, lease_until, gap_seconds, in_burst, next_slot)
                VALUES ({0}, {4}, clock_timestamp() + {5} * interval '1 second', 0, 1, '-infinity')
                ON CONFLICT (host) DO UPDATE SET holder = excluded.holder, lease_until = excluded.lease_until,
                    in_burst = CASE WHEN t.ended_at > clock_timestamp() - {3} * interval '1 second' THEN t.in_burst + 1 ELSE 1 END
                WHERE t.holder = excluded.holder OR greatest(t.lease_until, {{Rules}}) <= clock_timestamp()
                RETURNING t.host)
            SELECT EXISTS (SELECT 1 FROM taken) AS "IsMine",
                coalesce(bool_or(t.holder <> '' AND t.lease_until > clock_timestamp()), false) AS "IsHeld",
                coalesce(max(extract(epoch FROM {{Rules}} - clock_timestamp())), 0)::float8 AS "Wait",
                coalesce(max(extract(epoch FROM t.quiet_until - clock_timestamp())), 0)::float8 AS "Quiet"
            FROM host_turns t WHERE t.host = {0}
            """;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var answers = await db.Database.SqlQueryRaw<Answer>(sql, host, gap.TotalSeconds, burst.Most, burst.Pause.TotalSeconds, holder, lease.TotalSeconds).ToListAsync(cancellationToken);
        var answer = answers[0];
        return new HostClaim(answer.IsMine, answer.IsHeld, Seconds(answer.Wait), Seconds(answer.Quiet));
    }

    /// <summary>Gives the turn back when the request has ended; a turn that ended by itself meanwhile is not ours to give.</summary>
    public async Task GiveBackAsync(string host, string holder, TimeSpan gap, TimeSpan quiet, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE host_turns SET holder = '', lease_until = clock_timestamp(), ended_at = clock_timestamp(), gap_seconds = {gap.TotalSeconds},
                quiet_until = CASE WHEN {quiet.TotalSeconds} > 0 THEN greatest(quiet_until, clock_timestamp() + {quiet.TotalSeconds} * interval '1 second') ELSE quiet_until END
            WHERE host = {host} AND holder = {holder}
            """,
            cancellationToken);
    }

    /// <summary>Gives a look its moment at a host: each that asks gets the one after, a gap apart.</summary>
    /// <returns>How long it is until then.</returns>
    public async Task<TimeSpan> ReserveAsync(string host, TimeSpan gap, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var wait = await db.Database.SqlQuery<double>(
            $"""
            INSERT INTO host_turns AS t (host, holder, lease_until, gap_seconds, in_burst, next_slot)
            VALUES ({host}, '', '-infinity', 0, 0, clock_timestamp() + {gap.TotalSeconds} * interval '1 second')
            ON CONFLICT (host) DO UPDATE SET next_slot = greatest(t.next_slot, clock_timestamp()) + {gap.TotalSeconds} * interval '1 second'
            RETURNING extract(epoch FROM t.next_slot - clock_timestamp())::float8 - {gap.TotalSeconds} AS "Value"
            """).ToListAsync(cancellationToken);
        return Seconds(wait[0]);
    }

    private static TimeSpan Seconds(double seconds) => seconds > 0 ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;

    private sealed record Answer(bool IsMine, bool IsHeld, double Wait, double Quiet);
}
