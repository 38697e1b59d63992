using Npgsql;

namespace DataBlackHole.Storage.Copying;

/// <summary>Copies of a PostgreSQL record by PostgreSQL's own programs, in their custom format: one consistent moment, while nodes go on writing.</summary>
internal static class PostgresCopy
{
    /// <param name="database">The record.</param>
    /// <param name="to">Where the dump is written.</param>
    /// <param name="final">The name it gets in the end, which operators are told.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public static async Task BackUpAsync(DatabaseSettings database, string to, string final, CancellationToken cancellationToken)
    {
        var dump = new PostgresProgram("pg_dump", database);
        string[] Arguments(string file) => ["--format=custom", "--no-owner", "--no-privileges", $"--file={file}", .. dump.Where()];
        dump.RequireInstalled(Arguments(final));
        await dump.RunAsync(Arguments(to), cancellationToken);
        await RequireDumpAsync(database, to, cancellationToken);
    }

    public static async Task RestoreAsync(DatabaseSettings database, string from, CancellationToken cancellationToken)
    {
        var restore = new PostgresProgram("pg_restore", database);
        string[] arguments = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", .. restore.Where()];
        restore.RequireInstalled([.. arguments, from]);
        await RequireDumpAsync(database, from, cancellationToken);
        // Tables that are there and empty make way.
        if (await RequireEmptyAsync(database, cancellationToken)) arguments = ["--clean", "--if-exists", .. arguments];
        await restore.RunAsync([.. arguments, from], cancellationToken);
    }

    private static async Task RequireDumpAsync(DatabaseSettings database, string file, CancellationToken cancellationToken)
    {
        var content = await new PostgresProgram("pg_restore", database).RunAsync(["--list", file], cancellationToken);
        if (!content.Contains(" TABLE DATA public measurements ", StringComparison.Ordinal)) throw new RecordCopyException($"'{file}' is a dump of PostgreSQL, but of no record of this program");
    }

    /// <returns>Whether there are tables.</returns>
    public static async Task<bool> RequireEmptyAsync(DatabaseSettings database, CancellationToken cancellationToken)
    {
        try
        {
            await CreateWhereAbsentAsync(database, cancellationToken);
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            var tables = await TablesAsync(connection, cancellationToken);
            foreach (var table in tables)
            {
                await using var question = new NpgsqlCommand($"SELECT EXISTS (SELECT 1 FROM \"{table}\")", connection);
                if (await question.ExecuteScalarAsync(cancellationToken) is true)
                    throw new RecordCopyException($"The database '{connection.Database}' holds records already ({table}), and a record is never overwritten: name an empty database (--database)");
            }
            return tables.Count > 0;
        }
        catch (NpgsqlException exception)
        {
            throw new RecordCopyException($"The database cannot be asked: {exception.Message}", exception);
        }
    }

    private static async Task CreateWhereAbsentAsync(DatabaseSettings database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
        }
        catch (PostgresException absent) when (absent.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            var wanted = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres" }.ConnectionString);
            await server.OpenAsync(cancellationToken);
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{wanted.Database!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", server);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Tables of the record; what the migrations and the scheduler keep for themselves is none of it.</summary>
    private static async Task<List<string>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = new List<string>();
        await using var command = new NpgsqlCommand(@"SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\_\_EF%' AND tablename NOT LIKE 'qrtz\_%'", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) tables.Add(rows.GetString(0));
        return tables;
    }
}
