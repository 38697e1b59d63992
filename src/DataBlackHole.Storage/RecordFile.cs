using Microsoft.Data.Sqlite;

namespace DataBlackHole.Storage;

/// <summary>The file of a SQLite record, looked into before anything is written to it.</summary>
public static class RecordFile
{
    /// <summary>Up to this size a file is read through in less than a second. Larger ones are left to <c>verify</c> and <c>backup</c>.</summary>
    private const long CheckedThrough = 256L << 20;

    /// <summary>What is broken in the file; null where nothing was found, or there is no file.</summary>
    public static async Task<string?> DamageAsync(DatabaseSettings database, CancellationToken cancellationToken = default)
    {
        if (database.FilePath is not { } file || new FileInfo(file) is not { Exists: true, Length: > 0 and <= CheckedThrough }) return null;
        try
        {
            // Only for reading: closing it must not fold the journal of a killed process into a damaged file.
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            return await check.ExecuteScalarAsync(cancellationToken) is "ok" ? null : "its pages do not fit together.";
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            return exception.Message.ReplaceLineEndings(" ");
        }
        catch (SqliteException)
        {
            // Locked, or not to be read: whoever opens it in earnest waits, or says so.
            return null;
        }
    }
}
