using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace DataBlackHole.Storage.Logging;

/// <summary>
/// The right to be the one that changes the log, with a transaction in which to do it. SQLite has one writer at a time anyway. On PostgreSQL
/// the claim is taken before the transaction begins, so that it sees everything the holder before it did, and nothing that is recorded
/// while it runs: leaves that are committed meanwhile with smaller numbers wait for the next one.
/// </summary>
internal sealed class SequencerClaim : IAsyncDisposable
{
    /// <summary>Any number, as long as nothing else in the database uses it.</summary>
    private const long Number = 0x6c6f_675f_7365_7131;

    private readonly MonitorDb _db;
    private readonly IDbContextTransaction _transaction;

    private SequencerClaim(MonitorDb db, IDbContextTransaction transaction)
    {
        _db = db;
        _transaction = transaction;
    }

    public DbConnection Connection => _db.Database.GetDbConnection();

    public DbTransaction Transaction => _transaction.GetDbTransaction();

    /// <summary>Null when another node holds the claim.</summary>
    public static async Task<SequencerClaim?> TakeAsync(MonitorDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        if (!db.Database.IsNpgsql()) return new SequencerClaim(db, await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken));
        if (!await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({Number}) AS \"Value\"").SingleAsync(cancellationToken)) return null;
        return new SequencerClaim(db, await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken));
    }

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    /// <summary>Not cancelled by a shutdown: the connection goes back to its pool, and must not take the claim along.</summary>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        if (_db.Database.IsNpgsql()) await _db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Number})", CancellationToken.None);
    }
}
