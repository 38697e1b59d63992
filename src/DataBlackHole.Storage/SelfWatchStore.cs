using System.Globalization;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Storage.Rows;
using DataBlackHole.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>What is on record about the monitor itself.</summary>
public sealed class SelfWatchStore(IDbContextFactory<MonitorDb> contexts)
{
    private const int SqliteTrigger = 1811;

    /// <summary>The troubles that began and have not ended, the longest standing first.</summary>
    public async Task<IReadOnlyList<TroubleFound>> OpenAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. (await LastAsync(db, cancellationToken)).Where(e => e.Begun).OrderBy(e => e.Since).ThenBy(e => e.Id).Select(e => e.ToTrouble())];
    }

    /// <summary>What began and ended last, the newest first.</summary>
    public async Task<IReadOnlyList<TroubleChange>> NewestAsync(int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.SelfWatchEvents.AsNoTracking().OrderByDescending(e => e.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(e => new TroubleChange(e.ToTrouble(), e.Begun, e.RecordedAt))];
    }

    /// <summary>Records what began or ended, each for itself.</summary>
    /// <returns>What was recorded; what another node recorded at the same time is left to it.</returns>
    public async Task<IReadOnlyList<TroubleChange>> RecordAsync(IReadOnlyCollection<TroubleChange> changes, CancellationToken cancellationToken = default)
    {
        var recorded = new List<TroubleChange>();
        if (changes.Count == 0) return recorded;
        await using var reading = await contexts.CreateDbContextAsync(cancellationToken);
        var last = (await LastAsync(reading, cancellationToken)).ToDictionary(e => (e.Trouble, e.Subject));
        foreach (var change in changes)
        {
            var previous = last.GetValueOrDefault((change.Trouble.Kind, change.Trouble.Subject));
            if ((previous?.Begun ?? false) == change.Begun) continue;
            if (await AddAsync(change, previous?.Id ?? 0, cancellationToken)) recorded.Add(change);
        }
        return recorded;
    }

    /// <summary>By source: the first failed live look after the moment at which it could be seen last.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> FirstFailuresAsync(
        IReadOnlyDictionary<string, DateTimeOffset?> lastClear, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var failures = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (source, clear) in lastClear)
        {
            var since = clear ?? DateTimeOffset.UnixEpoch;
            var first = await db.Measurements
                .Where(m => m.SourceKey == source && m.LastAt > since && m.FirstAt > since && m.FailureKind != null && m.Origin == "live")
                .MinAsync(m => (DateTimeOffset?)m.FirstAt, cancellationToken);
            if (first is { } at) failures[source] = at;
        }
        return failures;
    }

    /// <summary>By host: our clock less the Date header, in the newest document with one that was obtained at the moment or later.</summary>
    public async Task<IReadOnlyList<ClockOffset>> ClocksAsync(
        IReadOnlyCollection<string> sources, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Measurements.AsNoTracking()
            .Where(m => sources.Contains(m.SourceKey) && m.LastAt >= since && m.FirstAt >= since && m.Origin == "live" && m.Status != null)
            .OrderByDescending(m => m.FirstAt).Select(m => new { m.Url, m.FirstAt, m.Headers }).Take(500).ToListAsync(cancellationToken);
        var offsets = new Dictionary<string, ClockOffset>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            if (!Uri.TryCreate(row.Url, UriKind.Absolute, out var url) || offsets.ContainsKey(url.Host)) continue;
            if (DateOf(row.Headers) is { } date) offsets.Add(url.Host, new ClockOffset(url.Host, row.FirstAt - date));
        }
        return [.. offsets.Values];
    }

    private static DateTimeOffset? DateOf(string headers) =>
        RecordJson.Read<Dictionary<string, string>>(headers).TryGetValue("Date", out var text)
        && DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private async Task<bool> AddAsync(TroubleChange change, long previous, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.SelfWatchEvents.Add(new SelfWatchEventRow
        {
            Trouble = change.Trouble.Kind,
            Subject = change.Trouble.Subject,
            Begun = change.Begun,
            Since = change.Trouble.Since,
            RecordedAt = change.At,
            Detail = change.Trouble.Detail,
            PreviousId = previous,
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        // The guard of history is asked before the unique index where the database is SQLite.
        catch (DbUpdateException error) when (WriteConflict.Is(error) || error.InnerException is SqliteException { SqliteExtendedErrorCode: SqliteTrigger })
        {
            return false;
        }
    }

    private static Task<List<SelfWatchEventRow>> LastAsync(MonitorDb db, CancellationToken cancellationToken) => db.SelfWatchEvents.AsNoTracking()
        .Where(e => !db.SelfWatchEvents.Any(n => n.Trouble == e.Trouble && n.Subject == e.Subject && n.PreviousId == e.Id)).ToListAsync(cancellationToken);
}
