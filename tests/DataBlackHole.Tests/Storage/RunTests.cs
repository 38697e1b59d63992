using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class RunTests(DatabaseProvider provider) : StorageTests(provider)
{
    private static readonly ReferencePeriod July = ReferencePeriod.Month(2026, 7);

    [Test]
    public async Task A_look_that_changes_nothing_extends_the_run_and_keeps_its_time()
    {
        var times = Enumerable.Range(0, 50).Select(i => Noon.AddMinutes(10 * i).AddMilliseconds(i)).ToList();
        for (var i = 0; i < times.Count; i++)
        {
            var outcome = await RecordAsync(i, Read(Page(Key, times[i]), Published(Key, July, "17.8")));
            Assert.That(outcome.Added.Total, Is.EqualTo(i == 0 ? 4 : 0));
        }
        var run = await OnlyRunAsync();
        Assert.That(run.LookTimes, Is.EqualTo(times));
        Assert.That(run.Observations, Is.EqualTo(new[] { Published(Key, July, "17.8") }));
    }

    [Test]
    public async Task An_unchanged_look_costs_a_few_bytes()
    {
        for (var i = 0; i < 200; i++) await RecordAsync(i, Read(Page(Key, Noon.AddMinutes(30 * i)), Published(Key, July)));
        var bytes = await Database.ScalarAsync<int>($"SELECT length(times) FROM measurements WHERE source_key = '{Key}'");
        Assert.That(bytes / 199.0, Is.LessThanOrEqualTo(4));
    }

    [Test]
    public async Task The_same_look_twice_is_one_look()
    {
        await RecordAsync(0, Read(Page(Key, Noon)));
        await RecordAsync(1, Read(Page(Key, Noon.AddHours(1))));
        var last = await RecordAsync(2, Read(Page(Key, Noon.AddHours(1))));
        var earlier = await RecordAsync(3, Read(Page(Key, Noon)));
        Assert.That(new[] { last.Added.Total, earlier.Added.Total }, Is.All.Zero);
        Assert.That((await OnlyRunAsync()).LookTimes, Is.EqualTo(new[] { Noon, Noon.AddHours(1) }));
    }

    [Test]
    public async Task Times_below_a_millisecond_are_cut_off_before_they_are_compared()
    {
        await RecordAsync(0, Read(Page(Key, Noon.AddTicks(1234))));
        Assert.That((await RecordAsync(1, Read(Page(Key, Noon.AddTicks(9999))))).Added.Total, Is.Zero);
        Assert.That((await OnlyRunAsync()).LookTimes, Is.EqualTo(new[] { Noon }));
        Assert.That(await HasLookAsync(Noon.AddTicks(5)), Is.True);
    }

    [Test]
    public async Task A_look_from_before_the_end_of_the_run_is_a_run_of_its_own_and_the_run_goes_on()
    {
        await RecordAsync(0, Read(Page(Key, Noon)));
        await RecordAsync(1, Read(Page(Key, Noon.AddHours(2))));
        Assert.That((await RecordAsync(2, Read(Page(Key, Noon.AddHours(1))))).Added.Measurements, Is.EqualTo(1));
        Assert.That((await RecordAsync(3, Read(Page(Key, Noon.AddHours(3))))).Added.Total, Is.Zero);
        Assert.That(await TimesOfRunsAsync(), Is.EqualTo(new[] { new[] { 0, 2, 3 }, [1] }));
    }

    [Test]
    public async Task New_facts_begin_a_new_run()
    {
        await RecordAsync(0, Read(Page(Key, Noon), Published(Key, July)));
        await RecordAsync(1, Read(Page(Key, Noon.AddHours(1)), Published(Key, July), Published(Key, July.Next())));
        await RecordAsync(2, Read(Page(Key, Noon.AddHours(2)), Published(Key, July.Next()), Published(Key, July)));
        Assert.That(await TimesOfRunsAsync(), Is.EqualTo(new[] { new[] { 0 }, [1, 2] }));
    }

    [Test]
    public async Task A_failed_look_ends_the_run_and_an_equal_failure_extends_its_own()
    {
        await RecordAsync(0, Read(Page(Key, Noon)));
        await RecordAsync(1, Read(Failed(Key, Noon.AddHours(1))));
        await RecordAsync(2, Read(Failed(Key, Noon.AddHours(2))));
        await RecordAsync(3, Read(Failed(Key, Noon.AddHours(3), FailureKind.DnsFailure)));
        await RecordAsync(4, Read(Page(Key, Noon.AddHours(4))));
        Assert.That(await TimesOfRunsAsync(), Is.EqualTo(new[] { new[] { 0 }, [1, 2], [3], [4] }));
        Assert.That(
            await Database.ScalarAsync<long>($"SELECT count(*) FROM measurements WHERE source_key = '{Key}' AND facts_digest IS NULL"),
            Is.EqualTo(2));
    }

    [Test]
    public async Task A_new_catalogue_begins_a_new_run()
    {
        await RecordAsync(0, Read(Page(Key, Noon)));
        var page = Page(Key, Noon.AddHours(1));
        await RecordAsync(1, Read(page with { Measurement = page.Measurement with { CatalogueHash = "other" } }));
        Assert.That(await TimesOfRunsAsync(), Is.EqualTo(new[] { new[] { 0 }, [1] }));
    }

    [Test]
    public async Task Other_vantages_origins_and_requests_have_runs_of_their_own()
    {
        var page = Page(Key, Noon);
        Measurement[] others =
        [
            page.Measurement with { Vantage = "hongkong" },
            page.Measurement with { Origin = "archive" },
            page.Measurement with { Request = page.Measurement.Request with { Body = "" } },
            page.Measurement with { Request = page.Measurement.Request with { Method = "POST" } },
        ];
        await RecordAsync(0, Read(page));
        for (var i = 0; i < others.Length; i++)
            Assert.That((await RecordAsync(i + 1, Read(page with { Measurement = others[i] }))).Added.Measurements, Is.EqualTo(1));
    }

    [Test]
    public async Task A_page_that_only_carries_a_new_token_keeps_one_body_a_day()
    {
        for (var hour = 0; hour < 72; hour++)
            await RecordAsync(hour, Read(Page(Key, Noon.AddHours(hour), $"<html>token {hour}</html>"), Published(Key, July)));
        Assert.That((await TimesOfRunsAsync()).Select(run => run[0]), Is.EqualTo(new[] { 0, 12, 36, 60 }));
    }

    [Test]
    public async Task Not_modified_extends_the_run_it_confirms()
    {
        var page = Page(Key, Noon);
        await RecordAsync(0, Read(page, Published(Key, July)));
        await RecordAsync(1, Read(NotModified(Key, Noon.AddHours(1), page.Measurement.Body!.Value)));
        await RecordAsync(2, Read(NotModified(Key, Noon.AddDays(3), page.Measurement.Body!.Value), Published(Key, July)));
        await RecordAsync(3, Read(Page(Key, Noon.AddDays(4)), Published(Key, July)));
        Assert.That(await TimesOfRunsAsync(), Is.EqualTo(new[] { new[] { 0, 1, 72, 96 } }));
    }

    [Test]
    public async Task Not_modified_after_a_failure_is_a_run_that_refers_to_the_known_body()
    {
        var page = Page(Key, Noon);
        await RecordAsync(0, Read(page, Published(Key, July)));
        await RecordAsync(1, Read(Failed(Key, Noon.AddHours(1))));
        var outcome = await RecordAsync(2, Read(NotModified(Key, Noon.AddHours(2), page.Measurement.Body!.Value), Published(Key, July)));
        Assert.That(outcome.Added, Is.EqualTo(new RowsAdded(1, 1, 0, 0, 0, 0)));
        Assert.That((await Store.LastClearRunAsync(Key, "direct", Request(Key)))!.Observations, Is.EqualTo(new[] { Published(Key, July) }));
    }

    [Test]
    public async Task Documents_of_the_same_coarse_time_are_all_kept()
    {
        await RecordAsync(0, Read(Page(Key, Noon, "one")), Read(Page(Key, Noon, "two")));
        await RecordAsync(1, Read(Page(Key, Noon, "two")), Read(Page(Key, Noon, "one")));
        Assert.That(await TimesOfRunsAsync(), Is.EqualTo(new[] { new[] { 0 }, [0] }));
        Assert.That(await HasLookAsync(Noon), Is.True);
        Assert.That(await Store.HasLookAsync(Page(Key, Noon, "two").Measurement), Is.True);
        Assert.That(await Store.HasLookAsync(Page(Key, Noon, "three").Measurement), Is.False);
    }

    [Test]
    public async Task A_look_is_known_by_its_exact_time()
    {
        await RecordAsync(0, Read(Page(Key, Noon)));
        await RecordAsync(1, Read(Page(Key, Noon.AddHours(1))));
        await RecordAsync(2, Read(Page(Key, Noon.AddHours(2))));
        Assert.That(await HasLookAsync(Noon.AddHours(1)), Is.True);
        Assert.That(await HasLookAsync(Noon.AddHours(1).AddMilliseconds(1)), Is.False);
        Assert.That(await Store.HasLookAsync(Key, "direct", "archive", Request(Key), Noon), Is.False);
    }

    [Test]
    public async Task A_run_that_never_changes_is_cut_before_its_times_grow_large()
    {
        await RecordAsync(0, Read(Page(Key, Noon)));
        // As after some five thousand looks; the guard lets a run grow.
        var times = Provider == DatabaseProvider.Sqlite ? "CAST(zeroblob(16384) AS BLOB)" : "decode(repeat('00', 16384), 'hex')";
        var later = Provider == DatabaseProvider.Sqlite ? "'2026-08-19 12:00:01'" : "last_at + interval '1 second'";
        await Database.ExecuteAsync($"UPDATE measurements SET times = {times}, looks = 16385, last_at = {later} WHERE source_key = '{Key}'");
        var started = Database.Store();
        Assert.That((await started.RecordAsync(Look(Key, 1, Read(Page(Key, Noon.AddHours(1)))))).Added.Measurements, Is.EqualTo(1));
    }

    [Test]
    public async Task A_store_whose_memory_another_node_overtook_tries_again_and_records_the_look_once()
    {
        await RecordAsync(0, Read(Page(Key, Noon)));
        await RecordAsync(1, Read(Page(Key, Noon.AddHours(1))));
        var other = Database.Store();
        Assert.That((await other.RecordAsync(Look(Key, 2, Read(Page(Key, Noon.AddHours(2)))))).IsConflict, Is.False);

        Assert.That((await Store.RecallSourceAsync(Key))!.Version, Is.EqualTo(2), "what this store wrote last");
        Assert.That((await RecordAsync(2, Read(Page(Key, Noon.AddHours(3))))).IsConflict, Is.True);
        Assert.That((await Store.RecallSourceAsync(Key))!.Version, Is.EqualTo(3), "asked anew after the conflict");
        Assert.That((await RecordAsync(3, Read(Page(Key, Noon.AddHours(3))))).IsConflict, Is.False);
        var looks = await Task.WhenAll(Enumerable.Range(0, 4).Select(h => HasLookAsync(Noon.AddHours(h))));
        Assert.That(looks, Is.All.True);
    }

    private Task<RecordOutcome> RecordAsync(long version, params ReadCapture[] captures) => Store.RecordAsync(Look(Key, version, captures));

    private Task<bool> HasLookAsync(DateTimeOffset at) => Store.HasLookAsync(Key, "direct", "live", Request(Key), at);

    private async Task<MeasurementRecord> OnlyRunAsync() =>
        (await Queries.MeasurementAsync(await Database.ScalarAsync<long>($"SELECT id FROM measurements WHERE source_key = '{Key}'")))!;

    /// <summary>For each run, in the order of recording, the hours after noon of its looks.</summary>
    private async Task<int[][]> TimesOfRunsAsync()
    {
        var first = await Database.ScalarAsync<long>($"SELECT min(id) FROM measurements WHERE source_key = '{Key}'");
        var last = await Database.ScalarAsync<long>($"SELECT max(id) FROM measurements WHERE source_key = '{Key}'");
        var runs = new List<int[]>();
        for (var id = first; id <= last; id++)
        {
            var run = await Queries.MeasurementAsync(id);
            runs.Add([.. run!.LookTimes.Select(t => (int)(t - Noon).TotalHours)]);
        }
        return [.. runs];
    }
}
