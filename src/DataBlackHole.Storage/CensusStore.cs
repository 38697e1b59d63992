using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage.Rows;
using DataBlackHole.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>Another process walks the same census at this moment.</summary>
public sealed class CensusTakenException(string message, Exception inner) : Exception(message, inner);

/// <summary>Puts censuses on record: every answer at once, so that a walk that is broken off goes on where it was, and the findings together at the end.</summary>
public sealed class CensusStore(IDbContextFactory<MonitorDb> contexts)
{
    private const int SqliteTrigger = 1811;

    /// <summary>The census of a publisher that began last, when it has not ended.</summary>
    public async Task<CensusRun?> UnfinishedAsync(string publisher, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.CensusRuns.AsNoTracking().Where(r => r.Publisher == publisher).OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        return last is null || await db.CensusEnds.AnyAsync(e => e.RunId == last.Id, cancellationToken) ? null : last.ToRun();
    }

    public async Task<CensusRun> BeginAsync(
        string publisher, DateTimeOffset now, DateOnly today, IEnumerable<CensusTree> trees, string address, string catalogueHash, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = new CensusRunRow
        {
            Publisher = publisher,
            StartedAt = UtcMilliseconds.Truncate(now),
            Today = today,
            Trees = string.Join(',', trees.Select(t => t.Code.ToString(CultureInfo.InvariantCulture))),
            Address = address,
            CatalogueHash = catalogueHash,
        };
        db.CensusRuns.Add(row);
        await SaveAsync(db, cancellationToken);
        return row.ToRun();
    }

    /// <summary>Everything that was asked and answered so far, in order, one at a time.</summary>
    public async IAsyncEnumerable<CensusPage> PagesAsync(long run, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.CensusPages.AsNoTracking().Where(p => p.RunId == run).OrderBy(p => p.Id).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            var body = row.Outcome == CensusOutcome.Read && row.BodyDigest is { } digest ? await Bodies.LoadAsync(db, ContentDigest.Parse(digest), cancellationToken) : null;
            var failure = row.FailureKind is { } kind ? new ProbeFailure(kind, row.FailureOperation ?? ProbeOperation.Unknown, row.FailureDetail ?? "") : null;
            yield return new CensusPage(row.CallKey, row.Outcome, row.Attempt, row.TakenAt, row.Status, failure, body ?? ReadOnlyMemory<byte>.Empty);
        }
    }

    /// <summary>Puts one attempt on record, with the bytes it brought.</summary>
    /// <exception cref="CensusTakenException">Another process was faster with the same question.</exception>
    public async Task AddPageAsync(long run, string callKey, int attempt, CensusOutcome outcome, Capture capture, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(capture);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await Bodies.StoreAsync(db, capture, cancellationToken);
        var look = capture.Measurement;
        db.CensusPages.Add(new CensusPageRow
        {
            RunId = run,
            CallKey = callKey,
            Attempt = attempt,
            Outcome = outcome,
            TakenAt = UtcMilliseconds.Truncate(look.TakenAt),
            Status = look.Status,
            FailureKind = look.Failure?.Kind,
            FailureOperation = look.Failure?.Operation,
            FailureDetail = look.Failure?.Detail,
            BodyDigest = look.Body?.Hex,
        });
        await SaveAsync(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What is on record about every indicator of a publisher, by identity.</summary>
    public async Task<ImmutableDictionary<string, CensusMemory>> MemoryAsync(string publisher, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Newest(db, publisher).ToListAsync(cancellationToken);
        return rows.ToImmutableDictionary(r => r.Indicator, r => r.ToMemory(), StringComparer.Ordinal);
    }

    /// <summary>Ends a census: what is new, and what it could not tell, in one transaction.</summary>
    public async Task EndAsync(CensusRun run, IEnumerable<CensusFinding> findings, CensusSummary summary, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.CensusEnds.Add(new CensusEndRow { RunId = run.Id, EndedAt = UtcMilliseconds.Truncate(now), Summary = RecordJson.Write(summary) });
        await SaveAsync(db, cancellationToken);
        await BulkInsert.WriteAsync(db, [.. findings.Where(f => f.IsNews).Select(f => CensusIndicatorRow.From(run, f, now))], null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <param name="recordedBy">Only versions that were on record by this instant; all when null.</param>
    internal static IQueryable<CensusIndicatorRow> Newest(MonitorDb db, string publisher, DateTimeOffset? recordedBy = null) => recordedBy is { } instant ? NewestBy(db, publisher, instant) : db.CensusIndicators.AsNoTracking()
        .Where(i => i.Publisher == publisher && i.Id == db.CensusIndicators.Where(o => o.Publisher == i.Publisher && o.Indicator == i.Indicator).Max(o => o.Id));

    private static IQueryable<CensusIndicatorRow> NewestBy(MonitorDb db, string publisher, DateTimeOffset by) => db.CensusIndicators.AsNoTracking()
        .Where(i => i.Publisher == publisher && i.Id == db.CensusIndicators.Where(o => o.Publisher == i.Publisher && o.Indicator == i.Indicator && o.RecordedAt <= by).Max(o => o.Id));

    private static async Task SaveAsync(MonitorDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // The guard of history is asked before the unique index where the database is SQLite.
        catch (DbUpdateException exception) when (WriteConflict.Is(exception) || exception.InnerException is SqliteException { SqliteExtendedErrorCode: SqliteTrigger })
        {
            throw new CensusTakenException("another process walks the same census at this moment", exception);
        }
    }
}
