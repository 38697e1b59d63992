using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DataBlackHole.Storage.Copying;

/// <summary>The record that is read: one consistent moment of it, and whether anybody wrote to it after that.</summary>
internal sealed class ImportSource : IAsyncDisposable
{
    private readonly DbConnection _watch;
    private string _version = "";

    private ImportSource(DatabaseSettings database)
    {
        Database = ForReading(database);
        Contexts = new RecordContexts(Database);
        (Connection, _watch) = (Connect(Database), Connect(Database));
    }

    public DatabaseSettings Database { get; }

    public RecordContexts Contexts { get; }

    public DbConnection Connection { get; }

    public DbTransaction Transaction { get; private set; } = null!;

    /// <exception cref="RecordCopyException">There is none, it cannot be read, or it was written by another version of this program.</exception>
    public static async Task<ImportSource> OpenAsync(DatabaseSettings database, CancellationToken cancellationToken)
    {
        if (database.FilePath is { } file && !File.Exists(file)) throw new RecordCopyException($"There is no record '{file}'");
        var source = new ImportSource(database);
        try
        {
            await source._watch.OpenAsync(cancellationToken);
            await source.RequireSameVersionAsync(cancellationToken);
            source._version = await source.VersionAsync(cancellationToken);
            await source.Connection.OpenAsync(cancellationToken);
            source.Transaction = source.Connection is SqliteConnection sqlite
                ? sqlite.BeginTransaction(deferred: true)
                : await source.Connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            return source;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="RecordCopyException">The record does not agree with itself.</exception>
    public async Task RequireSoundAsync(CancellationToken cancellationToken)
    {
        if (Connection is SqliteConnection)
        {
            if (await ScalarAsync(_watch, "PRAGMA integrity_check(1)", cancellationToken) is not "ok" and var wrong) throw Damaged(wrong ?? "its pages do not fit together");
            if (await ScalarAsync(_watch, "PRAGMA foreign_key_check", cancellationToken) is { Length: > 0 } table) throw Damaged($"a row of {table} refers to what is not there");
        }
        var report = await new EvidenceAudit(Contexts).RunAsync(cancellationToken: cancellationToken);
        if (!report.Findings.IsEmpty) throw Damaged($"{report.Findings.Length} thing(s) do not agree, first {report.Findings[0]}; `verify` names them all");
    }

    /// <summary>The last number that the database gave; 0 before the first.</summary>
    public async Task<long> LastNumberAsync(CopiedTable table, CancellationToken cancellationToken)
    {
        var highest = await ScalarAsync(Connection, $"SELECT max(\"{table.Numbered}\") FROM \"{table.Name}\"", cancellationToken);
        var given = Connection is SqliteConnection
            ? await ScalarAsync(Connection, $"SELECT seq FROM sqlite_sequence WHERE name = '{table.Name}'", cancellationToken)
            : await ScalarAsync(Connection, $"SELECT pg_sequence_last_value(pg_get_serial_sequence('{table.Name}', '{table.Numbered}')::regclass)", cancellationToken);
        return Math.Max(Number(highest), Number(given));
    }

    /// <exception cref="RecordCopyException">Somebody wrote to it, and the copy would lack that.</exception>
    public async Task RequireUntouchedAsync(CancellationToken cancellationToken)
    {
        if (await VersionAsync(cancellationToken) != _version) throw new RecordCopyException("The source was written to while it was read, and what came in would be lost: stop the service that writes to it, and import again. Nothing was imported");
    }

    public async ValueTask DisposeAsync()
    {
        if (Transaction is not null) await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
        await _watch.DisposeAsync();
    }

    private static RecordCopyException Damaged(string what) => new($"The source is damaged, and a damaged record is not imported: {what.ReplaceLineEndings(" ")}") { IsDamage = true };

    private async Task RequireSameVersionAsync(CancellationToken cancellationToken)
    {
        await using var db = Contexts.CreateDbContext();
        var known = db.Database.GetMigrations().ToList();
        var exists = _watch is SqliteConnection
            ? "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsHistory'"
            : "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename = '__EFMigrationsHistory'";
        if (Number(await ScalarAsync(_watch, exists, cancellationToken)) == 0) throw new RecordCopyException("The source is a database, but no record of this program");
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        if (applied.Except(known).Order(StringComparer.Ordinal).FirstOrDefault() is { } newer)
            throw new RecordCopyException($"The source was written by a later version of this program ({newer}): import it with that version");
        if (known.Except(applied).FirstOrDefault() is { } older)
            throw new RecordCopyException($"The source was written by an earlier version of this program (it lacks {older}): `verify` brings it up to date, then import it");
    }

    /// <summary>Another word whenever anybody committed to the record.</summary>
    private async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        if (_watch is SqliteConnection) return await ScalarAsync(_watch, "PRAGMA data_version", cancellationToken) ?? "";
        // Numbers that were given, and rows in which only the version counts: what every kind of write moves.
        await using var db = Contexts.CreateDbContext();
        var counters = CopiedTable.AllOf(db).Where(t => t.Numbered is not null).Select(t => $"coalesce((SELECT max(\"{t.Numbered}\") FROM \"{t.Name}\"), 0)");
        return await ScalarAsync(
            _watch,
            $"SELECT concat_ws(' ', {string.Join(", ", counters)}, (SELECT sum(version) FROM source_states), (SELECT sum(version) FROM series_states), (SELECT max(leaf_index) FROM log_leaves))",
            cancellationToken) ?? "";
    }

    private static async Task<string?> ScalarAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static long Number(string? text) => string.IsNullOrEmpty(text) ? 0 : long.Parse(text, CultureInfo.InvariantCulture);

    private static DbConnection Connect(DatabaseSettings database) => database.Provider == DatabaseProvider.Sqlite
        ? new SqliteConnection(database.ConnectionString)
        : new NpgsqlConnection(database.ConnectionString);

    /// <summary>Not pooled, and a file only for reading: an import changes nothing where it reads.</summary>
    private static DatabaseSettings ForReading(DatabaseSettings database) => database with
    {
        ConnectionString = database.Provider == DatabaseProvider.Sqlite
            ? new SqliteConnectionStringBuilder(database.ConnectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString
            : new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString,
    };
}
