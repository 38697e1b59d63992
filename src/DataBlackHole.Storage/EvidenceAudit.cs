using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage.Logging;
using DataBlackHole.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>What kind of thing is wrong.</summary>
public enum AuditedThing
{
    /// <summary>Not known; never reported.</summary>
    Unknown = 0,

    /// <summary>A kept body.</summary>
    Body,

    /// <summary>A measurement with its observations.</summary>
    Measurement,

    /// <summary>The look times of a run.</summary>
    Looks,

    /// <summary>A change of status.</summary>
    Flip,

    /// <summary>A version of an announced calendar.</summary>
    CalendarVersion,

    /// <summary>A version of an entry of the cited history.</summary>
    CuratedEntry,

    /// <summary>What an operator said of a conclusion.</summary>
    VerdictReview,

    /// <summary>A leaf of the log.</summary>
    LogLeaf,

    /// <summary>A subtree of the log.</summary>
    LogNode,

    /// <summary>A signed checkpoint.</summary>
    Checkpoint,

    /// <summary>A public key.</summary>
    Key,

    /// <summary>A time stamp.</summary>
    Stamp,
}

/// <summary>One thing that is wrong.</summary>
public sealed record AuditFinding(AuditedThing Thing, string Id, string Message)
{
    public override string ToString() => $"{Thing} {Id}: {Message}";
}

/// <summary>What was checked, and what is wrong.</summary>
public sealed record AuditReport(
    long Leaves, long Queued, long Nodes, long Bodies, IReadOnlyDictionary<LogEntryKind, long> Records, long Checkpoints, ImmutableArray<AuditFinding> Findings);

/// <summary>
/// Checks the whole record against itself, offline: bodies against their digests, records against their leaves, leaves against nodes and
/// checkpoints, checkpoints against their signatures. It says which thing is at fault: a node whose parent agrees with the leaves is wrong
/// itself; where leaf and tree disagree the leaf is; where the tree agrees with the leaf the record is.
/// </summary>
public sealed class EvidenceAudit(IDbContextFactory<MonitorDb> contexts)
{
    /// <param name="trustedKeys">Identities of keys that may sign; null takes the recorded ones at their word.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public async Task<AuditReport> RunAsync(IReadOnlySet<string>? trustedKeys = null, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(cancellationToken);
        // One view of everything, whatever is recorded meanwhile; nobody has to wait for it.
        await using DbTransaction transaction = connection is SqliteConnection file
            ? file.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var tree = await TreeAudit.RunAsync(connection, transaction, trustedKeys, cancellationToken);
        var records = await new RecordAudit(tree).RunAsync(connection, transaction, cancellationToken);
        var told = records.Findings.Where(f => f.Thing == AuditedThing.Measurement).Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        var (bodies, damaged) = await BodiesAsync(connection, transaction, told, cancellationToken);
        return new AuditReport(
            tree.Size, tree.Queued, tree.Nodes, bodies, records.Counts, tree.Checkpoints, [.. tree.Findings, .. records.Findings, .. tree.UnexplainedFaults(), .. damaged]);
    }

    private static async Task<(long Count, List<AuditFinding> Findings)> BodiesAsync(
        DbConnection connection, DbTransaction transaction, HashSet<string> told, CancellationToken cancellationToken)
    {
        var (count, findings) = (0L, new List<AuditFinding>());
        await LogNodes.ReadAsync(
            connection, transaction, "SELECT digest, length, encoding, content FROM bodies",
            row =>
            {
                count++;
                var digest = Convert.ToString(row.GetValue(0), CultureInfo.InvariantCulture) ?? "";
                if (Bodies.IsDamaged(digest, row.GetValue(1) as long? ?? -1, row.GetValue(2) as string, row.GetValue(3) as byte[]))
                    findings.Add(new AuditFinding(AuditedThing.Body, digest, "the stored bytes do not have this digest"));
            },
            cancellationToken);
        await LogNodes.ReadAsync(
            connection, transaction, "SELECT m.id, m.body_digest FROM measurements m WHERE m.body_digest IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bodies b WHERE b.digest = m.body_digest) ORDER BY m.id",
            row =>
            {
                // A measurement that was changed itself may well name a body that never was.
                if (!told.Contains(row.GetInt64(0).ToString(CultureInfo.InvariantCulture)))
                    findings.Add(new AuditFinding(AuditedThing.Body, row.GetString(1), $"is not kept, and measurement {row.GetInt64(0)} refers to it"));
            },
            cancellationToken);
        return (count, findings);
    }
}
