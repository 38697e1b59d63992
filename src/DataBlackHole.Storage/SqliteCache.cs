using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>
/// More pages in memory for a connection to SQLite, while thousands of rows go into indexes in no order: with its usual 2 MB it reads and writes
/// the same pages again and again. The memory goes back at the end.
/// </summary>
internal sealed class SqliteCache : IAsyncDisposable
{
    private const int Kilobytes = 64 * 1024;

    /// <summary>What SQLite does when nothing is said.</summary>
    private const int Usual = 2000;

    private readonly MonitorDb _db;

    private SqliteCache(MonitorDb db) => _db = db;

    public static async Task<SqliteCache> WidenAsync(MonitorDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var cache = new SqliteCache(db);
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync($"PRAGMA cache_size = -{Kilobytes}", cancellationToken);
        return cache;
    }

    public async ValueTask DisposeAsync()
    {
        if (_db.Database.IsSqlite()) await _db.Database.ExecuteSqlRawAsync($"PRAGMA cache_size = -{Usual}; PRAGMA shrink_memory", CancellationToken.None);
        await _db.Database.CloseConnectionAsync();
    }
}
