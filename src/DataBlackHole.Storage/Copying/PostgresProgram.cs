using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace DataBlackHole.Storage.Copying;

/// <summary>A client program of PostgreSQL. It is told the server on its command line and the password in its environment, where others cannot read it.</summary>
internal sealed class PostgresProgram(string name, DatabaseSettings database)
{
    private readonly NpgsqlConnectionStringBuilder _server = new(database.ConnectionString);

    /// <summary>The options that name server and database.</summary>
    public IEnumerable<string> Where()
    {
        if (_server.Host is { } host) yield return $"--host={host}";
        yield return string.Create(CultureInfo.InvariantCulture, $"--port={_server.Port}");
        if (_server.Username is { } user) yield return $"--username={user}";
        if (_server.Database is { } wanted) yield return $"--dbname={wanted}";
        yield return "--no-password";
    }

    /// <exception cref="RecordCopyException">It is not; the message is the command to run elsewhere.</exception>
    public void RequireInstalled(string[] arguments)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var file = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        if (!folders.Any(f => File.Exists(Path.Combine(f, file)))) throw Absent(arguments);
    }

    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        RequireInstalled(arguments);
        var start = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in Secrets()) start.Environment[variable] = value;
        using var process = Started(start, arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return process.ExitCode == 0 ? await output : throw new RecordCopyException($"{name} failed: {(await error).Trim().ReplaceLineEndings(" ")}");
    }

    private Process Started(ProcessStartInfo start, string[] arguments)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw Absent(arguments);
        }
    }

    private IEnumerable<(string Variable, string Value)> Secrets()
    {
        if (_server.Password is { Length: > 0 } password) yield return ("PGPASSWORD", password);
        if (_server.Passfile is { Length: > 0 } file) yield return ("PGPASSFILE", file);
        if (_server.RootCertificate is { Length: > 0 } roots) yield return ("PGSSLROOTCERT", roots);
        if (_server.ContainsKey("SSL Mode")) yield return ("PGSSLMODE", Mode(_server.SslMode));
    }

    private static string Mode(SslMode mode) => mode switch
    {
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };

    private RecordCopyException Absent(IEnumerable<string> arguments)
    {
        var password = _server.Password is { Length: > 0 } ? "PGPASSWORD=... " : "";
        return new($"{name} is not on this machine (Debian: postgresql-client). Install it, or run where it is: {password}{name} {string.Join(' ', arguments.Select(Quoted))}");
    }

    private static string Quoted(string argument) => argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_=./:".Contains(c, StringComparison.Ordinal))
        ? argument
        : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
