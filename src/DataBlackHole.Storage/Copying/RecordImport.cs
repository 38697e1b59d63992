using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Storage.Copying;

/// <summary>A record that was moved into another database.</summary>
/// <param name="Tables">Rows of each table.</param>
/// <param name="Rows">Rows of all.</param>
/// <param name="Seconds">How long it took, with checking the source and reading everything back.</param>
/// <param name="CopySeconds">How long the rows alone took.</param>
public sealed record ImportSummary(IReadOnlyDictionary<string, long> Tables, long Rows, double Seconds, double CopySeconds);

/// <summary>How far an import is.</summary>
/// <param name="Table">What is copied at present.</param>
/// <param name="Rows">Rows of it so far.</param>
public sealed record ImportProgress(string Table, long Rows);

/// <summary>
/// Moves a whole record into an empty database of the same or the other kind: every table and column of the model as it is, with its
/// numbers and the log of evidence. The source is checked first, everything is read back and compared before the one commit, and
/// whatever fails leaves both as they were.
/// </summary>
public static class RecordImport
{
    private const int TellEvery = 100_000;

    /// <exception cref="RecordCopyException">Nothing was imported; the message says why.</exception>
    public static Task<ImportSummary> RunAsync(DatabaseSettings from, DatabaseSettings to, Action<ImportProgress>? tell = null, CancellationToken cancellationToken = default) =>
        RunAsync(from, to, isChecked: true, tell, cancellationToken);

    internal static async Task<ImportSummary> RunAsync(
        DatabaseSettings from, DatabaseSettings to, bool isChecked, Action<ImportProgress>? tell, CancellationToken cancellationToken)
    {
        try
        {
            var clock = Stopwatch.StartNew();
            await using var source = await ImportSource.OpenAsync(from, cancellationToken);
            if (isChecked) await source.RequireSoundAsync(cancellationToken);
            await using var target = await ImportTarget.OpenAsync(to, cancellationToken);
            var (rows, took) = await MoveAsync(source, target, Tables(source.Contexts), Tables(new RecordContexts(to)), tell, cancellationToken);
            await source.RequireUntouchedAsync(cancellationToken);
            await target.CommitAsync(cancellationToken);
            return new ImportSummary(rows, rows.Values.Sum(), clock.Elapsed.TotalSeconds, took.TotalSeconds);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw new RecordCopyException($"The source is damaged, or no record, and nothing was imported: {exception.Message.ReplaceLineEndings(" ")}", exception) { IsDamage = true };
        }
        catch (DbException exception)
        {
            throw new RecordCopyException($"The record could not be imported, and nothing was: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        catch (Exception exception) when (exception is InvalidCastException or FormatException or OverflowException)
        {
            throw new RecordCopyException($"The source holds what cannot be read as what it should be, and nothing was imported: {exception.Message}", exception) { IsDamage = true };
        }
    }

    private static async Task<(Dictionary<string, long> Rows, TimeSpan Took)> MoveAsync(
        ImportSource source, ImportTarget target, ImmutableArray<CopiedTable> read, ImmutableArray<CopiedTable> written, Action<ImportProgress>? tell, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<string, (long Rows, string Digest)>();
        var clock = Stopwatch.StartNew();
        foreach (var table in read)
        {
            using var digest = new RowDigest();
            var into = written.Single(t => t.Name == table.Name);
            await target.WriteAsync(into, CountedAsync(table.Name, table.RowsAsync(source.Connection, source.Transaction, cancellationToken), digest, tell), cancellationToken);
            if (table.Numbered is not null && await source.LastNumberAsync(table, cancellationToken) is > 0 and var last) await target.GoOnAfterAsync(into, last, cancellationToken);
            sums[table.Name] = (digest.Rows, digest.Finish());
        }
        var took = clock.Elapsed;
        foreach (var table in written) await RequireSameAsync(target, table, sums[table.Name], cancellationToken);
        return (sums.ToDictionary(s => s.Key, s => s.Value.Rows), took);
    }

    private static async Task RequireSameAsync(ImportTarget target, CopiedTable table, (long Rows, string Digest) expected, CancellationToken cancellationToken)
    {
        using var digest = new RowDigest();
        await foreach (var row in table.RowsAsync(target.Connection, target.Transaction, cancellationToken)) digest.Add(row);
        if ((digest.Rows, digest.Finish()) != expected) throw new RecordCopyException($"What was written to {table.Name} did not read back as it was, and nothing was imported");
    }

    private static async IAsyncEnumerable<object?[]> CountedAsync(string table, IAsyncEnumerable<object?[]> rows, RowDigest digest, Action<ImportProgress>? tell)
    {
        await foreach (var row in rows)
        {
            digest.Add(row);
            if (digest.Rows % TellEvery == 0) tell?.Invoke(new ImportProgress(table, digest.Rows));
            yield return row;
        }
        tell?.Invoke(new ImportProgress(table, digest.Rows));
    }

    private static ImmutableArray<CopiedTable> Tables(RecordContexts contexts)
    {
        using var db = contexts.CreateDbContext();
        return CopiedTable.AllOf(db);
    }
}
