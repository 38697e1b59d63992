using System.Data.Common;
using System.Globalization;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Storage.Logging;

/// <summary>Holds every record against its leaf.</summary>
internal sealed class RecordAudit(TreeAudit tree)
{
    private readonly HashSet<(LogEntryKind, long, int)> _met = [];

    public Dictionary<LogEntryKind, long> Counts { get; } = [];

    public List<AuditFinding> Findings { get; } = [];

    public async Task<RecordAudit> RunAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var form in LeafForm.All)
        {
            Counts[form.Kind] = 0;
            await LeafReader.ReadAsync(
                connection, transaction, form, "1 = 1",
                (id, json) =>
                {
                    Counts[form.Kind]++;
                    Compare((form.Kind, id, 0), ThingOf(form.Kind), TreeHash.Leaf(json.Written));
                },
                cancellationToken);
        }
        await LooksAsync(connection, transaction, cancellationToken);
        foreach (var (key, leaf) in tree.Leaves.Where(l => !_met.Contains(l.Key)))
        {
            // A leaf that does not even say what it commits to was told already.
            if (key.Kind != LogEntryKind.Unknown) Findings.Add(new AuditFinding(ThingOf(key.Kind), Id(key.Subject), $"leaf {leaf.Index} of the log commits to it, and it is not on record"));
        }
        return this;
    }

    private async Task LooksAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var covered = tree.Leaves.Keys.Where(k => k.Kind == LogEntryKind.Looks).ToLookup(k => k.Subject, k => k.Looks);
        Counts[LogEntryKind.Looks] = 0;
        var json = new CanonicalJson();
        var told = Findings.Where(f => f.Thing == AuditedThing.Measurement).Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        await foreach (var run in LeafReader.RunsAsync(connection, transaction, "t.looks <> 1 OR length(t.times) > 0", cancellationToken))
        {
            // Look times count from the first look: where that was changed, all others seem to be.
            if (told.Contains(Id(run.Id)))
            {
                foreach (var looks in covered[run.Id]) _met.Add((LogEntryKind.Looks, run.Id, looks));
                continue;
            }
            if (!Agrees(run)) Findings.Add(new AuditFinding(AuditedThing.Looks, Id(run.Id), "number of looks, last look and look times of the run do not agree"));
            foreach (var looks in covered[run.Id])
            {
                Counts[LogEntryKind.Looks]++;
                LogQueries.WriteLooks(json, run, looks);
                Compare((LogEntryKind.Looks, run.Id, looks), AuditedThing.Looks, TreeHash.Leaf(json.Written));
            }
        }
    }

    private static bool Agrees(RunTimes run)
    {
        if (run.FirstAt is not { } first) return false;
        try
        {
            var times = LookTimes.Decode(first, run.Times).ToList();
            return times.Count == run.Looks && times[^1] == run.LastAt && (run.Times.Length == 0 || (run.Times[^1] & 0x80) == 0);
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private void Compare((LogEntryKind Kind, long Subject, int Looks) key, AuditedThing thing, TreeHash hash)
    {
        _met.Add(key);
        if (!tree.Leaves.TryGetValue(key, out var leaf))
        {
            Findings.Add(new AuditFinding(thing, Id(key.Subject), "no leaf of the log commits to it"));
        }
        else if (leaf.Hash != hash)
        {
            Findings.Add(tree.IsAtFault(leaf.Index)
                ? new AuditFinding(AuditedThing.LogLeaf, Id(leaf.Index), $"is neither the hash of {thing} {key.Subject} nor what the tree was built from")
                : new AuditFinding(thing, Id(key.Subject), leaf.Index < 0 ? "differs from what is queued for the log" : $"differs from what leaf {leaf.Index} of the log commits to"));
        }
    }

    private static AuditedThing ThingOf(LogEntryKind kind) => kind switch
    {
        LogEntryKind.Measurement => AuditedThing.Measurement,
        LogEntryKind.Looks => AuditedThing.Looks,
        LogEntryKind.Flip => AuditedThing.Flip,
        LogEntryKind.CalendarVersion => AuditedThing.CalendarVersion,
        LogEntryKind.CuratedEntry => AuditedThing.CuratedEntry,
        LogEntryKind.VerdictReview => AuditedThing.VerdictReview,
        _ => AuditedThing.LogLeaf,
    };

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}
