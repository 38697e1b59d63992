using System.Collections.Immutable;
using System.Text;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage.Logging;
using DataBlackHole.Storage.Rows;
using DataBlackHole.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>Writes the record, and reads what looking and judging need to go on from it.</summary>
/// <param name="contexts">The database.</param>
/// <param name="alerts">Who is told of what is written; nobody when absent.</param>
/// <param name="writing">Told when the record cannot be written.</param>
public sealed partial class HistoryStore(IDbContextFactory<MonitorDb> contexts, AlertPolicy? alerts = null, RecordWriting? writing = null) : IAsyncDisposable, IDisposable
{
    private static readonly CompiledQuery<Func<MonitorDb, string, Task<SeriesStateRow?>>> StateOf =
        new(() => EF.CompileAsyncQuery((MonitorDb db, string key) => db.SeriesStates.AsNoTracking().Include(s => s.Settled).SingleOrDefault(s => s.SeriesKey == key)));

    private readonly OpenContexts _open = new(contexts);

    /// <summary>Keeps the definitions by which looks are about to be made; a known version is left as it is.</summary>
    public async Task RememberCatalogueAsync(
        string hash, string summaryJson, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var loadedAt = UtcMilliseconds.Truncate(now).UtcDateTime;
        var summary = StorableText.Of(summaryJson);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO catalogues (hash, loaded_at, summary)
            SELECT {hash}, {loadedAt}, {summary} WHERE NOT EXISTS (SELECT 1 FROM catalogues WHERE hash = {hash})
            ON CONFLICT (hash) DO NOTHING
            """,
            cancellationToken);
    }

    /// <summary>Keeps the entries of the cited history, each in its canonical form; a known version is left as it is.</summary>
    public async Task RememberHistoryAsync(IReadOnlyCollection<CuratedEntry> entries, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.CuratedEntries.AsNoTracking().Select(c => new { c.EntryKey, c.Digest }).ToListAsync(cancellationToken);
        var keys = known.Select(c => (c.EntryKey, c.Digest)).ToHashSet();
        foreach (var entry in entries)
        {
            var content = CuratedForm.Of(entry);
            var row = new CuratedEntryRow { EntryKey = entry.Key, Digest = ContentDigest.Of(Encoding.UTF8.GetBytes(content)).Hex, Content = content, RecordedAt = UtcMilliseconds.Truncate(now) };
            if (keys.Contains((row.EntryKey, row.Digest))) continue;
            await KeepAsync(db, row, cancellationToken);
        }
    }

    /// <summary>The states of the series that have one.</summary>
    public async Task<IReadOnlyDictionary<string, KnownSeries>> LoadSeriesAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Many keys are one parameter: SQLite looks for the name of each parameter among all of them.
        var known = keys.Count < BulkInsert.WorthIt ? db.SeriesStates.Where(s => keys.Contains(s.SeriesKey)) : db.SeriesStates.Where(s => EF.Parameter(keys).Contains(s.SeriesKey));
        var states = new Dictionary<string, KnownSeries>(keys.Count, StringComparer.Ordinal);
        if (keys.Count == 1 && await StateOf.On(db)(db, keys.First()) is { } only) states.Add(only.SeriesKey, only.ToKnown());
        if (keys.Count == 1) return states;
        // One by one: the texts of hundreds of states need not be in memory at once.
        await foreach (var row in known.AsNoTracking().Include(s => s.Settled).AsAsyncEnumerable().WithCancellation(cancellationToken)) states.Add(row.SeriesKey, row.ToKnown());
        return states;
    }

    public async Task<SourceState?> LoadSourceAsync(string key, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await db.SourceStates.AsNoTracking().SingleOrDefaultAsync(s => s.SourceKey == key, cancellationToken))?.ToState();
    }

    public async Task<IReadOnlyList<SourceState>> LoadSourcesAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.SourceStates.AsNoTracking().OrderBy(s => s.SourceKey).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToState())];
    }

    /// <summary>Whether a look at exactly this moment is on record.</summary>
    public Task<bool> HasLookAsync(
        string source,
        string vantage,
        string origin,
        ProbeRequest request,
        DateTimeOffset takenAt,
        CancellationToken cancellationToken = default) =>
        HasLookAsync(LookAddress.Of(source, vantage, origin, request), takenAt, null, cancellationToken);

    /// <summary>Whether exactly this look is on record; another document that was captured at the same coarse time is another look.</summary>
    public Task<bool> HasLookAsync(Measurement look, CancellationToken cancellationToken = default) =>
        HasLookAsync(LookAddress.Of(look), look.TakenAt, look.Body, cancellationToken);

    /// <summary>The calendar of a source that was read last: of the given year, or of any.</summary>
    public async Task<AnnouncedCalendarVersion?> LatestCalendarAsync(string source, int? year = null, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.CalendarVersions.AsNoTracking().Where(c => c.SourceKey == source && (year == null || c.Year == year))
            .OrderByDescending(c => c.FirstReadAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        return row?.ToVersion();
    }

    /// <summary>The last calendar of a year from each source that has one.</summary>
    public async Task<IReadOnlyList<AnnouncedCalendarVersion>> LatestCalendarsAsync(int year, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.CalendarVersions.AsNoTracking().Where(c => c.Year == year).OrderBy(c => c.FirstReadAt).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(c => c.SourceKey, StringComparer.Ordinal).Select(versions => versions.Last().ToVersion())];
    }

    /// <summary>Puts a look on record, with the calendar it read, all of it or nothing.</summary>
    public async Task<RecordOutcome> RecordAsync(LookRecord look, CancellationToken cancellationToken = default)
    {
        var isOnRecord = false;
        try
        {
            var outcome = await WriteAsync(look.Captures, look.Series, look.SourceState, look.RecordedAt, cancellationToken);
            isOnRecord = !outcome.IsConflict;
            return outcome;
        }
        finally
        {
            if (isOnRecord) _memory.Remember(look);
            else _memory.Forget(look);
        }
    }

    /// <summary>Puts on record what the passing of time alone changed.</summary>
    public async Task<RecordOutcome> RecordPassedTimeAsync(
        IReadOnlyList<JudgedSeries> series, DateTimeOffset recordedAt, CancellationToken cancellationToken = default)
    {
        var known = _memory.Known(series);
        _memory.Forget(series);
        var outcome = await WriteAsync([], [.. series], null, recordedAt, cancellationToken);
        if (!outcome.IsConflict) _memory.Remember(known);
        return outcome;
    }

    /// <summary>Series for which something can have changed by now without a look, the longest overdue first.</summary>
    public async Task<IReadOnlyList<string>> SeriesWithDeadlineBeforeAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SeriesStates.Where(s => s.NextDeadline <= now)
            .OrderBy(s => s.NextDeadline).ThenBy(s => s.SeriesKey).Take(limit).Select(s => s.SeriesKey).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// By series, when the last release that had been waited for was first seen, where that was at a given moment or later. Periods that were out
    /// before the series was watched say nothing about the time at which they were seen.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LastExpectedFindsAsync(
        IReadOnlyCollection<string> series, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var finds = await db.Releases
            .Where(r => series.Contains(r.SeriesKey) && r.Status == ReleaseStatus.Published && r.Reason != Reason.FirstSeen && r.FirstSeenAt >= since)
            .GroupBy(r => r.SeriesKey).Select(g => new { g.Key, At = g.Max(r => r.FirstSeenAt) }).ToListAsync(cancellationToken);
        return finds.ToDictionary(f => f.Key, f => f.At!.Value, StringComparer.Ordinal);
    }

    public async Task<ReadOnlyMemory<byte>?> BodyAsync(ContentDigest digest, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Bodies.LoadAsync(db, digest, cancellationToken);
    }

    public void Dispose()
    {
        _open.Dispose();
        _unhurried.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _open.DisposeAsync();
        await _unhurried.DisposeAsync();
    }

    private static async Task KeepAsync(MonitorDb db, CuratedEntryRow row, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            // Asked again where SQLite lets one writer in: its guard would refuse a second row before the unique index is asked.
            if (await db.CuratedEntries.AnyAsync(c => c.EntryKey == row.EntryKey && c.Digest == row.Digest, cancellationToken)) return;
            db.CuratedEntries.Add(row);
            await db.SaveChangesAsync(cancellationToken);
            await LeafQueue.AddAsync(db, LogEntryKind.CuratedEntry, row.Id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception error) when (WriteConflict.Is(error))
        {
            // Another node that starts at the same moment was faster.
            db.ChangeTracker.Clear();
        }
    }

    private async Task<bool> HasLookAsync(string address, DateTimeOffset takenAt, ContentDigest? body, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await RunQueries.FindLookAsync(db, address, UtcMilliseconds.Truncate(takenAt), body, cancellationToken) is not null;
    }

    private async Task<RecordOutcome> WriteAsync(
        ImmutableArray<ReadCapture> captures,
        ImmutableArray<JudgedSeries> series,
        SourceState? source,
        DateTimeOffset recordedAt,
        CancellationToken cancellationToken)
    {
        await using var rented = await _open.RentAsync(cancellationToken);
        var db = rented.Db;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var runs = new RunWriter(db, _memory);
            var verdicts = new VerdictWriter(db);
            await verdicts.WriteStatesAsync(series, source, cancellationToken);
            foreach (var capture in captures.OrderBy(c => c.Capture.Measurement.TakenAt)) await runs.WriteAsync(capture, cancellationToken);
            foreach (var judged in series) await verdicts.WriteReleasesAsync(judged.Verdict, cancellationToken);
            var flips = await verdicts.WriteFlipsAsync(series, runs, recordedAt, cancellationToken);
            var isReplay = captures.Any(c => c.Capture.Measurement.Origin != "live");
            if (alerts is not null) await new OutboxWriter(db, alerts).WriteAsync(flips, isReplay, recordedAt, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            runs.Remember();
            rented.Done();
            return new RecordOutcome(RecordResult.Recorded, runs.Added.Plus(verdicts.Added));
        }
        catch (Exception error) when (writing?.Heard(error) is true || WriteConflict.Is(error))
        {
            return RecordOutcome.Conflict;
        }
    }
}
