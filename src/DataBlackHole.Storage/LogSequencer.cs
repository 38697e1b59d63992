using System.Data.Common;
using System.Globalization;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage.Logging;
using DataBlackHole.Storage.Rows;
using DataBlackHole.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>
/// Gives queued leaves their place in the log, in the order in which they were queued. Any node may try; whoever holds the claim does it,
/// and the others have nothing to do.
/// </summary>
public sealed class LogSequencer(IDbContextFactory<MonitorDb> contexts)
{
    /// <summary>Leaves given their place in one transaction.</summary>
    private const int Batch = 20_000;

    private bool _caughtUp;

    /// <returns>How many leaves were added; none when another node holds the claim.</returns>
    public async Task<long> IntegrateAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!_caughtUp) _caughtUp = await LogBackfill.RunAsync(db, cancellationToken);
        if (!_caughtUp) return 0;
        await using var cache = await SqliteCache.WidenAsync(db, cancellationToken);
        for (var added = 0L; ;)
        {
            var now = await IntegrateBatchAsync(db, isFirst: added == 0, cancellationToken);
            added += now;
            if (now < Batch) return added;
        }
    }

    /// <summary>Signs the log as it stands, when it has grown since the last checkpoint.</summary>
    /// <param name="origin">Name of the log.</param>
    /// <param name="publicKey">SubjectPublicKeyInfo of the signer.</param>
    /// <param name="sign">From the text of a checkpoint to its signed note.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    /// <returns>The checkpoint, or null when there was nothing new to sign.</returns>
    public async Task<Checkpoint?> CheckpointAsync(
        string origin, ReadOnlyMemory<byte> publicKey, Func<string, string> sign, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var claim = await SequencerClaim.TakeAsync(db, cancellationToken);
        if (claim is null) return null;
        var frontier = await LogNodes.FrontierAsync(claim.Connection, claim.Transaction, cancellationToken);
        if (frontier.Size == 0 || frontier.Size <= (await db.LogCheckpoints.MaxAsync(c => (long?)c.Size, cancellationToken) ?? 0)) return null;
        var checkpoint = new Checkpoint(origin, frontier.Size, frontier.Root, UtcMilliseconds.Truncate(now));
        var keyId = SignedNote.KeyId(publicKey.Span);
        if (!await db.LogKeys.AnyAsync(k => k.KeyId == keyId, cancellationToken)) db.LogKeys.Add(new LogKeyRow { KeyId = keyId, PublicKey = publicKey.ToArray() });
        db.LogCheckpoints.Add(new LogCheckpointRow { Size = frontier.Size, KeyId = keyId, Note = sign(checkpoint.Text) });
        await db.SaveChangesAsync(cancellationToken);
        await claim.CommitAsync(cancellationToken);
        return checkpoint;
    }

    /// <summary>Keeps a time stamp of a checkpoint; a second one of the same authority is not needed.</summary>
    public async Task KeepStampAsync(long size, string authority, ReadOnlyMemory<byte> token, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (await db.LogStamps.AnyAsync(s => s.Size == size && s.Authority == authority, cancellationToken)) return;
            db.LogStamps.Add(new LogStampRow { Size = size, Authority = authority, Token = token.ToArray(), TokenDigest = ContentDigest.Of(token.Span).Hex });
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception error) when (WriteConflict.Is(error))
        {
            // Another node stamped the same checkpoint at the same moment.
        }
    }

    private static async Task<int> IntegrateBatchAsync(MonitorDb db, bool isFirst, CancellationToken cancellationToken)
    {
        await using var claim = await SequencerClaim.TakeAsync(db, cancellationToken);
        if (claim is null) return 0;
        if (isFirst) await ForgetRepeatedAsync(db, cancellationToken);
        var (hashes, last) = await QueuedAsync(claim.Connection, claim.Transaction, cancellationToken);
        if (hashes.Count == 0) return 0;
        var frontier = await LogNodes.FrontierAsync(claim.Connection, claim.Transaction, cancellationToken);
        await MoveAsync(db, frontier.Size, last, cancellationToken);
        var nodes = new List<(NodeId Id, TreeHash Hash)>();
        foreach (var hash in hashes)
        {
            frontier.Append(hash, (id, node) =>
            {
                if (id.Level >= LogNodes.LowestKept) nodes.Add((id, node));
            });
        }
        await WriteAsync(claim.Connection, claim.Transaction, nodes, cancellationToken);
        await claim.CommitAsync(cancellationToken);
        return hashes.Count;
    }

    /// <summary>What is in the log already was queued a second time by a node that could not see it yet. It must not stop those behind it.</summary>
    private static async Task ForgetRepeatedAsync(MonitorDb db, CancellationToken cancellationToken) => await db.LogLeafQueue
        .Where(q => db.LogLeaves.Any(l => l.Kind == q.Kind && l.Subject == q.Subject && l.Looks == q.Looks && l.Hash == q.Hash)).ExecuteDeleteAsync(cancellationToken);

    private static async Task<(List<TreeHash> Hashes, long Last)> QueuedAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var (hashes, last) = (new List<TreeHash>(), 0L);
        var sql = string.Create(CultureInfo.InvariantCulture, $"SELECT id, hash FROM log_leaf_queue ORDER BY id LIMIT {Batch}");
        await LogNodes.ReadAsync(
            connection, transaction, sql,
            row =>
            {
                last = row.GetInt64(0);
                hashes.Add(TreeHash.Of(row.GetFieldValue<byte[]>(1)));
            },
            cancellationToken);
        return (hashes, last);
    }

    private static async Task MoveAsync(MonitorDb db, long size, long last, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO log_leaves (leaf_index, kind, subject, looks, hash)
            SELECT {size} + row_number() OVER (ORDER BY id) - 1, kind, subject, looks, hash FROM log_leaf_queue WHERE id <= {last} ORDER BY id
            """,
            cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM log_leaf_queue WHERE id <= {last}", cancellationToken);
    }

    private static async Task WriteAsync(DbConnection connection, DbTransaction transaction, List<(NodeId Id, TreeHash Hash)> nodes, CancellationToken cancellationToken)
    {
        if (nodes.Count == 0) return;
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO log_nodes (node_level, node_index, hash) VALUES (@level, @index, @hash)";
        var (level, index, hash) = (command.Value("@level", 0), command.Value("@index", 0L), command.Value("@hash", Array.Empty<byte>()));
        await command.PrepareAsync(cancellationToken);
        foreach (var node in nodes)
        {
            (level.Value, index.Value, hash.Value) = (node.Id.Level, node.Id.Index, node.Hash.ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
