using System.Net;
using System.Net.Sockets;
using DataBlackHole.Storage;

namespace DataBlackHole.Benchmarks;

/// <summary>A PostgreSQL of its own that syncs every commit to the disk, as an operator's does; ended and gone afterwards.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _programs;
    private readonly int _port = FreePort();

    private PostgresServer(string programs) => _programs = programs;

    public DatabaseSettings Settings => DatabaseSettings.Parse($"Host=127.0.0.1;Port={_port};Username=benchmark;Database=postgres");

    /// <returns>Null when PostgreSQL is not installed.</returns>
    public static async Task<PostgresServer?> StartAsync()
    {
        const string installed = "/usr/lib/postgresql";
        var programs = Directory.Exists(installed) ? Directory.GetDirectories(installed).Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order().LastOrDefault() : null;
        if (programs is null) return null;
        var server = new PostgresServer(programs);
        var data = server._folder["data"];
        Directory.CreateDirectory(data);
        if (Environment.IsPrivilegedProcess)
        {
            if (OperatingSystem.IsLinux()) File.SetUnixFileMode(server._folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            await CheckAsync(ChildProcess.RunAsync("chown", ["postgres", data]));
        }
        await server.RunAsync($"'{programs}/initdb' -D '{data}/cluster' -U benchmark --auth=trust --no-sync -E UTF8 --locale=C");
        await server.RunAsync($"'{programs}/pg_ctl' -D '{data}/cluster' -l '{data}/log' -w -o '-p {server._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data}' start >/dev/null 2>&1");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Npgsql.NpgsqlConnection.ClearAllPools();
        await RunAsync($"'{_programs}/pg_ctl' -D '{_folder["data"]}/cluster' -m immediate stop");
        _folder.Dispose();
    }

    /// <summary>PostgreSQL refuses to run as root: then its own account runs it.</summary>
    private Task RunAsync(string command) => CheckAsync(Environment.IsPrivilegedProcess
        ? ChildProcess.RunAsync("su", ["postgres", "-s", "/bin/bash", "-c", command], _folder.Path)
        : ChildProcess.RunAsync("bash", ["-c", command], _folder.Path));

    private static async Task CheckAsync(Task<ChildProcess> running)
    {
        var ended = await running;
        if (ended.ExitCode != 0) throw new InvalidOperationException($"PostgreSQL: {ended.Error}{ended.Output}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
