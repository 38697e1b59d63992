using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>
/// Contexts whose connection stays open from one look to the next, so that a file is neither opened nor its statements planned for each.
/// Connections to a server are the business of its driver, and are given back at once.
/// </summary>
/// <param name="contexts">The database.</param>
/// <param name="onSqlite">What is said to SQLite when a connection is opened, beside what is said to every one (<see cref="SqliteSession"/>).</param>
internal sealed class OpenContexts(IDbContextFactory<MonitorDb> contexts, string? onSqlite = null) : IAsyncDisposable, IDisposable
{
    /// <summary>More than look at once on a small machine; others open and close.</summary>
    private const int MostKept = 4;

    private readonly ConcurrentBag<MonitorDb> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>Null until a connection was made.</summary>
    private bool? _isFile;

    public async ValueTask<OpenContext> RentAsync(CancellationToken cancellationToken)
    {
        if (_idle.TryTake(out var kept)) return new OpenContext(kept, this);
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            if (onSqlite is not null && IsFile(db)) await db.Database.ExecuteSqlRawAsync(onSqlite, cancellationToken);
            return new OpenContext(db, this);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes back a context after use.</summary>
    public async ValueTask TakeBackAsync(MonitorDb db, bool isSound)
    {
        if (!isSound || _isDisposed || _idle.Count >= MostKept || !IsFile(db))
        {
            await CloseAsync(db);
            return;
        }
        db.ChangeTracker.Clear();
        _idle.Add(db);
        if (_isDisposed) Dispose();
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var db))
        {
            db.Database.CloseConnection();
            db.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var db)) await CloseAsync(db);
    }

    private bool IsFile(MonitorDb db) => _isFile ??= db.Database.IsSqlite();

    /// <summary>A context that goes back into a pool would take its open connection with it.</summary>
    private static async ValueTask CloseAsync(MonitorDb db)
    {
        await db.Database.CloseConnectionAsync();
        await db.DisposeAsync();
    }
}

/// <summary>A context for one use. One that was not used to the end (<see cref="Done"/>) is closed.</summary>
internal sealed class OpenContext(MonitorDb db, OpenContexts home) : IAsyncDisposable
{
    private bool _isSound;

    public MonitorDb Db => db;

    public void Done() => _isSound = true;

    public ValueTask DisposeAsync() => home.TakeBackAsync(db, _isSound);
}
