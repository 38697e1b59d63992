using DataBlackHole.Commands;
using DataBlackHole.Storage;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Service.Tests.Operations;

/// <summary><c>backup</c> and <c>restore</c>, on both databases: the copy is the record, and nothing is ever overwritten.</summary>
public sealed class CopyTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("copies-").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.Postgres)]
    public async Task A_copy_made_while_the_service_writes_is_restored_whole(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Postgres && !File.Exists("/usr/bin/pg_dump")) Assert.Ignore("/usr/bin/pg_dump is not here: install postgresql-client");
        await using var database = TestDatabase.Name(provider);
        await using var other = TestDatabase.Name(provider);
        var file = Path.Combine(_folder, "record.backup");
        var backup = await WhileItRunsAsync(database, () => Verb.RunAsync("backup", file, "--database", database.Setting));
        var again = await Verb.RunAsync("backup", file, "--database", database.Setting);
        var bytes = await File.ReadAllBytesAsync(file);

        var restore = await Verb.RunAsync("restore", file, "--database", other.Setting);
        var over = await Verb.RunAsync("restore", file, "--database", database.Setting);
        var verify = await Verb.RunAsync("verify", "--database", other.Setting, "--json");

        Assert.That(backup.ExitCode, Is.EqualTo(ExitCode.Ok), backup.Error);
        Assert.That(Directory.GetFiles(_folder), Is.EqualTo(new[] { file }), "nothing is left beside it");
        Assert.That((again.ExitCode, again.Error), Is.EqualTo((ExitCode.BadInput, $"'{file}' exists already and is not overwritten: give another name\n")));
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(bytes));
        Assert.That(restore.ExitCode, Is.EqualTo(ExitCode.Ok), restore.Error);
        Assert.That(over.ExitCode, Is.EqualTo(ExitCode.BadInput));
        Assert.That(over.Error, Does.Contain("holds records already").And.Contain("is never overwritten"));
        Assert.That(verify.ExitCode, Is.EqualTo(ExitCode.Ok), verify.Output + verify.Error);
        Assert.That((await other.CountAsync())["measurements"], Is.Positive.And.LessThanOrEqualTo((await database.CountAsync())["measurements"]));
        Assert.That(verify.Json.GetProperty("report").GetProperty("leaves").GetInt64(), Is.Positive);
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.Postgres)]
    public async Task An_empty_record_makes_way(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Postgres && !File.Exists("/usr/bin/pg_dump")) Assert.Ignore("/usr/bin/pg_dump is not here: install postgresql-client");
        await using var database = TestDatabase.Name(provider);
        await using var other = TestDatabase.Name(provider);
        var file = Path.Combine(_folder, "record.backup");
        await WhileItRunsAsync(database, () => Verb.RunAsync("backup", file, "--database", database.Setting));
        // A verb that reads brings an empty database up to date, and leaves it empty.
        if (provider == DatabaseProvider.Sqlite) await File.WriteAllBytesAsync(other.Setting, []);
        await Verb.RunAsync("verify", "--database", other.Setting);
        Assert.That((await other.CountAsync())["measurements"], Is.Zero);

        // The connections that this process keeps would go on reading the file that made way.
        SqliteConnection.ClearAllPools();
        var restore = await Verb.RunAsync("restore", file, "--database", other.Setting);

        Assert.That(restore.ExitCode, Is.EqualTo(ExitCode.Ok), restore.Error);
        Assert.That((await Verb.RunAsync("verify", "--database", other.Setting)).Output, Does.Contain("Everything agrees"));
        Assert.That((await other.CountAsync())["measurements"], Is.Positive);
        Assert.That(await Triggers(other, provider), Is.EqualTo(await Triggers(database, provider)).And.GreaterThan(5), "history is guarded there too");
    }

    [Test]
    public async Task A_damaged_record_is_not_copied()
    {
        await using var database = TestDatabase.Name();
        await WhileItRunsAsync(database, () => Task.FromResult(0));
        SqliteConnection.ClearAllPools();
        await DamageAsync(database.Setting);
        var file = Path.Combine(_folder, "record.backup");

        var backup = await Verb.RunAsync("backup", file, "--database", database.Setting);

        Assert.That(backup.ExitCode, Is.EqualTo(ExitCode.Damaged), backup.Error);
        Assert.That(backup.Error, Does.Contain("is damaged"));
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }

    [TestCase(null)]
    [TestCase(1)]
    public async Task A_damaged_record_is_refused_at_start_with_what_to_do_and_left_as_it_is(int? pages)
    {
        await using var database = TestDatabase.Name();
        await WhileItRunsAsync(database, () => Task.FromResult(0));
        SqliteConnection.ClearAllPools();
        await DamageAsync(database.Setting, pages);
        var before = await File.ReadAllBytesAsync(database.Setting);

        using var definitions = new Definitions("http://127.0.0.1:9");
        var serve = await Verb.RunAsync("serve", "--config", definitions.Folder, "--database", database.Setting);

        Assert.That(serve.ExitCode, Is.EqualTo(ExitCode.BadInput), serve.Error);
        Assert.That(serve.Error, Does.Contain("Monitor:Database").And.Contain(database.Setting).And.Contain("is damaged").And.Contain("`restore` the last backup").And.Contain("Nothing was changed"));
        Assert.That(await File.ReadAllBytesAsync(database.Setting), Is.EqualTo(before));
    }

    [TestCase("Dear reader, this is no database", "cannot be read as a SQLite record")]
    [TestCase(null, "There is no file")]
    public async Task What_is_no_copy_is_not_restored(string? content, string said)
    {
        var (file, record) = (Path.Combine(_folder, "letter"), Path.Combine(_folder, "record.db"));
        if (content is not null) await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat(content, 100)));

        var restore = await Verb.RunAsync("restore", file, "--database", record);

        Assert.That((restore.ExitCode, restore.Error.Split('\n').Length), Is.EqualTo((ExitCode.BadInput, 2)), restore.Error);
        Assert.That(restore.Error, Does.Contain(said));
        Assert.That(File.Exists(record), Is.False);
    }

    [Test]
    public async Task Where_there_is_no_record_there_is_nothing_to_copy()
    {
        var backup = await Verb.RunAsync("backup", Path.Combine(_folder, "copy"), "--database", Path.Combine(_folder, "none.db"));

        Assert.That((backup.ExitCode, backup.Error), Is.EqualTo((ExitCode.BadInput, $"There is no record '{Path.Combine(_folder, "none.db")}'\n")));
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }

    [Test]
    public async Task A_copy_of_a_later_version_is_not_restored()
    {
        await using var database = TestDatabase.Name();
        var file = Path.Combine(_folder, "later.db");
        await WhileItRunsAsync(database, () => Verb.RunAsync("backup", file, "--database", database.Setting));
        await TestDatabase.At(file).ScalarAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_Later', '99')");
        SqliteConnection.ClearAllPools();

        var restore = await Verb.RunAsync("restore", file, "--database", Path.Combine(_folder, "record.db"));

        Assert.That(restore.ExitCode, Is.EqualTo(ExitCode.BadInput));
        Assert.That(restore.Error, Does.Contain("a later version of this program (29991231000000_Later)"));
    }

    [TestCase("backup", "pg_dump --format=custom --no-owner --no-privileges --file=FILE --host=127.0.0.1 --port=1 --username=monitor --dbname=dbh --no-password")]
    [TestCase("restore", "pg_restore --no-owner --no-privileges --exit-on-error --single-transaction --host=127.0.0.1 --port=1 --username=monitor --dbname=dbh --no-password FILE")]
    public async Task Where_the_programs_of_PostgreSQL_are_absent_the_command_is_told_without_the_password(string verb, string command)
    {
        var file = Path.Combine(_folder, "record.dump");
        if (verb == "restore") await File.WriteAllTextAsync(file, "dump");
        var environment = new Dictionary<string, string> { ["PATH"] = _folder, ["Monitor__Database"] = "Host=127.0.0.1;Port=1;Database=dbh;Username=monitor;Password=hidden" };

        var run = await Verb.RunProgramAsync(_folder, environment, verb, file);

        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadInput), run.Error);
        Assert.That(run.Error, Does.Contain("postgresql-client").And.Contain($"PGPASSWORD=... {command.Replace("FILE", file, StringComparison.Ordinal)}").And.Not.Contain("hidden"));
        Assert.That(Directory.GetFiles(_folder), verb == "restore" ? Is.EqualTo(new[] { file }) : Is.Empty);
    }

    /// <summary>Does something while the whole service looks and writes, and ends it.</summary>
    private static async Task<T> WhileItRunsAsync<T>(TestDatabase database, Func<Task<T>> act)
    {
        await using var publisher = await ConstructedPublisher.StartAsync();
        using var definitions = new Definitions(publisher.Url);
        publisher.Clock = new MovedClock(new DateTimeOffset(2026, 10, 15, 2, 0, 0, TimeSpan.Zero));
        publisher.Release("2026年8月份产量增长1.0%", new DateTime(2026, 9, 15, 10, 0, 0), "t8.html");
        publisher.Values["202608MM"] = "5.8";
        await using var service = await TestService.StartAsync(definitions.Load(), database, publisher.Clock);
        await service.UntilAsync("/api/v1/series", s => s.GetProperty("items").EnumerateArray().All(i => i.GetProperty("status").GetString() == "Current"));
        await service.KeepLogAsync();
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                publisher.Values["202607MM"] = $"{i}.0";
                await service.LookAsync("database");
            }
        });
        var result = await act();
        await enough.CancelAsync();
        await writing;
        return result;
    }

    /// <summary>Overwrites pages in the middle of the file, half of it or so many; its first page, by which SQLite knows it, stays.</summary>
    private static async Task DamageAsync(string file, int? pages = null)
    {
        const int page = 4096;
        var bytes = await File.ReadAllBytesAsync(file);
        new Random(1).NextBytes(pages is { } count ? bytes.AsSpan(bytes.Length / page / 2 * page, count * page) : bytes.AsSpan(bytes.Length / 4, bytes.Length / 2));
        await File.WriteAllBytesAsync(file, bytes);
    }

    private static async Task<long> Triggers(TestDatabase database, DatabaseProvider provider) => Convert.ToInt64(await database.ScalarAsync(
        provider == DatabaseProvider.Sqlite ? "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'" : "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"));
}
