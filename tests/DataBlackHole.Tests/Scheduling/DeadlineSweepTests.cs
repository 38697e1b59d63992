using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DataBlackHole.Tests.Scheduling;

/// <summary>Constructed monthly series, some of them seen before, that fall due at the same instant.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class DeadlineSweepTests(DatabaseProvider provider)
{
    private const int Count = 250;

    private static readonly WorkingDays Days = new("land", Enumerable.Range(2025, 3).Select(y => new WorkingYear(y, [], [], "constructed")));
    private static readonly ReleaseRule Rule = new() { Key = "monthly", Cadence = Cadence.Monthly, TimeZone = TimeZoneInfo.Utc, WorkingDays = Days, Time = new TimeOnly(9, 30), Usual = new DayRange(1, 10, 20) };
    private static readonly DateTimeOffset Looked = new(2026, 10, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Due = new ReleaseCalendar(Rule).WindowOf(ReferencePeriod.Month(2026, 9)).Due;

    private TestDatabase _database = null!;

    [SetUp]
    public async Task CreateDatabase() => _database = await TestDatabase.CreateAsync(provider);

    [TearDown]
    public async Task DropDatabase()
    {
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    public async Task Many_at_once_come_into_the_record_as_one_by_one()
    {
        var (catalogue, history) = await FilledAsync(_database);
        await using var other = await TestDatabase.CreateAsync(provider);
        var (_, single) = await FilledAsync(other);

        Assert.That(await Sweep(catalogue, history, Due.AddMinutes(1)).RunAsync(CancellationToken.None), Is.EqualTo(Count));
        var judge = new Judge(catalogue);
        foreach (var key in catalogue.Series.Keys)
        {
            var (state, version) = (await single.LoadSeriesAsync([key]))[key];
            var judged = new JudgedSeries(version, judge.Decide(catalogue.Series[key], state, new TimePassed(Due.AddMinutes(1))));
            Assert.That((await single.RecordPassedTimeAsync([judged], Due.AddMinutes(1))).IsConflict, Is.False);
        }

        foreach (var table in new[] { "series_states", "settled_releases", "releases", "flips", "log_leaf_queue" })
        {
            var rows = await RowsAsync(_database, table);
            Assert.That(rows, Is.EqualTo(await RowsAsync(other, table)), table);
            Assert.That(rows, Has.Count.GreaterThanOrEqualTo(Count), table);
        }
        var report = await new EvidenceAudit(_database.Contexts()).RunAsync();
        Assert.That(report.Findings, Is.Empty);
    }

    [Test]
    public async Task A_second_sweep_and_one_of_another_node_find_nothing_left_to_do()
    {
        var (catalogue, history) = await FilledAsync(_database);
        var sweeps = await Task.WhenAll(
            Task.Run(() => Sweep(catalogue, history, Due.AddMinutes(1)).RunAsync(CancellationToken.None)),
            Task.Run(() => Sweep(catalogue, _database.Store(), Due.AddMinutes(1)).RunAsync(CancellationToken.None)));
        Assert.That(await CountFlipsAsync(), Is.EqualTo(Count), $"the two judged {sweeps[0]} and {sweeps[1]}");
        Assert.That(await Sweep(catalogue, history, Due.AddMinutes(2)).RunAsync(CancellationToken.None), Is.Zero);
        Assert.That(await CountFlipsAsync(), Is.EqualTo(Count));
    }

    [Test]
    public async Task A_series_that_another_writer_has_changed_is_left_out_and_the_others_are_kept()
    {
        var (catalogue, history) = await FilledAsync(_database);
        var judge = new Judge(catalogue);
        var loaded = await history.LoadSeriesAsync([.. catalogue.Series.Keys]);
        var faster = loaded["series-007"];
        await _database.Store().RecordPassedTimeAsync([new JudgedSeries(faster.Version, new Verdict(faster.State, [], [], []))], Looked);
        var judged = loaded.Select(s => new JudgedSeries(s.Value.Version, judge.Decide(catalogue.Series[s.Key], s.Value.State, new TimePassed(Due.AddMinutes(1))))).ToList();

        var outcome = await history.RecordPassedTimeOfManyAsync(judged, Due.AddMinutes(1));

        Assert.That(outcome.Contested, Is.EqualTo(new[] { "series-007" }));
        Assert.That(outcome.Added.Flips, Is.EqualTo(Count - 1));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM flips WHERE series_key = 'series-007'"), Is.Zero);
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM releases WHERE series_key = 'series-007' AND status = 'Due'"), Is.Zero);
        Assert.That(await Sweep(catalogue, history, Due.AddMinutes(1)).RunAsync(CancellationToken.None), Is.EqualTo(1), "the next sweep judges it again");
        Assert.That(await CountFlipsAsync(), Is.EqualTo(Count));
    }

    [Test]
    public async Task What_another_node_changes_between_judging_and_writing_is_judged_again_in_the_same_sweep()
    {
        var (catalogue, _) = await FilledAsync(_database);
        var between = new BeforeTheFirstWrite(async () =>
        {
            var store = _database.Store();
            var (state, version) = (await store.LoadSeriesAsync(["series-011"]))["series-011"];
            await store.RecordPassedTimeAsync([new JudgedSeries(version, new Verdict(state, [], [], []))], Looked);
        });
        Assert.That(await Sweep(catalogue, _database.Store(between), Due.AddMinutes(1)).RunAsync(CancellationToken.None), Is.EqualTo(Count));
        Assert.That(between.Happened, Is.True);
        Assert.That(await CountFlipsAsync(), Is.EqualTo(Count));
        var states = await _database.Store().LoadSeriesAsync(["series-010", "series-011"]);
        Assert.That((states["series-010"].Version, states["series-011"].Version), Is.EqualTo((2L, 3L)));
    }

    [Test]
    public async Task Series_that_are_not_defined_any_more_stand_in_nobodys_way()
    {
        var (catalogue, history) = await FilledAsync(_database);
        var defined = catalogue.Series.Values.TakeLast(3).ToList();
        var fewer = new MonitorCatalogue("fewer", catalogue.Publishers.Values, catalogue.Sources.Values, defined, []);
        Assert.That(await Sweep(fewer, history, Due.AddMinutes(1)).RunAsync(CancellationToken.None), Is.EqualTo(3));
    }

    [Test]
    public async Task A_start_writes_only_what_has_changed()
    {
        var (catalogue, history) = await FilledAsync(_database);
        await Sweep(catalogue, history, Due.AddMinutes(-1)).RunAllAsync(CancellationToken.None);
        Assert.That(await _database.ScalarAsync<long>("SELECT max(version) FROM series_states"), Is.EqualTo(2), "the windows had opened");
        await Sweep(catalogue, history, Due.AddSeconds(-30)).RunAllAsync(CancellationToken.None);
        Assert.That(await _database.ScalarAsync<long>("SELECT max(version) FROM series_states"), Is.EqualTo(2), "nothing happened since");
        await Sweep(catalogue, history, Due).RunAllAsync(CancellationToken.None);
        Assert.That(await CountFlipsAsync(), Is.EqualTo(Count));
    }

    private static DeadlineSweep Sweep(MonitorCatalogue catalogue, HistoryStore history, DateTimeOffset now) => new(catalogue, new Judge(catalogue), history, new StandingClock(now));

    private static async Task<(MonitorCatalogue Catalogue, HistoryStore History)> FilledAsync(TestDatabase database)
    {
        var publisher = new PublisherDefinition { Key = "agency", Name = new("Agency", "机构"), TimeZone = TimeZoneInfo.Utc, Hosts = ["stats.example"], Homepage = "https://stats.example/" };
        var source = new SourceDefinition { Key = "list", Publisher = "agency", Name = new("List", "列表"), Kind = SourceKind.ReleaseListing, Addresses = [new("https://stats.example/", null, null)] };
        var catalogue = new MonitorCatalogue("constructed", [publisher], [source], Enumerable.Range(0, Count).Select(Series), []);
        var judge = new Judge(catalogue);
        var history = database.Store();
        await history.RecordPassedTimeAsync([.. catalogue.Series.Values.Select((s, i) => new JudgedSeries(0, Waiting(judge, s, seen: i % 3)))], Looked);
        return (catalogue, history);
    }

    /// <summary>As after a look that showed the releases of so many months; its flips are left out.</summary>
    private static Verdict Waiting(Judge judge, SeriesDefinition series, int seen)
    {
        var facts = Enumerable.Range(9 - seen, seen).Select(m => new SeenFact(
            new Observation { Series = series.Key, Kind = ObservationKind.Published, Period = ReferencePeriod.Month(2026, m), Title = "公报\0" },
            new EvidenceRef("list", "https://stats.example/", Looked, ContentDigest.Of([1])))).ToImmutableArray();
        var verdict = judge.Decide(series, Judge.Begin(series), new ClearLook(Looked, "list", facts, CanWitnessAbsence: true));
        return verdict with { Flips = [] };
    }

    private static SeriesDefinition Series(int number) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"series-{number:000}"),
        Name = new("Series", "指标"),
        Publisher = "agency",
        Cadence = Cadence.Monthly,
        Release = Rule,
        Readings = [new ListingReading { Source = "list", Title = new Regex("x") }],
        Absence = new("Absent.", "未见。"),
    };

    private Task<long> CountFlipsAsync() => _database.ScalarAsync<long>("SELECT count(*) FROM flips WHERE to_status = 'Due'");

    /// <summary>Every column of every row but the numbers that the database gives, in a common order.</summary>
    private static async Task<List<string>> RowsAsync(TestDatabase database, string table)
    {
        await using var db = await database.Contexts().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await row.ReadAsync())
        {
            var cells = Enumerable.Range(0, row.FieldCount).Where(c => row.GetName(c) is not ("id" or "subject" or "hash"))
                .Select(c => $"{row.GetName(c)}={(row.GetValue(c) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(row.GetValue(c), CultureInfo.InvariantCulture))}");
            rows.Add(string.Join('|', cells));
        }
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    /// <summary>Does something when the first transaction is about to begin.</summary>
    private sealed class BeforeTheFirstWrite(Func<Task> happens) : DbTransactionInterceptor
    {
        public bool Happened { get; private set; }

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            if (!Happened)
            {
                Happened = true;
                await happens();
            }
            return result;
        }
    }
}
