using System.Text.Json;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Storage.Rows;
using DataBlackHole.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>
/// What is to be delivered. A row is claimed by a conditional update before it is sent and let go of by time, so that several nodes never
/// send the same row at once and a killed one keeps nothing.
/// </summary>
public sealed class AlertOutbox(IDbContextFactory<MonitorDb> contexts)
{
    /// <summary>How often another node may be faster before this one looks again later.</summary>
    private const int Attempts = 20;

    /// <summary>Claims the message that is due longest, with every row that goes out in it; null when nothing is due.</summary>
    /// <param name="channel">The way of delivery.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="hold">How long the claim lasts; longer than sending may take.</param>
    /// <param name="grouping">Rows of one cause that came up within this time are one message.</param>
    /// <param name="identify">Gives the message its identifier.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public async Task<AlertParcel?> ClaimAsync(
        AlertChannel channel,
        DateTimeOffset now,
        TimeSpan hold,
        TimeSpan grouping,
        Func<string, IEnumerable<(string Incident, AlertEventKind Kind, DateTimeOffset At)>, string> identify,
        CancellationToken cancellationToken = default)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var lead = await db.AlertOutbox.AsNoTracking()
                .Where(o => o.State == AlertDelivery.Pending && o.Channel == channel && o.DueAt <= now && (o.ClaimedUntil == null || o.ClaimedUntil <= now))
                .OrderBy(o => o.DueAt).ThenBy(o => o.Id).FirstOrDefaultAsync(cancellationToken);
            if (lead is null) return null;
            if (await TryClaimAsync(db, lead, now, hold, grouping, identify, cancellationToken) is not { } token) continue;
            try
            {
                return await new ParcelReader(db).ReadAsync(lead.Id, token, cancellationToken);
            }
            // A row that cannot be read any more must not stand in the way of the others.
            catch (Exception exception) when (exception is FormatException or JsonException or InvalidDataException or InvalidOperationException or ArgumentException)
            {
                await PutAsideAsync(db, lead, token, now, $"it cannot be read: {exception.Message}", cancellationToken);
            }
        }
        return null;
    }

    /// <summary>Ends a claim: the row is done, or due again at the moment given. Adds the attempt, and what operators are to be told of it.</summary>
    /// <returns>False when the claim had run out and another process has the row: its word counts.</returns>
    public async Task<bool> CompleteAsync(
        AlertParcel parcel,
        DeliveryOutcome outcome,
        string? detail,
        DateTimeOffset now,
        DateTimeOffset? again,
        IReadOnlyCollection<(OperatorNotice Notice, Recipient To)> tell,
        CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var state = again is not null ? AlertDelivery.Pending : outcome == DeliveryOutcome.Sent ? AlertDelivery.Sent : AlertDelivery.GivenUp;
        var error = outcome == DeliveryOutcome.Sent ? null : detail;
        if (!await SetAsync(db, parcel, state, now, again, parcel.Attempts + 1, error, cancellationToken)) return false;
        db.AlertAttempts.Add(new AlertAttemptRow { OutboxId = parcel.Id, At = UtcMilliseconds.Truncate(now), Outcome = outcome, Detail = detail, MessageId = parcel.MessageId });
        foreach (var (notice, to) in tell) db.AlertOutbox.Add(RowOf(notice, to, now, now));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Ends a claim without an attempt: nothing is sent any more.</summary>
    public async Task DropAsync(AlertParcel parcel, AlertDelivery state, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await SetAsync(db, parcel, state, now, null, parcel.Attempts, null, cancellationToken);
    }

    /// <summary>Puts off everything to a recipient that cannot be reached at present.</summary>
    public async Task PostponeAsync(string recipient, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.AlertOutbox.Where(o => o.Recipient == recipient && o.State == AlertDelivery.Pending && o.DueAt < until)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.DueAt, until), cancellationToken);
    }

    /// <summary>Queues what operators are to be told that no flip tells.</summary>
    public async Task TellAsync(
        OperatorNotice notice, IEnumerable<Recipient> operators, TimeSpan grouping, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var to in operators) db.AlertOutbox.Add(RowOf(notice, to, now, now + grouping));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Since when the message that has waited longest could have gone out; null when none is due.</summary>
    public async Task<DateTimeOffset?> OldestDueAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AlertOutbox.Where(o => o.State == AlertDelivery.Pending && o.DueAt <= now).MinAsync(o => (DateTimeOffset?)o.DueAt, cancellationToken);
    }

    public async Task<OutboxHealth> HealthAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = db.AlertOutbox.Where(o => o.State == AlertDelivery.Pending);
        var (overdue, recent) = (now - TimeSpan.FromMinutes(15), now - TimeSpan.FromDays(7));
        return new OutboxHealth(
            await pending.CountAsync(cancellationToken),
            await pending.MinAsync(o => (DateTimeOffset?)o.CreatedAt, cancellationToken),
            await pending.CountAsync(o => o.DueAt <= overdue || o.Attempts > 0, cancellationToken),
            await db.AlertOutbox.CountAsync(o => o.State == AlertDelivery.GivenUp && o.DoneAt >= recent, cancellationToken));
    }

    /// <summary>Messages, the last queued first, before the cursor when there is one; each with its first items.</summary>
    public async Task<IReadOnlyList<AlertSummary>> ListAsync(long? before, int limit, CancellationToken cancellationToken = default)
    {
        const int shown = 20;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<AlertOutboxRow> outbox = db.AlertOutbox.AsNoTracking();
        if (before is not null) outbox = outbox.Where(o => o.Id < before);
        var rows = await outbox.OrderByDescending(o => o.Id).Take(limit)
            .Select(o => new { Row = o, Count = o.Items.Count, First = o.Items.OrderBy(i => i.Id).Take(shown).ToList() }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new AlertSummary(
            r.Row.Id, r.Row.Recipient, r.Row.Channel, r.Row.State, r.Row.CreatedAt, r.Row.DueAt, r.Row.DoneAt, r.Row.Attempts, r.Row.LastError, r.Row.FoldedInto, r.Count,
            [.. r.First.Select(i => new AlertSummaryItem(i.SeriesKey.Length == 0 ? null : i.SeriesKey, i.Incident, i.Kind, i.Reason, i.At, i.FlipId))]))];
    }

    private static Task<int> PutAsideAsync(MonitorDb db, AlertOutboxRow row, string token, DateTimeOffset now, string error, CancellationToken cancellationToken)
    {
        var again = now + TimeSpan.FromHours(1);
        return db.AlertOutbox.Where(o => o.Id == row.Id && o.ClaimToken == token).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.DueAt, again).SetProperty(o => o.ClaimedUntil, (DateTimeOffset?)null)
                .SetProperty(o => o.Attempts, row.Attempts + 1).SetProperty(o => o.LastError, error),
            cancellationToken);
    }

    private static async Task<string?> TryClaimAsync(
        MonitorDb db,
        AlertOutboxRow lead,
        DateTimeOffset now,
        TimeSpan hold,
        TimeSpan grouping,
        Func<string, IEnumerable<(string Incident, AlertEventKind Kind, DateTimeOffset At)>, string> identify,
        CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var until = now + hold;
        var won = await db.AlertOutbox
            .Where(o => o.Id == lead.Id && o.State == AlertDelivery.Pending && o.DueAt == lead.DueAt && (o.ClaimedUntil == null || o.ClaimedUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.ClaimedUntil, until).SetProperty(o => o.ClaimToken, token), cancellationToken);
        if (won == 0) return null;
        if (lead.MessageId is null)
        {
            await FoldAsync(db, lead, now, grouping, cancellationToken);
            // From the few rows to their items: the other way round PostgreSQL would read every item there is.
            var items = await db.AlertOutbox.Where(o => o.Id == lead.Id || o.FoldedInto == lead.Id)
                .Join(db.AlertItems, o => o.Id, i => i.OutboxId, (o, i) => new { i.Incident, i.Kind, i.At }).ToListAsync(cancellationToken);
            var id = identify(lead.Recipient, items.Select(i => (i.Incident, i.Kind, i.At)));
            await db.AlertOutbox.Where(o => o.Id == lead.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.MessageId, id), cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return token;
    }

    /// <summary>
    /// Rows of the same cause within the grouping time, and rows held back to the same moment (a digest, the end of quiet hours), join the first
    /// one; this is on record before anything is sent, so that every attempt tells the same.
    /// </summary>
    private static Task<int> FoldAsync(MonitorDb db, AlertOutboxRow lead, DateTimeOffset now, TimeSpan grouping, CancellationToken cancellationToken)
    {
        var last = lead.CreatedAt + grouping;
        return db.AlertOutbox
            .Where(o => o.Recipient == lead.Recipient && o.Channel == lead.Channel && o.State == AlertDelivery.Pending && o.MessageId == null && o.Id != lead.Id
                && (o.ClaimedUntil == null || o.ClaimedUntil <= now)
                && (o.DueAt == lead.DueAt || (grouping > TimeSpan.Zero && o.Cause == lead.Cause && o.CreatedAt >= lead.CreatedAt && o.CreatedAt <= last)))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, AlertDelivery.Folded).SetProperty(o => o.FoldedInto, lead.Id).SetProperty(o => o.DoneAt, now), cancellationToken);
    }

    private static async Task<bool> SetAsync(
        MonitorDb db, AlertParcel parcel, AlertDelivery state, DateTimeOffset now, DateTimeOffset? again, int attempts, string? error, CancellationToken cancellationToken)
    {
        DateTimeOffset? done = again is null ? now : null;
        var changed = await db.AlertOutbox.Where(o => o.Id == parcel.Id && o.ClaimToken == parcel.ClaimToken && o.State == AlertDelivery.Pending).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.State, state)
                .SetProperty(o => o.DoneAt, done)
                .SetProperty(o => o.DueAt, o => again ?? o.DueAt)
                .SetProperty(o => o.ClaimedUntil, (DateTimeOffset?)null)
                .SetProperty(o => o.Attempts, attempts)
                .SetProperty(o => o.LastError, error),
            cancellationToken);
        return changed == 1;
    }

    private static AlertOutboxRow RowOf(OperatorNotice notice, Recipient to, DateTimeOffset now, DateTimeOffset from)
    {
        var row = new AlertOutboxRow
        {
            Recipient = to.Key,
            Channel = to.Channel,
            Cause = $"monitor/{notice.Kind}",
            CreatedAt = now,
            DueAt = DeliveryTime.Next(to, from),
            State = AlertDelivery.Pending,
            NoteEn = notice.Note.En,
            NoteZh = notice.Note.Zh,
        };
        row.Items.Add(new AlertItemRow { Recipient = to.Key, SeriesKey = "", Incident = notice.Incident, Kind = notice.Kind, Reason = AlertReason.FirstNotice, At = UtcMilliseconds.Truncate(now) });
        return row;
    }
}
