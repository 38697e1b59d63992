using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage.Logging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage.Writing;

/// <summary>
/// Puts one look on record: nothing when it is there already, an extension of the latest run when it changed nothing, else a new run.
/// </summary>
internal sealed class RunWriter(MonitorDb db, LookMemory memory)
{
    private readonly List<(Measurement Look, long MeasurementId)> _written = [];
    private readonly Dictionary<string, (MeasurementRow Run, KnownRun? Known)> _latest = new(StringComparer.Ordinal);

    public RowsAdded Added { get; private set; } = RowsAdded.None;

    public async Task WriteAsync(ReadCapture read, CancellationToken cancellationToken)
    {
        var look = read.Capture.Measurement with { TakenAt = UtcMilliseconds.Truncate(read.Capture.Measurement.TakenAt) };
        var address = LookAddress.Of(look);
        var latest = memory.Latest.TryGet(address, out var row) ? row : await RunQueries.LatestAsync(db, address, cancellationToken);
        // A look later than all others is not there yet; and a document may be read again any number of times, whether there is news in it was asked before.
        var known = look.Rereading is null && look.TakenAt <= latest?.LastAt ? await RunQueries.FindLookAsync(db, address, look.TakenAt, look.Body, cancellationToken) : null;
        var id = known ?? await ContinueAsync(address, latest, look, read, cancellationToken);
        _written.Add((look, id));
        if (read.Calendar is not { Version: var version }) return;
        Added = Added with { CalendarVersions = Added.CalendarVersions + await CalendarWriter.WriteAsync(db, version, id, cancellationToken) };
    }

    /// <summary>What was written is on record: the next looks may go on from it.</summary>
    public void Remember()
    {
        foreach (var (address, (run, known)) in _latest)
        {
            memory.Latest.Put(address, run);
            if (known is not null) memory.Runs.Put(address, known);
        }
    }

    /// <summary>The run that holds the look a conclusion rests on, of this look or an earlier one.</summary>
    public async Task<long?> MeasurementOfAsync(Core.Judging.EvidenceRef document, CancellationToken cancellationToken)
    {
        var takenAt = UtcMilliseconds.Truncate(document.TakenAt);
        var here = _written.FindAll(w =>
            w.Look.Source == document.Source && w.Look.Request.Url == document.Url && w.Look.TakenAt == takenAt);
        if (here.Count == 0) return await RunQueries.FindDocumentAsync(db, document, cancellationToken);
        return here.Find(w => w.Look.Body == document.Body) is { Look: not null } exact ? exact.MeasurementId : here[0].MeasurementId;
    }

    private async Task<long> ContinueAsync(string address, MeasurementRow? latest, Measurement look, ReadCapture read, CancellationToken cancellationToken)
    {
        var continues = latest is not null && RunContinuation.Continues(latest, look, read);
        // A run that ends here, or grows into another day, is covered by the log as it stands.
        if (look.TakenAt > latest?.LastAt && (!continues || look.TakenAt.UtcDateTime.Date > latest.LastAt.UtcDateTime.Date))
            await LeafQueue.AddLooksAsync(db, latest, cancellationToken);
        return continues ? await ExtendAsync(latest!, look, cancellationToken) : await BeginAsync(address, latest, look, read, cancellationToken);
    }

    private async Task<long> ExtendAsync(MeasurementRow run, Measurement look, CancellationToken cancellationToken)
    {
        var grown = run.Grown(look.TakenAt, LookTimes.Append(run.Times, run.LastAt, look.TakenAt));
        if (await GrowAsync(db, run, grown, cancellationToken) != 1) throw new DbUpdateConcurrencyException($"Run {run.Id} was extended by another writer.");
        _latest[run.Address] = (grown, null);
        return run.Id;
    }

    /// <returns>The number of rows changed: none when another writer was faster.</returns>
    public static Task<int> GrowAsync(MonitorDb db, MeasurementRow run, MeasurementRow grown, CancellationToken cancellationToken)
    {
        var (before, now) = (run.LastAt.UtcDateTime, grown.LastAt.UtcDateTime);
        return Statements.RunAsync(
            db,
            $"UPDATE measurements SET last_at = {now}, looks = {grown.Looks}, times = {grown.Times} WHERE id = {run.Id} AND last_at = {before} AND looks = {run.Looks}",
            cancellationToken);
    }

    private async Task<long> BeginAsync(string address, MeasurementRow? latest, Measurement look, ReadCapture read, CancellationToken cancellationToken)
    {
        var bodies = await Bodies.StoreAsync(db, read.Capture, cancellationToken);
        var run = MeasurementRow.From(address, look);
        run.FactsDigest = RunContinuation.FactsOf(look, read);
        run.Id = await BulkInsert.NumberedAsync(db, run, cancellationToken);
        var facts = read.Observations.Select(o => ObservationRow.From(o, run.Id)).ToList();
        await BulkInsert.WriteAsync(db, facts, null, cancellationToken);
        if (latest is null || look.TakenAt > latest.LastAt) _latest[address] = (run, KnownRun.Of(run, [.. facts.Select(f => f.ToObservation())]));
        if (look.Rereading is { } again)
        {
            db.Rereadings.Add(new RereadingRow { MeasurementId = run.Id, OfId = again.Of, Reader = again.Reader });
            await db.SaveChangesAsync(cancellationToken);
        }
        await LeafQueue.AddAsync(db, LogEntryKind.Measurement, run.Id, cancellationToken);
        Added = Added with
        {
            Measurements = Added.Measurements + 1,
            Observations = Added.Observations + read.Observations.Length,
            Bodies = Added.Bodies + bodies,
        };
        return run.Id;
    }
}
