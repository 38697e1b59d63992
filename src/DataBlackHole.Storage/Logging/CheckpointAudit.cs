using System.Data.Common;
using System.Globalization;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Storage.Logging;

/// <summary>A checkpoint on record; without a root when its note cannot be believed.</summary>
internal sealed record CheckedNote(long Size, TreeHash? Root);

/// <summary>Checks every checkpoint against its signature and its key.</summary>
internal static class CheckpointAudit
{
    public static async Task<List<CheckedNote>> ReadAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlySet<string>? trustedKeys, List<AuditFinding> findings, CancellationToken cancellationToken)
    {
        var keys = await KeysAsync(connection, transaction, trustedKeys, findings, cancellationToken);
        var notes = new List<CheckedNote>();
        await LogNodes.ReadAsync(
            connection, transaction, "SELECT size, key_id, note FROM log_checkpoints ORDER BY size",
            row =>
            {
                var size = row.GetInt64(0);
                var keyId = row.GetValue(1) as string ?? "";
                // What a damaged key signed cannot be judged; that the key is damaged is said once.
                var isTold = findings.Exists(f => f.Thing == AuditedThing.Key && f.Id == keyId);
                var (checkpoint, wrong) = isTold ? (null, null) : Check(size, keyId, row.GetValue(2) as string ?? "", keys);
                if (wrong is not null) findings.Add(new AuditFinding(AuditedThing.Checkpoint, size.ToString(CultureInfo.InvariantCulture), wrong));
                notes.Add(new CheckedNote(size, wrong is null ? checkpoint?.Root : null));
            },
            cancellationToken);
        return notes;
    }

    private static (Checkpoint? Checkpoint, string? Wrong) Check(long size, string keyId, string note, Dictionary<string, byte[]> keys)
    {
        if (!keys.TryGetValue(keyId, out var key)) return (null, $"no key {keyId} that may sign is on record");
        if (!SignedNote.IsSignedBy(note, key)) return (null, $"the signature of key {keyId} does not hold");
        if (!Checkpoint.TryParse(SignedNote.TextOf(note)!, out var checkpoint)) return (null, "the signed text is no checkpoint");
        return checkpoint!.Size == size ? (checkpoint, null) : (null, $"the signed size is {checkpoint.Size}");
    }

    private static async Task<Dictionary<string, byte[]>> KeysAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlySet<string>? trustedKeys, List<AuditFinding> findings, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await LogNodes.ReadAsync(
            connection, transaction, "SELECT key_id, public_key FROM log_keys ORDER BY key_id",
            row =>
            {
                var id = row.GetValue(0) as string ?? "";
                if (row.GetValue(1) is not byte[] key || SignedNote.KeyId(key) != id) findings.Add(new AuditFinding(AuditedThing.Key, id, "the stored key does not have this identity"));
                else if (trustedKeys?.Contains(id) == false) findings.Add(new AuditFinding(AuditedThing.Key, id, "is not among the trusted keys"));
                else keys[id] = key;
            },
            cancellationToken);
        return keys;
    }
}
