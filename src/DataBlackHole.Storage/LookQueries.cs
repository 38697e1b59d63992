using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>A run of looks in a list: the first of them, the last, and how many.</summary>
public sealed record LookSummary(long Id, Measurement First, DateTimeOffset LastAt, int Looks);

/// <summary>Which runs of looks.</summary>
public sealed record LookFilter
{
    /// <summary>Of these sources; of all when null.</summary>
    public IReadOnlyCollection<string>? Sources { get; init; }

    /// <summary>With a look at this instant or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>With a look at this instant or earlier.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Those that could not see, or those that could; both when null.</summary>
    public bool? Failed { get; init; }

    /// <summary>Only looks that were taken live: when one came into the record is then when it was taken.</summary>
    public bool LiveOnly { get; init; }
}

/// <summary>What lists of looks and coverage read. Nothing here writes.</summary>
public sealed class LookQueries(IDbContextFactory<MonitorDb> contexts)
{
    private const string Live = "live";

    /// <summary>Runs, the last recorded first, before the cursor when there is one.</summary>
    public async Task<IReadOnlyList<LookSummary>> NewestAsync(LookFilter filter, long? before, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var runs = Where(db.Measurements.AsNoTracking(), filter);
        if (before is not null) runs = runs.Where(m => m.Id < before);
        var rows = await runs.OrderByDescending(m => m.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new LookSummary(r.Id, r.ToMeasurement(), r.LastAt, r.Looks))];
    }

    /// <summary>By source: every live look between two instants, in runs that ended alike.</summary>
    public async Task<ILookup<string, LookRun>> RunsAsync(
        IReadOnlyCollection<string> sources, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Where(db.Measurements.AsNoTracking(), new LookFilter { Sources = sources, From = from, To = to, LiveOnly = true })
            .Select(m => new { m.SourceKey, m.Vantage, m.FailureKind, m.FirstAt, m.Times }).ToListAsync(cancellationToken);
        return rows.ToLookup(
            r => r.SourceKey, r => new LookRun(r.Vantage, r.FailureKind, LookTimes.Decode(r.FirstAt, r.Times).Where(at => from <= at && at <= to)), StringComparer.Ordinal);
    }

    private static IQueryable<MeasurementRow> Where(IQueryable<MeasurementRow> runs, LookFilter filter)
    {
        if (filter.Sources is { } sources) runs = runs.Where(m => sources.Contains(m.SourceKey));
        if (filter.From is { } from) runs = runs.Where(m => m.LastAt >= from);
        if (filter.To is { } to) runs = runs.Where(m => m.FirstAt <= to);
        if (filter.Failed is { } failed) runs = runs.Where(m => m.FailureKind != null == failed);
        if (filter.LiveOnly) runs = runs.Where(m => m.Origin == Live);
        return runs;
    }
}
