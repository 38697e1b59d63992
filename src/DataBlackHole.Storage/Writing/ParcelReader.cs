using System.Collections.Immutable;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage.Writing;

/// <summary>Reads a claimed message with everything that its words need.</summary>
internal sealed class ParcelReader(MonitorDb db)
{
    private const int Batch = 1000;

    /// <summary>Incidents of a message whose earlier messages are looked up: a thread of more has no use.</summary>
    private const int MostThreads = 20;

    private readonly Dictionary<long, FlipRow> _flips = [];
    private readonly Dictionary<(string Series, string Period), ReleaseState> _releases = [];
    private readonly Dictionary<string, (string? LastPeriod, bool IsBlind)> _series = new(StringComparer.Ordinal);

    public async Task<AlertParcel> ReadAsync(long id, string token, CancellationToken cancellationToken)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var rows = await db.AlertOutbox.Where(o => o.Id == id || o.FoldedInto == id).OrderBy(o => o.Id).ToDictionaryAsync(o => o.Id, cancellationToken);
        var outboxes = rows.Keys.ToList();
        var items = new List<AlertItemRow>();
        foreach (var keys in outboxes.Chunk(Batch))
            items.AddRange(await db.AlertItems.Where(i => keys.Contains(i.OutboxId)).OrderBy(i => i.Id).ToListAsync(cancellationToken));
        await ReadFlipsAsync([.. items.Select(i => i.FlipId).OfType<long>()], cancellationToken);
        await ReadSeriesAsync([.. items.Select(i => i.SeriesKey).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal)], cancellationToken);
        var lead = rows[id];
        var untold = await UntoldBlindnessAsync(lead.Recipient, items, cancellationToken);
        return new AlertParcel(
            id, lead.Recipient, token, lead.MessageId!, lead.CreatedAt, lead.Attempts,
            [.. items.Select(i => ItemOf(i, rows[i.OutboxId], untold))], await ThreadAsync(lead, items, cancellationToken));
    }

    private AlertItem ItemOf(AlertItemRow item, AlertOutboxRow row, HashSet<string> untold)
    {
        var told = new AlertItem(item.Kind, item.Incident, item.Reason, item.At);
        if (item.FlipId is not { } id || !_flips.TryGetValue(id, out var flip)) return told with { Note = new BilingualText(row.NoteEn ?? "", row.NoteZh ?? "") };
        var last = _series.GetValueOrDefault(item.SeriesKey).LastPeriod;
        return told with
        {
            Flip = new FlipRecord(flip.Id, flip.ToFlip(), flip.RecordedAt, flip.MeasurementId),
            Release = _releases.GetValueOrDefault((flip.SeriesKey, flip.Period)),
            Last = last is null ? null : _releases.GetValueOrDefault((flip.SeriesKey, last)),
            IsOvertaken = item.Kind switch
            {
                AlertEventKind.Blind => !_series.GetValueOrDefault(item.SeriesKey).IsBlind,
                AlertEventKind.Clear => untold.Contains(item.Incident),
                _ => false,
            },
        };
    }

    private async Task ReadFlipsAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(Batch))
        {
            foreach (var flip in await db.Flips.Where(f => some.Contains(f.Id)).ToListAsync(cancellationToken)) _flips[flip.Id] = flip;
        }
    }

    private async Task ReadSeriesAsync(IReadOnlyList<string> series, CancellationToken cancellationToken)
    {
        foreach (var keys in series.Chunk(Batch))
        {
            var states = await db.SeriesStates.Where(s => keys.Contains(s.SeriesKey)).Select(s => new { s.SeriesKey, s.LastPeriod, s.Visibility }).ToListAsync(cancellationToken);
            foreach (var state in states) _series[state.SeriesKey] = (state.LastPeriod, state.Visibility == Visibility.Blind);
            var periods = states.Select(s => s.LastPeriod).OfType<string>().Concat(_flips.Values.Select(f => f.Period)).Where(p => p.Length > 0).Distinct(StringComparer.Ordinal).ToList();
            foreach (var some in periods.Chunk(Batch))
            {
                var releases = await db.Releases.Where(r => keys.Contains(r.SeriesKey) && some.Contains(r.Period)).ToListAsync(cancellationToken);
                foreach (var release in releases) _releases[(release.SeriesKey, release.Period)] = release.ToRelease();
            }
        }
    }

    /// <summary>Spells of blindness that ended before anybody was told: their end is no news either.</summary>
    private async Task<HashSet<string>> UntoldBlindnessAsync(string recipient, IReadOnlyCollection<AlertItemRow> items, CancellationToken cancellationToken)
    {
        var untold = items.Where(i => i.Kind == AlertEventKind.Clear).Select(i => i.Incident).ToHashSet(StringComparer.Ordinal);
        foreach (var some in untold.Chunk(Batch).ToList())
        {
            var sent =
                from item in db.AlertItems
                where item.Recipient == recipient && item.Kind == AlertEventKind.Blind && some.Contains(item.Incident)
                join row in db.AlertOutbox on item.OutboxId equals row.Id
                where row.State == AlertDelivery.Sent || db.AlertOutbox.Any(o => o.Id == row.FoldedInto && o.State == AlertDelivery.Sent)
                select item.Incident;
            untold.ExceptWith(await sent.ToListAsync(cancellationToken));
        }
        return untold;
    }

    /// <summary>Identifiers of what this recipient was sent about these incidents before.</summary>
    private async Task<ImmutableArray<string>> ThreadAsync(AlertOutboxRow lead, IReadOnlyCollection<AlertItemRow> items, CancellationToken cancellationToken)
    {
        var incidents = items.Select(i => i.Incident).Distinct(StringComparer.Ordinal).Take(MostThreads).ToList();
        var series = items.Select(i => i.SeriesKey).Distinct(StringComparer.Ordinal).Take(MostThreads).ToList();
        var earlier =
            from item in db.AlertItems
            where series.Contains(item.SeriesKey) && item.Recipient == lead.Recipient && incidents.Contains(item.Incident)
            join row in db.AlertOutbox on item.OutboxId equals row.Id
            let sentAs = row.FoldedInto ?? row.Id
            where sentAs < lead.Id
            join sent in db.AlertOutbox on sentAs equals sent.Id
            where sent.MessageId != null && sent.State == AlertDelivery.Sent
            select new { sent.Id, sent.MessageId };
        var found = await earlier.Distinct().OrderBy(s => s.Id).ToListAsync(cancellationToken);
        return [.. found.Select(s => s.MessageId!)];
    }
}
