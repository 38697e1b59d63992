using System.Data.Common;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Interpreting;
using DataBlackHole.Tests.Storage;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Bench = DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Scheduling;

/// <summary>What becomes of a look when the connection to the database is lost while it is recorded.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class LostConnectionTests(DatabaseProvider provider) : StorageTests(provider)
{
    /// <summary>The look at which it is lost finds, as one before it and one after it, that the release of 2026-06 is not there.</summary>
    private static readonly string[] _looks = ["2026-07-01 12:00", "2026-07-29 10:00", "2026-07-30 12:00"];

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_look_is_recorded_and_counted_once_whether_or_not_its_record_was_kept(bool isKept)
    {
        var (bench, losing) = (new Bench(), new LosingConnection(isKept));
        await using var history = Database.Store(losing);
        var pipeline = new LookPipeline(bench.Catalogue, bench.Judge, history, TimeProvider.System);
        foreach (var at in _looks)
        {
            losing.IsLosing = at == _looks[1];
            await pipeline.RecordAsync(bench.Catalogue.Sources[Bench.Listing], [LookAt(at)], canWitnessAbsence: true, CancellationToken.None);
        }

        var release = (await history.RecallSeriesAsync([Bench.Key]))[Bench.Key].State.Releases[ReferencePeriod.Month(2026, 6)];
        Assert.That(losing.Lost, Is.EqualTo(1));
        Assert.That((await Queries.MeasurementAsync(await Database.ScalarAsync<long>("SELECT id FROM measurements")))!.LookTimes, Is.EqualTo(_looks.Select(Bench.At)));
        Assert.That((release.Status, release.Absences[Bench.Listing].Looks), Is.EqualTo((ReleaseStatus.Late, 2)));
    }

    [TearDown]
    public async Task Forget()
    {
        await Store.DisposeAsync();
        await DropDatabase();
        await CreateDatabase();
    }

    private static Reading LookAt(string at)
    {
        var capture = Captures.Of("https://example.org/pub-listing", "<ul></ul>", at: Bench.At(at));
        return new Reading(capture with { Measurement = capture.Measurement with { Source = Bench.Listing } }, [Bench.Found("2026-05"), Bench.Coverage("2026-06-01")], []);
    }

    /// <summary>Loses the connection once, before or after a transaction is kept.</summary>
    private sealed class LosingConnection(bool isKept) : DbTransactionInterceptor
    {
        public bool IsLosing { get; set; }

        public int Lost { get; private set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (!isKept) Lose();
            return ValueTask.FromResult(result);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (isKept) Lose();
            return Task.CompletedTask;
        }

        private void Lose()
        {
            if (!IsLosing) return;
            IsLosing = false;
            Lost++;
            throw new NpgsqlException("constructed", new IOException("the connection is lost"));
        }
    }
}
