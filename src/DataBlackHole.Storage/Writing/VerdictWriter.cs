using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage.Logging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage.Writing;

/// <summary>Writes what was judged: states first (their versions keep out a second writer), then releases and flips.</summary>
internal sealed class VerdictWriter(MonitorDb db)
{
    /// <summary>The texts of states are large, and those of a statement are in memory at once: more of them outlive a collection, and cost more than a statement does.</summary>
    private const int StatesInOneStatement = 100;

    private static readonly CompiledQuery<Func<MonitorDb, string, DateTimeOffset, IAsyncEnumerable<FlipIdentity>>> FlipsAt = new(() => EF.CompileAsyncQuery(
        (MonitorDb db, string series, DateTimeOffset at) => db.Flips.AsNoTracking().Where(f => f.SeriesKey == series && f.At == at)
            .Select(f => new FlipIdentity(f.SeriesKey, f.Axis, f.Period, f.At, f.FromStatus, f.ToStatus))));

    public RowsAdded Added { get; private set; } = RowsAdded.None;

    /// <summary>A state that another writer has changed is left as it is, and then too few rows are written.</summary>
    public async Task WriteStatesAsync(IEnumerable<JudgedSeries> judged, SourceState? source, CancellationToken cancellationToken)
    {
        // In key order, so that two writers on PostgreSQL wait for each other and never both ways round.
        var ordered = judged.OrderBy(j => j.Verdict.State.Series, StringComparer.Ordinal).ToList();
        var states = ordered.ConvertAll(j => SeriesStateRow.From(j.Verdict.State, j.LoadedVersion + 1));
        var written = await BulkInsert.WriteAsync(db, states, BulkInsert.Overwriting<SeriesStateRow>(db, "series_states.version = excluded.version - 1"), cancellationToken);
        if (source is not null)
        {
            SourceStateRow[] row = [SourceStateRow.From(source, source.Version + 1)];
            written += await BulkInsert.WriteAsync(db, row, BulkInsert.Overwriting<SourceStateRow>(db, "source_states.version = excluded.version - 1"), cancellationToken);
        }
        if (written != states.Count + (source is null ? 0 : 1)) throw new DbUpdateConcurrencyException("A state was changed by another writer.");
        await WriteSettledAsync(ordered, cancellationToken);
        Added = Added with { States = Added.States + ordered.Count(j => j.LoadedVersion == 0) + (source is { Version: 0 } ? 1 : 0) };
    }

    /// <summary>Writes each state that no other writer has changed, whatever has become of the others.</summary>
    /// <returns>The keys of the series whose states were written.</returns>
    public async Task<IReadOnlySet<string>> WriteUncontestedStatesAsync(IEnumerable<JudgedSeries> judged, CancellationToken cancellationToken)
    {
        var ordered = judged.OrderBy(j => j.Verdict.State.Series, StringComparer.Ordinal).ToList();
        var written = new HashSet<string>(StringComparer.Ordinal);
        var told = new WrittenKeys("series_key", row => ((SeriesStateRow)row).SeriesKey, key => written.Add(key));
        foreach (var some in ordered.Chunk(StatesInOneStatement))
        {
            var states = new MappedRows<JudgedSeries, SeriesStateRow>(some, j => SeriesStateRow.From(j.Verdict.State, j.LoadedVersion + 1));
            await BulkInsert.WriteAsync(db, states, BulkInsert.Overwriting<SeriesStateRow>(db, "series_states.version = excluded.version - 1"), told, cancellationToken);
        }
        await WriteSettledAsync([.. ordered.Where(j => written.Contains(j.Verdict.State.Series))], cancellationToken);
        Added = Added with { States = Added.States + ordered.Count(j => j.LoadedVersion == 0 && written.Contains(j.Verdict.State.Series)) };
        return written;
    }

    /// <summary>Of the states that were written, those whose settled releases are not on record as they are now.</summary>
    private async Task WriteSettledAsync(IReadOnlyCollection<JudgedSeries> judged, CancellationToken cancellationToken)
    {
        var changed = judged.Where(j => j.SettledAs is not { } known || !SettledReleasesRow.AreSame(known, j.Verdict.State)).ToList();
        foreach (var some in changed.Chunk(StatesInOneStatement))
        {
            var rows = new MappedRows<JudgedSeries, SettledReleasesRow>(some, j => SettledReleasesRow.From(j.Verdict.State));
            await BulkInsert.WriteAsync(db, rows, BulkInsert.Overwriting<SettledReleasesRow>(db), cancellationToken);
        }
    }

    public Task WriteReleasesAsync(Verdict verdict, CancellationToken cancellationToken) => WriteReleasesAsync([verdict], cancellationToken);

    public async Task WriteReleasesAsync(IReadOnlyCollection<Verdict> verdicts, CancellationToken cancellationToken)
    {
        if (verdicts.All(v => v.Changed.IsEmpty && v.Backfilled.IsEmpty)) return;
        var changed = verdicts.SelectMany(v => v.Changed.GroupBy(r => r.Period).Select(g => ReleaseRow.From(v.State.Series, g.Last()))).ToList();
        var keys = changed.Select(KeyOf).ToHashSet();
        var backfilled = verdicts.SelectMany(v => v.Backfilled.Select(r => ReleaseRow.From(v.State.Series, r))).Where(r => !keys.Contains(KeyOf(r))).DistinctBy(KeyOf).ToList();
        var known = await KnownReleasesAsync(keys, cancellationToken);
        await BulkInsert.WriteAsync(db, changed, BulkInsert.Overwriting<ReleaseRow>(db), cancellationToken);
        var added = await BulkInsert.WriteAsync(db, backfilled, " ON CONFLICT (series_key, period) DO NOTHING", cancellationToken);
        Added = Added with { Releases = Added.Releases + changed.Count - known + added };
    }

