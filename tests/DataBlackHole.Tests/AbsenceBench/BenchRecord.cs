using System.Globalization;
using DataBlackHole.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>A record of its own in memory, copied from one that was migrated once.</summary>
internal sealed class BenchRecord : IDisposable
{
    private static readonly Lazy<SqliteConnection> Template = new(Migrated);

    private readonly SqliteConnection _connection = Open();
    private readonly SqliteCommand _nextDeadline;

    public BenchRecord()
    {
        lock (Template) Template.Value.BackupDatabase(_connection);
        _nextDeadline = _connection.CreateCommand();
        _nextDeadline.CommandText = "SELECT min(next_deadline) FROM series_states";
        Contexts = new PooledDbContextFactory<MonitorDb>(OptionsFor(_connection));
    }

    public IDbContextFactory<MonitorDb> Contexts { get; }

    /// <summary>The next moment at which the passing of time alone can change something.</summary>
    public DateTimeOffset? NextDeadline() => _nextDeadline.ExecuteScalar() is string text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;

    public long StateWrites()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT sum(version) FROM series_states";
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        _nextDeadline.Dispose();
        _connection.Dispose();
    }

    private static SqliteConnection Migrated()
    {
        var connection = Open();
        using var db = new MonitorDb(OptionsFor(connection));
        db.Database.Migrate();
        return connection;
    }

    private static SqliteConnection Open()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;";
        command.ExecuteNonQuery();
        return connection;
    }

    private static DbContextOptions<MonitorDb> OptionsFor(SqliteConnection connection) => new DbContextOptionsBuilder<MonitorDb>()
        .UseSqlite(connection, sqlite => sqlite.MigrationsAssembly("DataBlackHole.Migrations.Sqlite")).EnableThreadSafetyChecks(false).Options;
}
