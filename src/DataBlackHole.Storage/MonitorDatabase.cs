using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>Brings the database to the schema of this program.</summary>
public static class MonitorDatabase
{
    private const int Attempts = 8;

    /// <summary>Applies what is missing. Processes that start together all come up: one migrates, the others wait and find it done.</summary>
    public static async Task MigrateAsync(IDbContextFactory<MonitorDb> contexts, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                if (db.Database.IsSqlite()) await MigrateFileAsync(db, cancellationToken);
                else await db.Database.MigrateAsync(cancellationToken);
                return;
            }
            // Two processes that create the same database, history table or file at the same instant: one gets an error, and tries again.
            catch (DbException failure) when (attempt < Attempts && MayPass(failure))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250 * attempt), cancellationToken);
            }
        }
    }

    /// <summary>A file that is no database, is damaged or may not be written stays so however often one tries.</summary>
    private static bool MayPass(DbException failure) => failure is not SqliteException
    {
        SqliteErrorCode: SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB,
    };

    private static async Task MigrateFileAsync(MonitorDb db, CancellationToken cancellationToken)
    {
        var file = db.Database.GetDbConnection().DataSource;
        if (file.Length == 0 || file.StartsWith(':') || file.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            await db.Database.MigrateAsync(cancellationToken);
            return;
        }
        var path = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()) return;
        await using var turn = await TakeTurnAsync($"{path}.migrating", cancellationToken);
        await ForgetAbandonedLockAsync(db, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
    }

    /// <summary>Waits for as long as another process holds the file; the operating system lets go of it when that process ends.</summary>
    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        for (var waited = 0; ; waited++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            // Where the file is not there, nobody holds it: it cannot be made, or was let go of this instant.
            catch (IOException) when (waited < (File.Exists(path) ? 600 : 20))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    /// <summary>
    /// EF's own lock for SQLite is a row that a killed process leaves behind, and the next start would wait for it for ever.
    /// Whoever holds the turn file knows that nobody else is migrating.
    /// </summary>
    private static async Task ForgetAbandonedLockAsync(MonitorDb db, CancellationToken cancellationToken)
    {
        const string exists = "SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'";
        if (!await db.Database.CanConnectAsync(cancellationToken)) return;
        if (await db.Database.SqlQueryRaw<int>(exists).SingleAsync(cancellationToken) == 0) return;
        await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancellationToken);
    }
}
