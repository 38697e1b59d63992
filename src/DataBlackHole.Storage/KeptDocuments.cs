using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage.Rows;
using DataBlackHole.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>A run of looks with the document it kept and what was read in it.</summary>
/// <param name="Body">Null when none was kept.</param>
public sealed record KeptDocument(
    long Id, Measurement First, ImmutableArray<DateTimeOffset> LookTimes, ReadOnlyMemory<byte>? Body, ImmutableArray<Observation> Observations)
{
    /// <summary>When the last look of the run was taken.</summary>
    public DateTimeOffset LastAt => LookTimes[^1];
}

/// <summary>Which runs of looks.</summary>
public sealed record DocumentFilter
{
    /// <summary>Of these sources; of all when null.</summary>
    public IReadOnlyCollection<string>? Sources { get; init; }

    /// <summary>With a look at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>With a look before or at this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only these runs.</summary>
    public IReadOnlyCollection<long>? Ids { get; init; }

    /// <summary>Whether bodies are wanted.</summary>
    public bool WithBodies { get; init; } = true;
}

/// <summary>What is kept of looks: for export, for proofs, and to be read again. Nothing here writes.</summary>
public sealed class KeptDocuments(IDbContextFactory<MonitorDb> contexts)
{
    /// <summary>Runs in the order of their first looks, one at a time, so that memory does not grow with the record.</summary>
    public async IAsyncEnumerable<KeptDocument> ReadAsync(DocumentFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<long> ids;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            ids = await Where(db.Measurements.AsNoTracking(), filter).OrderBy(m => m.FirstAt).ThenBy(m => m.Id).Select(m => m.Id).ToListAsync(cancellationToken);
        }
        foreach (var id in ids)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var row = await db.Measurements.AsNoTracking().Include(m => m.Observations.OrderBy(o => o.Id)).SingleAsync(m => m.Id == id, cancellationToken);
            var again = await db.Rereadings.AsNoTracking().SingleOrDefaultAsync(r => r.MeasurementId == id, cancellationToken);
            var first = row.ToMeasurement() with { Rereading = again is null ? null : new Rereading(again.OfId, again.Reader) };
            var body = filter.WithBodies && first.Body is { } digest ? await Bodies.LoadAsync(db, digest, cancellationToken) : null;
            yield return new KeptDocument(id, first, [.. LookTimes.Decode(row.FirstAt, row.Times)], body, [.. row.Observations.Select(o => o.ToObservation())]);
        }
    }

    /// <summary>Whether a document, read again, says something else than it is on record to say by its last reading.</summary>
    public async Task<bool> IsNewsAsync(long id, ReadCapture read, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var again = await db.Rereadings.Where(r => r.OfId == id).Select(r => r.MeasurementId).ToListAsync(cancellationToken);
        var last = await db.Measurements.AsNoTracking().Where(m => m.Id == id || again.Contains(m.Id)).OrderByDescending(m => m.Id).FirstAsync(cancellationToken);
        var look = read.Capture.Measurement;
        return last.FailureKind != look.Failure?.Kind || last.FactsDigest != RunContinuation.FactsOf(look, read);
    }

    /// <summary>The last kept document in which the reader found a figure or release of the series, of any period but the given one.</summary>
    public async Task<(long Id, ReferencePeriod Period)?> LastPositiveAsync(
        string series, ReferencePeriod except, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var period = except.ToString();
        var finds =
            from fact in db.Observations
            where fact.SeriesKey == series && fact.Kind == ObservationKind.Published && fact.Period != null && fact.Period != period
            join run in db.Measurements on fact.MeasurementId equals run.Id
            where run.BodyDigest != null && run.FailureKind == null && run.FirstAt <= until && !db.Rereadings.Any(r => r.MeasurementId == run.Id)
            orderby run.LastAt descending, run.Id descending
            select new { run.Id, fact.Period };
        if (await finds.FirstOrDefaultAsync(cancellationToken) is not { } last) return null;
        var periods = await db.Observations.Where(o => o.MeasurementId == last.Id && o.SeriesKey == series && o.Kind == ObservationKind.Published && o.Period != null && o.Period != period)
            .Select(o => o.Period!).ToListAsync(cancellationToken);
        return (last.Id, periods.Select(ReferencePeriod.Parse).Max());
    }

    private static IQueryable<MeasurementRow> Where(IQueryable<MeasurementRow> runs, DocumentFilter filter)
    {
        if (filter.Sources is { } sources) runs = runs.Where(m => sources.Contains(m.SourceKey));
        if (filter.Ids is { } ids) runs = runs.Where(m => ids.Contains(m.Id));
        if (filter.From is { } from) runs = runs.Where(m => m.LastAt >= from);
        if (filter.To is { } to) runs = runs.Where(m => m.FirstAt <= to);
        return runs;
    }
}
