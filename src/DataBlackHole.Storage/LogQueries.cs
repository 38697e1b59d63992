using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage.Logging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>A leaf of the log with the entry it commits to.</summary>
/// <param name="Entry">The canonical form of the record as it stands now; it has the hash unless the record was changed.</param>
public sealed record LogEntry(long Index, LogEntryKind Kind, long Subject, int Looks, TreeHash Hash, string Entry);

/// <summary>A signed checkpoint.</summary>
public sealed record SignedCheckpoint(long Size, string KeyId, string Note, ImmutableArray<CheckpointStamp> Stamps);

/// <summary>A time stamp of a checkpoint by an authority.</summary>
public sealed record CheckpointStamp(long Id, string Authority, ReadOnlyMemory<byte> Token, string TokenDigest);

/// <summary>Hashes that prove something, in the order of RFC 6962.</summary>
public sealed record LogProof(long From, long To, ImmutableArray<TreeHash> Hashes);

/// <summary>What there is to ask the log. Nothing here writes.</summary>
public sealed class LogQueries(IDbContextFactory<MonitorDb> contexts)
{
    public async Task<long> SizeAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await LogNodes.SizeAsync(db.Database.GetDbConnection(), null, cancellationToken);
    }

    /// <summary>Checkpoints, the last first.</summary>
    public async Task<IReadOnlyList<SignedCheckpoint>> CheckpointsAsync(long? before, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var rows = await db.LogCheckpoints.AsNoTracking().Where(c => before == null || c.Size < before).OrderByDescending(c => c.Size).Take(limit).ToListAsync(cancellationToken);
        var sizes = rows.Select(r => r.Size).ToList();
        var stamps = (await db.LogStamps.AsNoTracking().Where(s => sizes.Contains(s.Size)).OrderBy(s => s.Id).ToListAsync(cancellationToken)).ToLookup(s => s.Size);
        return [.. rows.Select(r => new SignedCheckpoint(r.Size, r.KeyId, r.Note, [.. stamps[r.Size].Select(s => new CheckpointStamp(s.Id, s.Authority, s.Token, s.TokenDigest))]))];
    }

    /// <summary>Public keys by their identity.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> KeysAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await db.LogKeys.AsNoTracking().ToDictionaryAsync(k => k.KeyId, k => k.PublicKey, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Checkpoints that the authority has not stamped, the last first.</summary>
    public async Task<IReadOnlyList<SignedCheckpoint>> UnstampedAsync(string authority, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var rows = await db.LogCheckpoints.AsNoTracking().Where(c => !db.LogStamps.Any(s => s.Size == c.Size && s.Authority == authority))
            .OrderByDescending(c => c.Size).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new SignedCheckpoint(r.Size, r.KeyId, r.Note, []))];
    }

    /// <summary>The place of the leaf with this hash: the first, should two records be the same to the byte.</summary>
    public async Task<long?> FindAsync(TreeHash leaf, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var bytes = leaf.ToArray();
        return await db.LogLeaves.Where(l => l.Hash == bytes).OrderBy(l => l.LeafIndex).Select(l => (long?)l.LeafIndex).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The leaves that commit to a record, in order: its own, and for a run of looks those that cover its growth.</summary>
    public async Task<IReadOnlyList<LogEntry>> LeavesOfAsync(LogEntryKind kind, IReadOnlyCollection<long> subjects, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var leaves = new List<LogEntry>();
        foreach (var some in subjects.Distinct().Chunk(500))
        {
            var rows = await db.LogLeaves.AsNoTracking().Where(l => l.Kind == kind && some.Contains(l.Subject)).OrderBy(l => l.LeafIndex).ToListAsync(cancellationToken);
            leaves.AddRange(await WithEntriesAsync(db, rows, cancellationToken));
        }
        return leaves;
    }

    public async Task<TreeHash?> LeafAsync(long index, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var hash = await db.LogLeaves.Where(l => l.LeafIndex == index).Select(l => l.Hash).FirstOrDefaultAsync(cancellationToken);
        return hash is null ? null : TreeHash.Of(hash);
    }

    /// <summary>Leaves from an index on, each with its entry.</summary>
    public async Task<IReadOnlyList<LogEntry>> EntriesAsync(long from, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var rows = await db.LogLeaves.AsNoTracking().Where(l => l.LeafIndex >= from).OrderBy(l => l.LeafIndex).Take(limit).ToListAsync(cancellationToken);
        return await WithEntriesAsync(db, rows, cancellationToken);
    }

    public Task<LogProof> InclusionAsync(long index, long size, CancellationToken cancellationToken = default) =>
        ProveAsync(index, size, TreeProof.Inclusion(index, size), cancellationToken);

    public Task<LogProof> ConsistencyAsync(long from, long to, CancellationToken cancellationToken = default) =>
        ProveAsync(from, to, TreeProof.Consistency(from, to), cancellationToken);

    private async Task<LogProof> ProveAsync(long from, long to, ImmutableArray<ImmutableArray<NodeId>> steps, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        var hashOf = await LogNodes.LoadAsync(db.Database.GetDbConnection(), null, [.. steps.SelectMany(s => s)], cancellationToken);
        return new LogProof(from, to, [.. steps.Select(s => TreeProof.Fold(s, hashOf))]);
    }

    private static async Task<List<LogEntry>> WithEntriesAsync(MonitorDb db, List<LogLeafRow> rows, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<(LogEntryKind, long, int), string>();
        var connection = db.Database.GetDbConnection();
        var json = new CanonicalJson();
        foreach (var kind in rows.GroupBy(r => r.Kind))
        {
            var ids = $"t.id IN ({string.Join(',', kind.Select(r => r.Subject.ToString(CultureInfo.InvariantCulture)).Distinct())})";
            if (kind.Key == LogEntryKind.Looks)
            {
                var wanted = kind.ToLookup(r => r.Subject, r => r.Looks);
                await foreach (var run in LeafReader.RunsAsync(connection, null, ids, cancellationToken))
                {
                    foreach (var looks in wanted[run.Id])
                    {
                        WriteLooks(json, run, looks);
                        texts[(LogEntryKind.Looks, run.Id, looks)] = Encoding.UTF8.GetString(json.Written);
                    }
                }
            }
            else
            {
                await LeafReader.ReadAsync(
                    connection, null, LeafForm.Of(kind.Key), ids, (id, found) => texts[(kind.Key, id, 0)] = Encoding.UTF8.GetString(found.Written), cancellationToken);
            }
        }
        return [.. rows.Select(r => new LogEntry(r.LeafIndex, r.Kind, r.Subject, r.Looks, TreeHash.Of(r.Hash), texts.GetValueOrDefault((r.Kind, r.Subject, r.Looks), "")))];
    }

    /// <summary>The entry that covered the looks of a run up to a number, from the run as it stands.</summary>
    internal static void WriteLooks(CanonicalJson json, RunTimes run, int looks)
    {
        var prefix = LooksForm.Prefix(run.Times, looks);
        LooksForm.Write(json, run.Id, looks, LooksForm.LastAt(run.FirstAt, prefix.ToArray()), prefix);
    }

    private async Task<MonitorDb> OpenAsync(CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        return db;
    }
}
