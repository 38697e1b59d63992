using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DataBlackHole.Storage;

/// <summary>What SQLite forgets with every connection.</summary>
internal sealed class SqliteSession : DbConnectionInterceptor
{
    // synchronous=FULL: in WAL mode NORMAL never corrupts the file, but a power cut can take back the last commits, and with them
    // a flip that people were already told about. One sync a commit is nothing at a few looks a minute.
    private const string Settings = "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000;";

    /// <summary>For commits that need not be on the disk at once: the next one that must be takes them along, as does every checkpoint of the file.</summary>
    public const string SyncedLater = "PRAGMA synchronous = NORMAL";

    public static SqliteSession Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
