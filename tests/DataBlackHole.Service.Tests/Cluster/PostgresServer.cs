using System.Diagnostics;
using Npgsql;

namespace DataBlackHole.Service.Tests.Cluster;

/// <summary>A PostgreSQL server of its own (Debian's), that can be stopped, started again, paused and gone on with.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pg-").FullName;
    private readonly string _programs;
    private bool _isPaused;

    private PostgresServer(string programs) => _programs = programs;

    public int Port { get; } = Places.DeadPort();

    public string Setting => $"Host=127.0.0.1;Port={Port};Username=tests;Database=record";

    public static async Task<PostgresServer> StartAsync()
    {
        var programs = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order().LastOrDefault() : null;
        if (programs is null) Assert.Ignore("PostgreSQL is not installed (Debian: postgresql)");
        if (Environment.UserName != "root") Assert.Ignore("the server runs under an account of its own, which only root can take on");
        var server = new PostgresServer(programs!);
        await server.RunAsync("/usr/bin/chown", "postgres", server._folder);
        await server.AsPostgresAsync($"'{programs}/initdb' -D '{server._folder}/cluster' -U tests --auth=trust --no-sync -E UTF8 --locale=C");
        await server.OpenAsync();
        return server;
    }

    public Task OpenAsync() =>
        AsPostgresAsync($"'{_programs}/pg_ctl' -D '{_folder}/cluster' -l '{_folder}/log' -w -o '-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off -c max_connections=200' start");

    /// <summary>Ends the server and everything it has under way.</summary>
    public Task CloseAsync() => AsPostgresAsync($"'{_programs}/pg_ctl' -D '{_folder}/cluster' -m immediate -w stop");

    /// <summary>Stops all its processes where they stand: connections stay open and nobody answers.</summary>
    public async Task PauseAsync()
    {
        _isPaused = true;
        await SignalAsync("-STOP");
    }

    public async Task GoOnAsync()
    {
        if (!_isPaused) return;
        await SignalAsync("-CONT");
        _isPaused = false;
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Setting);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<List<T>> ListAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Setting);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await reader.ReadAsync()) found.Add(reader.GetFieldValue<T>(0));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await GoOnAsync();
        if (File.Exists(Path.Combine(_folder, "cluster", "postmaster.pid"))) await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        var pid = Path.Combine(_folder, "cluster", "postmaster.pid");
        if (!File.Exists(pid)) return;
        var server = (await File.ReadAllLinesAsync(pid))[0];
        var processes = Directory.GetDirectories("/proc").Where(d => ParentOf(d) == server).Select(Path.GetFileName).Prepend(server);
        // One that ends meanwhile is none of ours any more.
        await RunAsync("/bin/bash", "-c", $"kill {signal} {string.Join(' ', processes)} || true");
    }

    private static string? ParentOf(string process)
    {
        try
        {
            return File.ReadLines(Path.Combine(process, "status")).FirstOrDefault(l => l.StartsWith("PPid:", StringComparison.Ordinal))?[5..].Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private Task AsPostgresAsync(string command) => RunAsync("/bin/su", "postgres", "-s", "/bin/bash", "-c", command);

    private async Task RunAsync(string program, params string[] arguments)
    {
        // The server keeps what it inherits open: its output goes to its log.
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", "exec \"$0\" \"$@\" >>\"$LOG\" 2>&1", program, .. arguments]) { WorkingDirectory = "/", Environment = { ["LOG"] = Path.Combine(Path.GetTempPath(), Path.GetFileName(_folder) + ".out") } })!;
        await process.WaitForExitAsync();
        var log = Path.Combine(Path.GetTempPath(), Path.GetFileName(_folder) + ".out");
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}: {await File.ReadAllTextAsync(log)}");
        File.Delete(log);
    }
}
