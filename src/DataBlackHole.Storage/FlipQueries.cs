using System.Linq.Expressions;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>Which flips a feed holds.</summary>
/// <param name="Public">Those about publishers; otherwise those about what we can see.</param>
/// <param name="Series">Only of these series; of all when null.</param>
/// <param name="Kind">Only of this kind, which says by itself whether it is public; of all when null.</param>
public sealed record FlipFilter(bool Public, IReadOnlyCollection<string>? Series = null, FlipKind? Kind = null);

/// <summary>What the feeds read. Nothing here writes.</summary>
public sealed class FlipQueries(IDbContextFactory<MonitorDb> contexts)
{
    private static readonly FlipAxis[] _public = [.. Enum.GetValues<FlipAxis>().Where(FlipKinds.IsPublic)];

    /// <summary>Flips, the last recorded first, before the cursor when there is one.</summary>
    public async Task<IReadOnlyList<FlipRecord>> NewestAsync(FlipFilter filter, long? before, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var flips = db.Flips.AsNoTracking();
        // A kind names its axis; EF makes of "one of these axes, and that axis" a condition that nothing meets.
        flips = filter.Kind is { } kind ? flips.Where(IsOf(kind))
            : filter.Public ? flips.Where(f => _public.Contains(f.Axis))
            : flips.Where(f => f.Axis == FlipAxis.Visibility);
        if (filter.Series is { } series) flips = flips.Where(f => series.Contains(f.SeriesKey));
        if (before is not null) flips = flips.Where(f => f.Id < before);
        var rows = await flips.OrderByDescending(f => f.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new FlipRecord(row.Id, row.ToFlip(), row.RecordedAt, row.MeasurementId))];
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
