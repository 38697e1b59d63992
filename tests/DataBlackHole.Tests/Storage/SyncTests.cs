using System.Data.Common;
using System.Globalization;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.EntityFrameworkCore.Diagnostics;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

/// <summary>When SQLite waits for the disk: what somebody may be told of is there before the commit returns.</summary>
internal sealed class SyncTests() : StorageTests(DatabaseProvider.Sqlite)
{
    private const int Normal = 1;
    private const int Full = 2;

    [Test]
    public async Task Only_a_look_that_changes_nothing_is_left_to_the_next_sync()
    {
        var commits = new Commits();
        await using var store = Database.Store(commits);
        await store.RecordAsync(Look(Key, 0, Read(Page(Key, Noon))) with { Series = [Judged(0, new SeriesState { Series = Key })] });
        await store.RecordAsync(Look(Key, 1, Read(Page(Key, Noon.AddHours(1)))));
        Assert.That(await LengthenAsync(store, hours: 2), Is.True);
        Assert.That(await LengthenAsync(store, hours: 3), Is.True);
        await store.RecordAsync(Look(Key, 4, Read(Page(Key, Noon.AddHours(4), "something else"))));

        Assert.That(commits.Levels, Is.EqualTo(new[] { Full, Full, Normal, Normal, Full }));
    }

    [Test]
    public async Task A_connection_that_was_in_no_hurry_waits_for_the_disk_again_when_it_is_used_for_something_else()
    {
        var commits = new Commits();
        await using (var store = Database.Store())
        {
            await store.RecordAsync(Look(Key, 0, Read(Page(Key, Noon))) with { Series = [Judged(0, new SeriesState { Series = Key })] });
            Assert.That(await LengthenAsync(store, hours: 1), Is.True);
        }
        await using var later = Database.Store(commits);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => later.RecordAsync(Look($"{Key}-{i}", 0, Read(Page($"{Key}-{i}", Noon))))));

        Assert.That(commits.Levels, Has.Length.GreaterThanOrEqualTo(8).And.All.EqualTo(Full));
    }

    private static async Task<bool> LengthenAsync(HistoryStore store, int hours)
    {
        var before = (await store.RecallSourceAsync(Key))!;
        var run = (await store.LastClearRunAsync(Key, "direct", Request(Key)))!;
        var version = (await store.RecallSeriesAsync([Key]))[Key].Version;
        var at = Noon.AddHours(hours);
        return await store.LengthenAsync(Page(Key, at).Measurement, new QuietFooting(run, [Key], version), Clear(Key, before.Version, at));
    }

    /// <summary>How each transaction was synced.</summary>
    private sealed class Commits : DbTransactionInterceptor
    {
        private readonly List<int> _levels = [];

        public int[] Levels
        {
            get
            {
                lock (_levels) return [.. _levels];
            }
        }

        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            await using var question = transaction.Connection!.CreateCommand();
            question.Transaction = transaction;
            question.CommandText = "PRAGMA synchronous";
            var level = Convert.ToInt32(await question.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
            lock (_levels) _levels.Add(level);
            return result;
        }
    }
}
