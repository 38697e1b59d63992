using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>
/// A word that is another one whenever anything was committed to the record, by whichever process. It costs next to nothing to ask, and
/// means something within this process only.
/// </summary>
public sealed class RecordVersion(IDbContextFactory<MonitorDb> contexts) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private MonitorDb? _db;
    private DbCommand? _question;
    private long _opened;

    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Not to be given up with the request: another connection would begin to count anew, and everything kept would be void.
            var question = _question ?? await OpenAsync();
            var answer = await question.ExecuteScalarAsync(CancellationToken.None);
            // What one connection says cannot be held against what another says.
            return string.Create(CultureInfo.InvariantCulture, $"{_opened} {answer}");
        }
        catch
        {
            await CloseAsync();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _turn.Dispose();
    }

    private async Task<DbCommand> OpenAsync()
    {
        _db = await contexts.CreateDbContextAsync();
        await _db.Database.OpenConnectionAsync();
        _question = _db.Database.GetDbConnection().CreateCommand();
        // Two equal snapshots see the same rows: none of the transactions they leave out has ended in between.
        _question.CommandText = _db.Database.IsSqlite() ? "PRAGMA data_version" : "SELECT pg_current_snapshot()::text";
        _opened++;
        return _question;
    }

    private async Task CloseAsync()
    {
        if (_question is not null) await _question.DisposeAsync();
        if (_db is not null) await _db.DisposeAsync();
        (_question, _db) = (null, null);
    }
}
