using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>A node that works on the record now.</summary>
/// <param name="Name">Its name, another one at every start.</param>
/// <param name="CatalogueHash">The definitions it works by.</param>
/// <param name="Form">The form in which it keeps what it remembers; see <see cref="RecordForm"/>.</param>
/// <param name="StartedAt">When it started, on the clock of the database.</param>
/// <param name="SeenAgo">How long ago it was seen.</param>
/// <param name="StandsBy">Whether it has left the work to nodes with newer definitions.</param>
public sealed record LiveNode(string Name, string CatalogueHash, int Form, DateTimeOffset StartedAt, TimeSpan SeenAgo, bool StandsBy)
{
    /// <summary>Whether a node with these definitions and this program may work beside it.</summary>
    public bool WorksLike(string catalogueHash) => CatalogueHash == catalogueHash && Form == RecordForm.Current;
}

/// <summary>The nodes that share one PostgreSQL: each says now and then that it is there.</summary>
public sealed class Nodes(IDbContextFactory<MonitorDb> contexts)
{
    /// <summary>A node is there; those that were not seen for a day are forgotten.</summary>
    public async Task BeatAsync(string node, string catalogueHash, bool standsBy, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var basis = RecordForm.Write(catalogueHash);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO nodes (node, catalogue_hash, started_at, seen_at, stands_by) VALUES ({node}, {basis}, clock_timestamp(), clock_timestamp(), {standsBy})
            ON CONFLICT (node) DO UPDATE SET seen_at = excluded.seen_at, stands_by = excluded.stands_by
            """,
            cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM nodes WHERE seen_at < clock_timestamp() - interval '1 day'", cancellationToken);
    }

    /// <summary>A node stops.</summary>
    public async Task LeaveAsync(string node, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM nodes WHERE node = {node}", cancellationToken);
    }

    /// <summary>The nodes that were seen within a time, the one that started last first.</summary>
    public async Task<IReadOnlyList<LiveNode>> SeenAsync(TimeSpan within, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Database.SqlQuery<Answer>(
            $"""
            SELECT node AS "Node", catalogue_hash AS "Basis", started_at AS "StartedAt", stands_by AS "StandsBy",
                extract(epoch FROM clock_timestamp() - seen_at)::float8 AS "Ago" FROM nodes
            WHERE seen_at >= clock_timestamp() - {within.TotalSeconds} * interval '1 second'
            """).ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(n => n.StartedAt).ThenByDescending(n => n.Node, StringComparer.Ordinal)
            .Select(n => n.ToNode())];
    }

    private sealed record Answer(string Node, string Basis, DateTime StartedAt, bool StandsBy, double Ago)
    {
        public LiveNode ToNode()
        {
            var (hash, form) = RecordForm.Read(Basis);
            return new LiveNode(Node, hash, form, StartedAt, TimeSpan.FromSeconds(Ago), StandsBy);
        }
    }
}
