using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage.Copying;

/// <summary>Copies of a SQLite record by SQLite's own online backup: one consistent moment, while the service goes on writing.</summary>
internal static class SqliteCopy
{
    private const string Migrations = "__EFMigrationsHistory";

    public static async Task BackUpAsync(DatabaseSettings database, string to, CancellationToken cancellationToken)
    {
        if (database.FilePath is not { } record || !File.Exists(record)) throw new RecordCopyException($"There is no record '{database.FilePath}'");
        await CopyAsync(record, SqliteOpenMode.ReadWrite, to, "delete", cancellationToken);
    }

    public static async Task RestoreAsync(DatabaseSettings database, string from, CancellationToken cancellationToken)
    {
        var record = database.FilePath!;
        await RequireEmptyAsync(record, cancellationToken);
        await RequireReadableAsync(database, from, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(record)!);
        using var partial = PartialFile.Beside(record);
        await CopyAsync(from, SqliteOpenMode.ReadOnly, partial.Path, "wal", cancellationToken);
        foreach (var empty in new[] { record, $"{record}-wal", $"{record}-shm" }) File.Delete(empty);
        partial.Finish(record);
    }

    /// <exception cref="RecordCopyException">There is something in that place.</exception>
    public static async Task RequireEmptyAsync(string record, CancellationToken cancellationToken)
    {
        if (File.Exists(record) && await WhatIsInAsync(record, cancellationToken) is { } something)
            throw new RecordCopyException($"'{record}' {something}, and a record is never overwritten: name another file (--database FILE), or move this one away first");
    }

    /// <summary>Copies page by page and reads the copy through: what cannot be read is no copy.</summary>
    private static async Task CopyAsync(string from, SqliteOpenMode mode, string to, string journal, CancellationToken cancellationToken)
    {
        try
        {
            await using var copy = await OpenAsync(to, SqliteOpenMode.ReadWrite, cancellationToken);
            await using (var source = await OpenAsync(from, mode, cancellationToken)) source.BackupDatabase(copy);
            await TextAsync(copy, $"PRAGMA journal_mode = {journal}", cancellationToken);
            if (await TextAsync(copy, "PRAGMA integrity_check(1)", cancellationToken) is not "ok" and var wrong) throw Damaged(from, wrong);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw Damaged(from, exception.Message);
        }
        catch (SqliteException exception)
        {
            throw new RecordCopyException($"'{from}' could not be copied: {exception.Message}", exception);
        }
    }

    /// <summary>Whether the file is a record that this program can read.</summary>
    private static async Task RequireReadableAsync(DatabaseSettings database, string from, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<MonitorDb>();
        options.UseHistory(database);
        await using var db = new MonitorDb(options.Options);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        try
        {
            await using var connection = await OpenAsync(from, SqliteOpenMode.ReadOnly, cancellationToken);
            if (!(await TextsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table'", cancellationToken)).Contains(Migrations))
                throw new RecordCopyException($"'{from}' is a SQLite file, but no record of this program");
            var applied = await TextsAsync(connection, $"SELECT \"MigrationId\" FROM \"{Migrations}\"", cancellationToken);
            if (applied.FirstOrDefault(m => !known.Contains(m)) is { } newer)
                throw new RecordCopyException($"'{from}' was written by a later version of this program ({newer}): restore it with that version");
        }
        catch (SqliteException exception)
        {
            throw new RecordCopyException($"'{from}' cannot be read as a SQLite record: {exception.Message}", exception);
        }
    }

    /// <summary>What is in the file already; null when nothing is.</summary>
    private static async Task<string?> WhatIsInAsync(string record, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(record, SqliteOpenMode.ReadWrite, cancellationToken);
            foreach (var table in await TextsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\'", cancellationToken))
            {
                if (await TextAsync(connection, $"SELECT EXISTS (SELECT 1 FROM \"{table}\")", cancellationToken) != "0") return $"holds records already ({table})";
            }
            return null;
        }
        catch (SqliteException exception)
        {
            return $"cannot be looked into ({exception.Message})";
        }
    }

    public static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        // Not pooled: a connection kept for later would keep the file open.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 60 }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public static async Task<string> TextAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken) =>
        (await TextsAsync(connection, sql, cancellationToken)) is [var first, ..] ? first : "";

    /// <summary>The first column as text.</summary>
    private static async Task<List<string>> TextsAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) texts.Add(rows.GetString(0));
        return texts;
    }

    private static RecordCopyException Damaged(string file, string what) =>
        new($"'{file}' is damaged, and a damaged copy is not kept: {what.ReplaceLineEndings(" ")}") { IsDamage = true };
}
