using DataBlackHole.Core.Alerting;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>Silences, acknowledgements and unsubscriptions. Each is a row for ever; another row takes it back.</summary>
public sealed class AlertMutes(IDbContextFactory<MonitorDb> contexts)
{
    /// <returns>The action with its number.</returns>
    public async Task<AlertMute> AddAsync(AlertMute mute, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = new AlertMuteRow
        {
            Action = mute.Action,
            SeriesKey = mute.Scope.Series,
            Publisher = mute.Scope.Publisher,
            Event = mute.Scope.Event,
            Incident = mute.Scope.Incident,
            Recipient = mute.Scope.Recipient,
            Author = mute.Author,
            Reason = mute.Reason,
            At = UtcMilliseconds.Truncate(mute.At),
            Until = mute.Until,
            Lifts = mute.Lifts,
        };
        db.AlertMutes.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return row.ToMute();
    }

    /// <summary>Every action, the first one first.</summary>
    public async Task<IReadOnlyList<AlertMute>> AllAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.AlertMutes.AsNoTracking().OrderBy(m => m.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(m => m.ToMute())];
    }
}