    private static (string Series, string Period) KeyOf(ReleaseRow row) => (row.SeriesKey, row.Period);

    private async Task<int> KnownReleasesAsync(HashSet<(string Series, string Period)> releases, CancellationToken cancellationToken)
    {
        if (releases.Count == 1)
        {
            var only = releases.First();
            return await Statements.AskAsync(db, $"SELECT 1 FROM releases WHERE series_key = {only.Series} AND period = {only.Period}", cancellationToken) is null ? 0 : 1;
        }
        var known = 0;
        foreach (var some in releases.GroupBy(r => r.Series, StringComparer.Ordinal).Chunk(1000))
        {
            var series = some.Select(g => g.Key).ToList();
            var periods = some.SelectMany(g => g).Select(r => r.Period).Distinct(StringComparer.Ordinal).ToList();
            var found = await db.Releases.Where(r => EF.Parameter(series).Contains(r.SeriesKey) && EF.Parameter(periods).Contains(r.Period))
                .Select(r => new { r.SeriesKey, r.Period }).ToListAsync(cancellationToken);
            known += found.Count(r => releases.Contains((r.SeriesKey, r.Period)));
        }
        return known;
    }

    /// <summary>A flip that is on record already, as when a state is rebuilt from old captures, is not recorded again.</summary>
    public async Task<IReadOnlyList<WrittenFlip>> WriteFlipsAsync(
        IReadOnlyCollection<JudgedSeries> judged, RunWriter runs, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        var written = new List<WrittenFlip>();
        var known = await KnownFlipsAsync([.. judged.SelectMany(j => j.Verdict.Flips)], cancellationToken);
        foreach (var verdict in judged.Select(j => j.Verdict))
        {
            foreach (var flip in verdict.Flips)
            {
                var measurement = flip.Evidence is { } document ? await runs.MeasurementOfAsync(document, cancellationToken) : null;
                var row = FlipRow.From(flip, measurement, recordedAt);
                if (known.Add(IdentityOf(row))) written.Add(new WrittenFlip(row, flip, WindowOf(verdict, flip)));
            }
        }
        await SaveAsync([.. written.Select(w => w.Row)], cancellationToken);
        if (written.Count == 1) await LeafQueue.AddAsync(db, LogEntryKind.Flip, written[0].Row.Id, cancellationToken);
        else await LeafQueue.AddAsync(db, LogEntryKind.Flip, [.. written.Select(w => w.Row.Id)], cancellationToken);
        Added = Added with { Flips = Added.Flips + written.Count };
        return written;
    }

    private async Task SaveAsync(IReadOnlyList<FlipRow> flips, CancellationToken cancellationToken)
    {
        if (flips.Count < BulkInsert.WorthIt)
        {
            foreach (var flip in flips) flip.Id = await BulkInsert.NumberedAsync(db, flip, cancellationToken);
            return;
        }
        var last = await db.Flips.MaxAsync(f => (long?)f.Id, cancellationToken) ?? 0;
        await BulkInsert.WriteAsync(db, flips, null, cancellationToken);
        var ids = await db.Flips.Where(f => f.Id > last)
            .Select(f => new { f.Id, Identity = new FlipIdentity(f.SeriesKey, f.Axis, f.Period, f.At, f.FromStatus, f.ToStatus) })
            .ToDictionaryAsync(f => f.Identity, f => f.Id, cancellationToken);
        foreach (var flip in flips) flip.Id = ids[IdentityOf(flip)];
    }

    private async Task<HashSet<FlipIdentity>> KnownFlipsAsync(IReadOnlyCollection<Flip> flips, CancellationToken cancellationToken)
    {
        var known = new HashSet<FlipIdentity>();
        if (flips.Count == 1)
        {
            var only = flips.First();
            await foreach (var flip in FlipsAt.On(db)(db, only.Series, UtcMilliseconds.Truncate(only.At)).WithCancellation(cancellationToken)) known.Add(flip);
            return known;
        }
        var moments = flips.Select(f => UtcMilliseconds.Truncate(f.At)).Distinct().ToList();
        foreach (var keys in flips.Select(f => f.Series).Distinct(StringComparer.Ordinal).Chunk(1000))
        {
            foreach (var at in moments.Chunk(1000))
            {
                var rows = await db.Flips.AsNoTracking().Where(f => EF.Parameter(keys).Contains(f.SeriesKey) && at.Contains(f.At))
                    .Select(f => new FlipIdentity(f.SeriesKey, f.Axis, f.Period, f.At, f.FromStatus, f.ToStatus)).ToListAsync(cancellationToken);
                known.UnionWith(rows);
            }
        }
        return known;
    }

    /// <summary>As it stands in the database: a figure can hold what a column cannot.</summary>
    private static FlipIdentity IdentityOf(FlipRow row) =>
        new(row.SeriesKey, row.Axis, row.Period, row.At, StorableText.Of(row.FromStatus), StorableText.Of(row.ToStatus));

    private static ReleaseWindow? WindowOf(Verdict verdict, Flip flip) =>
        flip.Period is { } period && verdict.State.Releases.TryGetValue(period, out var release) ? release.Window : null;

    /// <summary>What makes two flips the same one.</summary>
    private sealed record FlipIdentity(string Series, FlipAxis Axis, string Period, DateTimeOffset At, string From, string To);
}
