using System.Diagnostics;
using System.Globalization;
using System.Text;
using DataBlackHole.Commands;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Service.Tests.Faults;

/// <summary>
/// The built program killed at random moments while it writes a SQLite file as fast as politeness lets it: at its start, in the middle of
/// looks, of the sweep, of the log. <c>DATABLACKHOLE_KILLS=100 dotnet test tests/DataBlackHole.Service.Tests --filter Name~Killed</c> does it a hundred times.
/// </summary>
[Category("Faults")]
public sealed class KilledTests
{
    private const int Hosts = 24;
    private const int UsualKills = 3;

    private readonly StringBuilder _output = new();
    private SqliteException? _unreadable;
    private Process? _program;
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("killed-").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        if (_program is { HasExited: false }) _program.Kill();
        _program?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Killed_at_any_moment_it_loses_nothing_that_was_on_record()
    {
        var kills = Number("DATABLACKHOLE_KILLS", UsualKills);
        var seed = Number("DATABLACKHOLE_SEED", Environment.TickCount & 0xFFFF);
        await TestContext.Progress.WriteLineAsync($"{kills} kills, DATABLACKHOLE_SEED={seed}");
        var random = new Random(seed);
        await using var publisher = await RestlessPublisher.StartAsync(Hosts);
        publisher.Definitions.Load();
        var record = Path.Combine(_folder, "record.db");
        var witness = new RecordWitness(record);
        var looks = 0L;
        for (var kill = 1; kill <= kills; kill++)
        {
            // One in four dies while it starts, the others while they work.
            var moment = kill % 4 == 0 ? await DieAtStartAsync(publisher, record, random) : await DieAtWorkAsync(publisher, record, witness, random);
            var verify = await Verb.RunAsync("verify", "--database", record);
            SqliteConnection.ClearAllPools();
            var losses = await witness.LossesAsync();

            Assert.That(verify.ExitCode, Is.EqualTo(ExitCode.Ok), $"seed {seed}, kill {kill} {moment}: {verify.Output}{verify.Error}");
            Assert.That(losses, Is.Empty, $"seed {seed}, kill {kill} {moment}");
            if (kill % 4 != 0) Assert.That(witness.Looks, Is.GreaterThan(looks), $"seed {seed}, kill {kill} {moment}: it went on looking after the last kill");
            looks = witness.Looks;
            if (kill % 10 == 0) await TestContext.Progress.WriteLineAsync($"{kill} kills, {looks} looks");
        }
        await TestContext.Progress.WriteLineAsync($"{witness.Count} facts and {looks} looks were seen before the kills, and all are there");
    }

    private async Task<string> DieAtStartAsync(RestlessPublisher publisher, string record, Random random)
    {
        var program = Start(publisher, record);
        var life = TimeSpan.FromMilliseconds(random.Next(100, 3000));
        await Task.Delay(life);
        await KillAsync(program);
        return $"after {life.TotalMilliseconds:0} ms of starting";
    }

    private async Task<string> DieAtWorkAsync(RestlessPublisher publisher, string record, RecordWitness witness, Random random)
    {
        var program = Start(publisher, record);
        var begun = witness.Looks;
        for (var patience = Stopwatch.StartNew(); witness.Looks == begun;)
        {
            Assert.That(program.HasExited, Is.False, $"it ended by itself: {_output}");
            Assert.That(patience.Elapsed, Is.LessThan(TimeSpan.FromMinutes(3)), $"it never looked; read from outside: {_unreadable?.Message}; it said: {_output}");
            await Task.Delay(50);
            if (File.Exists(record)) await LookAsync(witness);
        }
        var life = TimeSpan.FromMilliseconds(random.Next(0, 2500));
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < life)
        {
            await LookAsync(witness);
            await Task.Delay(random.Next(1, 120));
        }
        await KillAsync(program);
        return $"after {life.TotalMilliseconds:0} ms of looking";
    }

    /// <summary>A file that is just being made, or whose journal is just being begun, cannot be read from outside yet.</summary>
    private async Task LookAsync(RecordWitness witness)
    {
        try
        {
            await witness.LookAsync();
            _unreadable = null;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_ERROR)
        {
            _unreadable = exception;
            await Task.Delay(20);
        }
    }

    private Process Start(RestlessPublisher publisher, string record)
    {
        _program?.Dispose();
        var program = _program = Verb.Start(
            _folder,
            new Dictionary<string, string> { ["Urls"] = $"http://127.0.0.1:{Places.DeadPort()}", ["Logging__LogLevel__Default"] = "Error" },
            "serve", "--config", publisher.Definitions.Folder, "--database", record);
        program.OutputDataReceived += Keep;
        program.ErrorDataReceived += Keep;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        lock (_output) _output.Clear();
        return program;

        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (_output) _output.AppendLine(line.Data);
        }
    }

    private static async Task KillAsync(Process program)
    {
        // SIGKILL, without a word to the program.
        program.Kill();
        await program.WaitForExitAsync();
    }

    private static int Number(string variable, int usual) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
