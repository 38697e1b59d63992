using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace DataBlackHole.Storage;

/// <summary>The databases that can hold the record.</summary>
public enum DatabaseProvider
{
    /// <summary>One file beside the program; nothing to set up.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, which several nodes can share.</summary>
    Postgres,
}

/// <summary>Where the record is kept.</summary>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString)
{
    /// <summary>The folder of the file; null for a server or a database in memory.</summary>
    public string? Folder => Provider == DatabaseProvider.Sqlite && new SqliteConnectionStringBuilder(ConnectionString).DataSource is { Length: > 0 } file
        && !file.StartsWith(':') && !file.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? Path.GetDirectoryName(Path.GetFullPath(file)) : null;

    /// <summary>The file of the record; null when a server keeps it.</summary>
    public string? FilePath => Provider == DatabaseProvider.Sqlite && new SqliteConnectionStringBuilder(ConnectionString).DataSource is { Length: > 0 } file
        ? Path.GetFullPath(file)
        : null;

    private const string Expected =
        "expected a file path, \"Data Source=FILE\" for SQLite, or \"Host=...;Database=...\" for PostgreSQL";

    /// <summary>Reads a file path or a connection string. A connection string may hold a password, so no message repeats it.</summary>
    public static DatabaseSettings Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new FormatException($"The database setting is empty; {Expected}.");
        if (text.Contains("://", StringComparison.Ordinal))
            throw new FormatException($"The database setting is an address of the form scheme://...; {Expected}.");
        return text.Contains('=') ? ParseConnectionString(text) : File(text.Trim());
    }

    public static DatabaseSettings File(string path)
    {
        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(path))
            throw new FormatException($"The database setting '{path}' names a folder; {Expected}.");
        return new(DatabaseProvider.Sqlite, new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString);
    }

    private static DatabaseSettings ParseConnectionString(string text)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            if (parts.ContainsKey("Host") || parts.ContainsKey("Server"))
                return new(DatabaseProvider.Postgres, new NpgsqlConnectionStringBuilder(text).ConnectionString);
            if (parts.ContainsKey("Data Source") || parts.ContainsKey("DataSource") || parts.ContainsKey("Filename"))
                return new(DatabaseProvider.Sqlite, new SqliteConnectionStringBuilder(text).ConnectionString);
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException($"The database setting is not a connection string ({wrong.Message}); {Expected}.", wrong);
        }
        throw new FormatException($"The database setting names neither a file nor a server; {Expected}.");
    }
}
