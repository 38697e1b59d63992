using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DataBlackHole.Storage;

/// <summary>That the record cannot be written.</summary>
/// <param name="Since">Since when every attempt failed.</param>
/// <param name="Problem">What the database said last.</param>
public sealed record WritingTrouble(DateTimeOffset Since, string Problem);

/// <summary>
/// Whether this process can write the record, as its last attempts showed. Kept in memory: what cannot be written cannot say so in the record.
/// Only what no second attempt mends is told, such as a full disk; two writers of one row are routine.
/// </summary>
public sealed partial class RecordWriting(TimeProvider time, ILogger<RecordWriting>? log = null) : IDbCommandInterceptor, IDbTransactionInterceptor
{
    private readonly Lock _lock = new();
    private WritingTrouble? _trouble;

    /// <summary>What is wrong; null where nothing is known to be.</summary>
    public WritingTrouble? Trouble
    {
        get
        {
            lock (_lock) return _trouble;
        }
    }

    public void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Failed(eventData.Exception);

    public Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Failed(eventData.Exception);
        return Task.CompletedTask;
    }

    public void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData) => Failed(eventData.Exception);

    public Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Failed(eventData.Exception);
        return Task.CompletedTask;
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Succeeded();

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Succeeded();
        return Task.CompletedTask;
    }

    /// <summary>What a writer met whose statements do not pass the interceptors.</summary>
    /// <returns>False: whoever met it goes on with it.</returns>
    internal bool Heard(Exception exception)
    {
        Failed(exception);
        return false;
    }

    private void Failed(Exception exception)
    {
        if (Sentence(exception) is not { } sentence) return;
        WritingTrouble? begun = null;
        lock (_lock)
        {
            if (_trouble is null) begun = new WritingTrouble(time.GetUtcNow(), sentence);
            _trouble = begun ?? _trouble! with { Problem = sentence };
        }
        if (begun is not null && log is not null) CannotWrite(log, sentence);
    }

    private void Succeeded()
    {
        WritingTrouble? ended;
        lock (_lock) (ended, _trouble) = (_trouble, null);
        if (ended is not null && log is not null) CanWrite(log, ended.Since);
    }

    /// <summary>What no second attempt mends; null for everything else.</summary>
    private static string? Sentence(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_CORRUPT } file => OneLine(file),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.IoError } server => OneLine(server),
        _ => null,
    };

    private static string OneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ").Trim();

    [LoggerMessage(Level = LogLevel.Error, Message = "The record cannot be written: {Problem}. What is on record stays as it is; looks go on and are written again as soon as that is possible")]
    private static partial void CannotWrite(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The record can be written again; it could not since {Since:u}, and looks of that time are not on record")]
    private static partial void CanWrite(ILogger logger, DateTimeOffset since);
}
