using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>Which flips a feed or list holds.</summary>
/// <param name="Public">Those about publishers; otherwise those about what we can see; both when null.</param>
/// <param name="Series">Only of these series; of all when null.</param>
/// <param name="Kind">Only of this kind, which says by itself whether it is public; of all when null.</param>
public sealed record FlipFilter(bool? Public, IReadOnlyCollection<string>? Series = null, FlipKind? Kind = null)
{
    /// <summary>Only on this axis.</summary>
    public FlipAxis? Axis { get; init; }

    /// <summary>Concluded at this instant or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Concluded at this instant or earlier.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Concluded before this instant.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>On record at this instant.</summary>
    public DateTimeOffset? RecordedBy { get; init; }
}

/// <summary>What the feeds read. Nothing here writes.</summary>
public sealed class FlipQueries(IDbContextFactory<MonitorDb> contexts)
{
    private const int Portion = 1000;

    private static readonly FlipAxis[] _public = [.. Enum.GetValues<FlipAxis>().Where(FlipKinds.IsPublic)];

    /// <summary>Flips, the last recorded first, before the cursor when there is one.</summary>
    public async Task<IReadOnlyList<FlipRecord>> NewestAsync(FlipFilter filter, long? before, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var flips = db.Flips.AsNoTracking();
        // A kind names its axis; EF makes of "one of these axes, and that axis" a condition that nothing meets.
        flips = filter.Kind is { } kind ? flips.Where(IsOf(kind))
            : filter.Public == true ? flips.Where(f => _public.Contains(f.Axis))
            : filter.Public == false ? flips.Where(f => f.Axis == FlipAxis.Visibility)
            : flips;
        flips = Where(flips, filter);
        if (before is not null) flips = flips.Where(f => f.Id < before);
        var rows = await flips.OrderByDescending(f => f.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(ToRecord)];
    }

    public async Task<FlipRecord?> OneAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Flips.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancellationToken);
        return row is null ? null : ToRecord(row);
    }

    /// <summary>Flips in the order of their numbers, in portions, so that memory does not grow with the record and no transaction stays open.</summary>
    public async IAsyncEnumerable<IReadOnlyList<FlipRecord>> InOrderAsync(FlipFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var after = 0L; ;)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await Where(db.Flips.AsNoTracking(), filter).Where(f => f.Id > after).OrderBy(f => f.Id).Take(Portion).ToListAsync(cancellationToken);
            if (rows.Count > 0) yield return [.. rows.Select(ToRecord)];
            if (rows.Count < Portion) yield break;
            after = rows[^1].Id;
        }
    }

    /// <summary>By series, what it was and whether it could be seen: its flips on these two axes that were on record, oldest first.</summary>
    public async Task<ILookup<string, FlipRecord>> ChroniclesAsync(FlipFilter filter, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Where(db.Flips.AsNoTracking(), filter).Where(f => f.Axis == FlipAxis.Series || f.Axis == FlipAxis.Visibility).OrderBy(f => f.Id).ToListAsync(cancellationToken);
        return rows.Select(ToRecord).ToLookup(f => f.Flip.Series, StringComparer.Ordinal);
    }

    private static FlipRecord ToRecord(FlipRow row) => new(row.Id, row.ToFlip(), row.RecordedAt, row.MeasurementId);

    private static IQueryable<FlipRow> Where(IQueryable<FlipRow> flips, FlipFilter filter)
    {
        if (filter.Series is { } series) flips = flips.Where(f => series.Contains(f.SeriesKey));
        if (filter.Axis is { } axis) flips = flips.Where(f => f.Axis == axis);
        if (filter.From is { } from) flips = flips.Where(f => f.At >= from);
        if (filter.To is { } to) flips = flips.Where(f => f.At <= to);
        if (filter.Until is { } until) flips = flips.Where(f => f.At < until);
        if (filter.RecordedBy is { } by) flips = flips.Where(f => f.RecordedAt <= by);
        return flips;
    }

    /// <summary><see cref="FlipKinds.Of(Flip)"/> as the database understands it.</summary>
    private static Expression<Func<FlipRow, bool>> IsOf(FlipKind kind)
    {
        const string current = nameof(SeriesStatus.Current);
        const string begun = nameof(SeriesStatus.New);
        var word = kind.ToString();
        return kind switch
        {
            FlipKind.Rescheduled => f => f.Axis == FlipAxis.Calendar,
            FlipKind.Revised => f => f.Axis == FlipAxis.Value,
            FlipKind.Blind => f => f.Axis == FlipAxis.Visibility && f.ToStatus == word,
            FlipKind.Clear => f => f.Axis == FlipAxis.Visibility && f.ToStatus != nameof(Visibility.Blind),
            FlipKind.FirstSeen => f => f.Axis == FlipAxis.Series && f.ToStatus == current && f.FromStatus == begun,
            FlipKind.Resumed => f => f.Axis == FlipAxis.Series && f.ToStatus == current && f.FromStatus != begun,
            _ => f => (f.Axis == FlipAxis.Series || f.Axis == FlipAxis.Release) && f.ToStatus == word,
        };
    }
}
