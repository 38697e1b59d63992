using System.Collections.Immutable;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage.Writing;

/// <summary>A flip as it has just been put on record, with the window of its release.</summary>
internal sealed record WrittenFlip(FlipRow Row, Flip Flip, ReleaseWindow? Window);

/// <summary>
/// Queues, in the transaction of the flips themselves, what the policy wants told: one row for a recipient, however many flips it holds.
/// </summary>
internal sealed class OutboxWriter(MonitorDb db, AlertPolicy policy)
{
    /// <summary>Series asked about at once.</summary>
    private const int Batch = 1000;

    public async Task WriteAsync(IReadOnlyList<WrittenFlip> flips, bool isReplay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!policy.MayTell(flips.Select(f => f.Flip))) return;
        var decisions = await DecideAsync([.. flips.Where(f => AlertEvents.Of(f.Flip) is not null)], isReplay, now, cancellationToken);
        foreach (var message in decisions.GroupBy(d => (d.Decision.Recipient.Key, AlertEvents.IsMonitorSide(d.Decision.Kind), d.Decision.DueAt)))
            await QueueAsync([.. message], now, cancellationToken);
    }

    private async Task QueueAsync(IReadOnlyList<(AlertDecision Decision, long FlipId)> message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = RowOf([.. message.Select(m => m.Decision)], now);
        List<AlertItemRow> items = [.. message.Select(m => ItemOf(m.Decision, m.FlipId))];
        var isLarge = items.Count >= BulkInsert.WorthIt;
        if (!isLarge) row.Items.AddRange(items);
        db.AlertOutbox.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        if (!isLarge) return;
        foreach (var item in items) item.OutboxId = row.Id;
        await BulkInsert.WriteAsync(db, items, null, cancellationToken);
    }

    private async Task<List<(AlertDecision Decision, long FlipId)>> DecideAsync(
        IReadOnlyList<WrittenFlip> flips, bool isReplay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var series = flips.Select(f => f.Flip.Series).Distinct(StringComparer.Ordinal).ToList();
        var watched = await WatchedSinceAsync(series, cancellationToken);
        var told = await ToldAsync(series, cancellationToken);
        var mutes = new ActiveMutes([.. (await db.AlertMutes.AsNoTracking().OrderBy(m => m.Id).ToListAsync(cancellationToken)).Select(m => m.ToMute())], now);
        var decided = new List<(AlertDecision, long)>();
        foreach (var written in flips)
        {
            var news = new FlipNews(written.Flip, now, written.Window, watched.GetValueOrDefault(written.Flip.Series, now), isReplay);
            var known = told.GetValueOrDefault(written.Flip.Series) ?? [];
            foreach (var decision in policy.Decide(news, known, mutes).Where(d => d.Notifies))
            {
                decided.Add((decision, written.Row.Id));
                known.Add(new ToldBefore(decision.Recipient.Key, written.Flip.Series, decision.Incident, decision.Kind));
            }
            told[written.Flip.Series] = known;
        }
        return decided;
    }

    private static AlertOutboxRow RowOf(IReadOnlyList<AlertDecision> message, DateTimeOffset now) => new()
    {
        Recipient = message[0].Recipient.Key,
        Channel = message[0].Recipient.Channel,
        Cause = message.All(m => m.Cause == message[0].Cause) ? message[0].Cause : "several",
        CreatedAt = now,
        DueAt = message[0].DueAt,
        State = AlertDelivery.Pending,
    };

    private static AlertItemRow ItemOf(AlertDecision decision, long flip) => new()
    {
        Recipient = decision.Recipient.Key,
        SeriesKey = decision.News.Flip.Series,
        Incident = decision.Incident,
        Kind = decision.Kind,
        Reason = decision.Reason,
        At = decision.News.Flip.At,
        FlipId = flip,
    };

    /// <summary>When each series was first looked at live; what was fed in from captured documents is no watch.</summary>
    private async Task<Dictionary<string, DateTimeOffset>> WatchedSinceAsync(IReadOnlyList<string> series, CancellationToken cancellationToken)
    {
        var since = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var keys in series.Chunk(Batch))
        {
            var found =
                from flip in db.Flips
                where keys.Contains(flip.SeriesKey)
                join run in db.Measurements on flip.MeasurementId equals run.Id
                where run.Origin == "live"
                group flip by flip.SeriesKey into g
                select new { g.Key, At = g.Min(f => f.RecordedAt) };
            foreach (var first in await found.ToListAsync(cancellationToken)) since[first.Key] = first.At;
        }
        return since;
    }

    private async Task<Dictionary<string, List<ToldBefore>>> ToldAsync(IReadOnlyList<string> series, CancellationToken cancellationToken)
    {
        var told = new Dictionary<string, List<ToldBefore>>(StringComparer.Ordinal);
        foreach (var keys in series.Chunk(Batch))
        {
            var items = await db.AlertItems.Where(i => keys.Contains(i.SeriesKey)).OrderBy(i => i.Id)
                .Select(i => new ToldBefore(i.Recipient, i.SeriesKey, i.Incident, i.Kind)).ToListAsync(cancellationToken);
            foreach (var group in items.GroupBy(i => i.Series, StringComparer.Ordinal)) told[group.Key] = [.. group];
        }
        return told;
    }
}
