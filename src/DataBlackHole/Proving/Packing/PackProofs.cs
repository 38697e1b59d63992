using DataBlackHole.Core.Evidence;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole.Proving.Packing;

/// <summary>A record of a pack with the proof that it is in the log.</summary>
public sealed record PackLeaf(long Index, long Size, LogEntryKind Kind, long Record, string LeafHash, string Entry, IReadOnlyList<string> Hashes);

/// <summary>Proofs for all records of a pack against one checkpoint.</summary>
/// <param name="Checkpoint">Null when none was signed yet.</param>
/// <param name="NotYetSigned">Records that the checkpoint does not cover.</param>
public sealed record PackProofs(CheckpointDocument? Checkpoint, IReadOnlyList<PackLeaf> Leaves, int NotYetSigned)
{
    public static async Task<PackProofs> OfAsync(PackContent pack, LogQueries queries, CancellationToken stopping)
    {
        if (await queries.CheckpointsAsync(null, 1, stopping) is not [var signed]) return new PackProofs(null, [], pack.Measurements.Length);
        var entries = new List<LogEntry>();
        entries.AddRange(await queries.LeavesOfAsync(LogEntryKind.Measurement, pack.Measurements, stopping));
        entries.AddRange(await queries.LeavesOfAsync(LogEntryKind.Looks, pack.Measurements, stopping));
        entries.AddRange(await queries.LeavesOfAsync(LogEntryKind.CalendarVersion, [.. pack.Calendars.Select(c => c.Id)], stopping));
        entries.AddRange(await queries.LeavesOfAsync(LogEntryKind.Flip, [.. pack.Flips.Select(f => f.Id)], stopping));
        var leaves = new List<PackLeaf>();
        foreach (var entry in entries.Where(e => e.Index < signed.Size).OrderBy(e => e.Index))
        {
            var proof = LogMapping.Inclusion(entry.Hash, await queries.InclusionAsync(entry.Index, signed.Size, stopping));
            leaves.Add(new PackLeaf(entry.Index, signed.Size, entry.Kind, entry.Subject, proof.LeafHash, entry.Entry, proof.Hashes));
        }
        return new PackProofs(LogMapping.Checkpoint(signed), leaves, entries.Count - leaves.Count);
    }
}
