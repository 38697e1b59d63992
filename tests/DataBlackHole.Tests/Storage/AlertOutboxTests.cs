using System.Collections.Immutable;
using System.Diagnostics;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Alerting;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

/// <summary>What is to be told is queued with what it tells of, and delivered by one node at a time.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class AlertOutboxTests(DatabaseProvider provider)
{
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);

    private TestDatabase _database = null!;

    private HistoryStore Store => new(_database.Contexts(), Alerts.Policy());

    private AlertOutbox Outbox => new(_database.Contexts());

    [SetUp]
    public async Task Create() => _database = await TestDatabase.CreateAsync(provider);

    [TearDown]
    public async Task Drop()
    {
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    public async Task A_flip_and_what_it_makes_tell_are_one_transaction()
    {
        var crashes = 0;
        for (var commands = 0; commands < 60; commands++)
        {
            var store = new HistoryStore(_database.Contexts(new CrashAfter(commands)), Alerts.Policy());
            try
            {
                await store.RecordAsync(LookWith("youth", Noon, Late("youth")));
                break;
            }
            catch (Exception crash) when ((crash.InnerException ?? crash) is CrashAfter.CrashException)
            {
                crashes++;
            }
            Assert.That(await CountAsync("flips"), Is.Zero);
            Assert.That(await CountAsync("alert_outbox") + await CountAsync("alert_items"), Is.Zero);
        }
        Assert.That(crashes, Is.InRange(5, 58));
        Assert.That((await CountAsync("flips"), await CountAsync("alert_outbox"), await CountAsync("alert_items")), Is.EqualTo((1, 2, 2)), "one for the desk, one for the editor");
    }

    [Test]
    public async Task A_look_that_is_recorded_twice_is_told_once()
    {
        await Store.RecordAsync(LookWith("youth", Noon, Late("youth")));
        await Store.RecordPassedTimeAsync([Judged(1, new SeriesState { Series = "youth" }, Late("youth"))], Noon);
        Assert.That((await CountAsync("flips"), await CountAsync("alert_items")), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Flips_of_one_look_are_one_row_for_each_recipient()
    {
        JudgedSeries[] judged = [.. Enumerable.Range(0, 10).Select(i => Judged(0, Waiting($"s{i}"), Late($"s{i}")))];
        await Store.RecordAsync(LookWith("s0", Noon) with { Series = [.. judged] });
        var alerts = await Outbox.ListAsync(null, 10);
        Assert.That(alerts.Select(a => (a.Recipient, a.Items, a.State)), Is.EquivalentTo([("desk", 10, AlertDelivery.Pending), ("editor", 10, AlertDelivery.Pending)]));
    }

    [Test]
    public async Task Captured_documents_that_are_fed_in_tell_nobody()
    {
        var page = Page("archive", Noon);
        var captured = new Core.Measuring.Capture(page.Measurement with { Origin = "archive" }, page.Body);
        await Store.RecordAsync(Look("archive", 0, Read(captured)) with { Series = [Judged(0, Waiting("youth"), Late("youth"))] });
        Assert.That((await CountAsync("flips"), await CountAsync("alert_items")), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task The_first_look_at_a_history_that_is_over_tells_nobody()
    {
        var old = Waiting("youth", Noon.AddDays(-100));
        await Store.RecordAsync(LookWith("youth", Noon) with { Series = [Judged(0, old, Late("youth") with { To = "Missing", Reason = Reason.OvertakenByNextPeriod }, Halted("youth"))] });
        Assert.That((await CountAsync("flips"), await CountAsync("alert_items")), Is.EqualTo((2, 0)));
    }

    [Test]
    public async Task That_it_is_over_is_told_to_those_who_were_told_and_belongs_to_their_thread()
    {
        await Store.RecordAsync(LookWith("youth", Noon, Late("youth")));
        var first = await DeliverAsync(Noon.AddMinutes(2));
        var found = Late("youth") with { From = "Late", To = "Published", Reason = Reason.FoundLate, At = Noon.AddHours(5) };
        await Store.RecordPassedTimeAsync([Judged(1, Waiting("youth"), found)], Noon.AddHours(5));
        var second = await DeliverAsync(Noon.AddHours(6));
        Assert.That(second.Select(p => p.Items.Single().Reason), Is.All.EqualTo(AlertReason.Recovery));
        foreach (var parcel in second) Assert.That(parcel.Thread, Is.EqualTo([first.Single(f => f.Recipient == parcel.Recipient).MessageId]));
    }

    [Test]
    public async Task Rows_of_one_cause_within_the_grouping_time_are_one_message()
    {
        for (var i = 0; i < 10; i++)
            await Store.RecordPassedTimeAsync([Judged(0, Waiting($"s{i}"), Late($"s{i}") with { At = Noon.AddSeconds(i) })], Noon.AddSeconds(i));
        await Store.RecordPassedTimeAsync([Judged(0, Waiting("prices"), Late("prices") with { At = Noon.AddMinutes(10) })], Noon.AddMinutes(10));
        var parcels = await DeliverAsync(Noon.AddMinutes(12));
        Assert.That(parcels.Select(p => (p.Recipient, p.Items.Length)), Is.EquivalentTo([("desk", 10), ("desk", 1), ("editor", 10), ("editor", 1)]));
        Assert.That((await Outbox.ListAsync(null, 100)).Select(a => a.State), Is.All.AnyOf(AlertDelivery.Sent, AlertDelivery.Folded));
    }

    [Test]
    public async Task Each_row_is_claimed_once_however_many_nodes_ask()
    {
        for (var i = 0; i < 20; i++) await Store.RecordPassedTimeAsync([Judged(0, Waiting($"s{i}"), Late($"s{i}") with { At = Noon.AddHours(i) })], Noon.AddHours(i));
        var now = Noon.AddDays(1);
        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var mine = new List<long>();
            while (await ClaimAsync(now) is { } parcel) mine.Add(parcel.Id);
            return mine;
        })));
        Assert.That(claims.SelectMany(c => c).ToList(), Is.Unique.And.Count.EqualTo(40));
    }

    [Test]
    public async Task A_claim_of_a_dead_process_runs_out_and_the_message_keeps_its_identifier()
    {
        await Store.RecordPassedTimeAsync([Judged(0, Waiting("s1"), Late("s1"))], Noon);
        var now = Noon.AddMinutes(5);
        var dead = (await ClaimAsync(now))!;
        await Store.RecordPassedTimeAsync([Judged(0, Waiting("s2"), Late("s2") with { At = Noon.AddSeconds(30) })], Noon.AddSeconds(30));
        var other = (await ClaimAsync(now))!;
        Assert.That(other.Id, Is.Not.EqualTo(dead.Id));
        var heir = await AllAsync(now + Hold);
        Assert.That(heir.Single(p => p.Id == dead.Id).MessageId, Is.EqualTo(dead.MessageId));
        Assert.That(heir.Single(p => p.Id == dead.Id).Items, Has.Length.EqualTo(dead.Items.Length), "what came later does not join what may have been sent already");
        Assert.That(await Outbox.CompleteAsync(dead, DeliveryOutcome.Sent, null, now, null, []), Is.False, "the dead one's word does not count any more");
    }

    [Test]
    public async Task An_attempt_that_failed_is_on_record_and_the_row_is_due_again()
    {
        await Store.RecordPassedTimeAsync([Judged(0, Waiting("s1"), Late("s1"))], Noon);
        var now = Noon.AddMinutes(5);
        var parcel = (await ClaimAsync(now))!;
        await Outbox.CompleteAsync(parcel, DeliveryOutcome.RefusedForNow, "451 later", now, now.AddMinutes(1), []);
        Assert.That((await AllAsync(now)).Select(p => p.Id), Does.Not.Contain(parcel.Id));
        var again = (await AllAsync(now.AddMinutes(3))).Single(p => p.Id == parcel.Id);
        Assert.That((again.Attempts, again.MessageId), Is.EqualTo((1, parcel.MessageId)));
        await Outbox.CompleteAsync(again, DeliveryOutcome.RefusedForGood, "550 unknown", now.AddMinutes(3), null, [(new OperatorNotice(AlertEventKind.DeliveryTrouble, "delivery/1", new("Given up.", "已放弃。")), Alerts.Ops)]);
        var list = await Outbox.ListAsync(null, 10);
        Assert.That(list.Single(a => a.Id == parcel.Id).State, Is.EqualTo(AlertDelivery.GivenUp));
        Assert.That(list.Single(a => a.Recipient == "ops").First.Single().Event, Is.EqualTo(AlertEventKind.DeliveryTrouble));
        Assert.That((await CountAsync("alert_attempts"), (await Outbox.HealthAsync(now)).GivenUp), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task A_row_that_cannot_be_read_any_more_stops_no_other()
    {
        foreach (var key in new[] { "s1", "s2" }) await Store.RecordPassedTimeAsync([Judged(0, Waiting(key), Late(key) with { At = Noon.AddHours(key[1] - '0') })], Noon.AddHours(key[1] - '0'));
        await _database.ExecuteAsync("UPDATE series_states SET last_period = '2026-06' WHERE series_key = 's1'");
        await _database.ExecuteAsync(
            "INSERT INTO releases (series_key, period, period_start, period_end, status, reason, grade, published_day_only, absences) "
            + $"VALUES ('s1', '2026-06', '2026-06-01', '2026-06-30', 'Published', 'Found', 'Suspected', {(_database.IsSqlite ? "0" : "false")}, 'no JSON')");
        var parcels = await AllAsync(Noon.AddDays(10));
        Assert.That(parcels.Select(p => p.Items.Single().Flip!.Flip.Series), Is.EqualTo(["s2", "s2"]));
        Assert.That((await Outbox.ListAsync(null, 10)).Count(a => a.State == AlertDelivery.Pending && a.LastError?.StartsWith("it cannot be read", StringComparison.Ordinal) == true), Is.EqualTo(2));
    }

    [Test]
    public async Task Blindness_that_passed_before_it_was_told_is_not_told_nor_its_end()
    {
        var blind = Late("youth") with { Axis = FlipAxis.Visibility, Period = null, From = "Clear", To = "Blind", Reason = Reason.LookFailed };
        await Store.RecordPassedTimeAsync([Judged(0, new SeriesState { Series = "youth" }, blind)], Noon);
        await Store.RecordPassedTimeAsync([Judged(1, new SeriesState { Series = "youth" }, blind with { From = "Blind", To = "Clear", At = Noon.AddMinutes(10) })], Noon.AddMinutes(10));
        var parcels = await AllAsync(Noon.AddHours(1));
        Assert.That(parcels.SelectMany(p => p.Items).Select(i => (i.Kind, i.IsOvertaken)), Is.EquivalentTo([(AlertEventKind.Blind, true), (AlertEventKind.Clear, true)]));
    }

    [Test]
    public async Task A_mute_is_kept_and_what_lifts_it_is_another_row()
    {
        var mutes = new AlertMutes(_database.Contexts());
        var scope = new MuteScope { Series = "youth", Event = AlertEventKind.Late };
        var silence = await mutes.AddAsync(new AlertMute(0, MuteAction.Silence, scope, "ann", "known outage", Noon.AddDays(-1), Noon.AddDays(1), null));
        await Store.RecordAsync(LookWith("youth", Noon, Late("youth")));
        Assert.That((await CountAsync("flips"), await CountAsync("alert_items")), Is.EqualTo((1, 0)), "mail is muted, the record is not");
        await mutes.AddAsync(new AlertMute(0, MuteAction.Lift, scope, "ann", "over", Noon, null, silence.Id));
        Assert.That((await mutes.AllAsync()).Select(m => (m.Action, m.Lifts)), Is.EqualTo([(MuteAction.Silence, null), (MuteAction.Lift, (long?)silence.Id)]));
        await Store.RecordPassedTimeAsync([Judged(1, Waiting("youth"), Late("youth") with { At = Noon.AddHours(1) })], Noon.AddHours(1));
        Assert.That(await CountAsync("alert_items"), Is.EqualTo(2));
    }

    [Test]
    public async Task The_database_refuses_to_change_what_was_told_tried_and_muted()
    {
        await Store.RecordPassedTimeAsync([Judged(0, Waiting("s1"), Late("s1"))], Noon);
        await DeliverAsync(Noon.AddMinutes(5));
        await new AlertMutes(_database.Contexts()).AddAsync(new AlertMute(0, MuteAction.Silence, new MuteScope { Series = "s1" }, "ann", "why", Noon, Noon.AddDays(1), null));
        await _database.AssertRefusedAsync("UPDATE alert_items SET recipient = 'other'");
        await _database.AssertRefusedAsync("UPDATE alert_attempts SET detail = 'other'");
        await _database.AssertRefusedAsync("UPDATE alert_mutes SET until = NULL");
        foreach (var table in new[] { "alert_items", "alert_attempts", "alert_mutes", "alert_outbox" }) await _database.AssertRefusedAsync($"DELETE FROM {table}");
        if (_database.IsSqlite) await _database.AssertRefusedAsync("INSERT OR REPLACE INTO alert_items SELECT * FROM alert_items");
        else await _database.AssertRefusedAsync("TRUNCATE alert_items CASCADE");
    }

    [Test]
    public async Task Ten_thousand_flips_at_once_are_durable_in_two_seconds_and_one_message_for_each_recipient()
    {
        const int many = 10_000;
        await RecordAsync("warm-", 50, Noon.AddDays(-1));
        await DeliverAsync(Noon.AddHours(-1));
        var alone = await RecordAsync("n-", many, Noon.AddHours(-2), AlertRules.None);
        var took = await RecordAsync("s-", many, Noon);
        TestContext.Progress.WriteLine($"{provider}: {many} flips of as many series durable in {alone.TotalSeconds:0.00} s, with what they make tell two recipients in {took.TotalSeconds:0.00} s");
        Assert.That(await CountAsync("alert_items"), Is.EqualTo(2 * (many + 50)));
        var clock = Stopwatch.StartNew();
        var parcels = await DeliverAsync(Noon.AddMinutes(5));
        TestContext.Progress.WriteLine($"{provider}: read for delivery in {clock.Elapsed.TotalSeconds:0.00} s");
        Assert.That(parcels.Select(p => (p.Recipient, p.Items.Length)), Is.EquivalentTo([("desk", many), ("editor", many)]));
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(2) * Slack));
    }

    [Test]
    public async Task Many_states_are_written_together_and_a_faster_writer_of_one_of_them_is_noticed()
    {
        JudgedSeries[] Judge(long version, int minute) => [.. Enumerable.Range(0, 150).Select(i => Judged(version, Waiting($"m{i}"), Late($"m{i}") with { At = Noon.AddMinutes(minute) }))];
        Assert.That((await Store.RecordPassedTimeAsync(Judge(0, 0), Noon)).Added.States, Is.EqualTo(150));
        Assert.That((await Store.RecordPassedTimeAsync(Judge(1, 1), Noon)).Added.States, Is.Zero);
        await Store.RecordPassedTimeAsync([Judged(2, Waiting("m7"))], Noon);
        Assert.That((await Store.RecordPassedTimeAsync(Judge(2, 2), Noon)).IsConflict, Is.True);
        Assert.That((await Store.RecordPassedTimeAsync(Judge(0, 3), Noon)).IsConflict, Is.True);
        Assert.That(await CountAsync("flips"), Is.EqualTo(300), "nothing of what was overtaken is on record");
        Assert.That((await Store.LoadSeriesAsync(["m7", "m8"])).Values.Select(s => s.Version), Is.EquivalentTo([3, 2]));
    }

    /// <summary>Other work on the machine must not fail the test; what was measured is printed.</summary>
    private const double Slack = 4;

    private async Task<TimeSpan> RecordAsync(string prefix, int count, DateTimeOffset at, AlertRules? rules = null)
    {
        var series = Enumerable.Range(0, count).Select(i => $"{prefix}{i}").ToList();
        var catalogue = new MonitorCatalogue("hash", [Alerts.Bureau], [], series.Select(s => Alerts.Youth with { Key = s }), []);
        var store = new HistoryStore(_database.Contexts(), new AlertPolicy(catalogue, rules ?? Alerts.Rules()));
        ImmutableArray<JudgedSeries> judged = [.. series.Select(s => Judged(0, Waiting(s), Late(s) with { At = at }))];
        var clock = Stopwatch.StartNew();
        await store.RecordPassedTimeAsync(judged, at);
        return clock.Elapsed;
    }

    private Task<long> CountAsync(string table) => _database.ScalarAsync<long>($"SELECT count(*) FROM {table}");

    private Task<AlertParcel?> ClaimAsync(DateTimeOffset now) =>
        Outbox.ClaimAsync(AlertChannel.Mail, now, Hold, TimeSpan.FromMinutes(1), (recipient, transitions) => MessageIds.Of(recipient, transitions, "example.test"));

    private async Task<List<AlertParcel>> AllAsync(DateTimeOffset now)
    {
        var parcels = new List<AlertParcel>();
        while (await ClaimAsync(now) is { } parcel) parcels.Add(parcel);
        return parcels;
    }

    private async Task<List<AlertParcel>> DeliverAsync(DateTimeOffset now)
    {
        var parcels = await AllAsync(now);
        foreach (var parcel in parcels) Assert.That(await Outbox.CompleteAsync(parcel, DeliveryOutcome.Sent, "250 ok", now, null, []), Is.True);
        return parcels;
    }

    private static LookRecord LookWith(string series, DateTimeOffset at, params Flip[] flips) =>
        Look($"source-{series}", 0, Read(Page($"source-{series}", at))) with { RecordedAt = at, Series = flips.Length == 0 ? [] : [Judged(0, Waiting(series), flips)] };

    /// <summary>A state in which a release has a window.</summary>
    private static SeriesState Waiting(string series, DateTimeOffset? due = null)
    {
        var at = due ?? Noon.AddDays(3);
        var window = new ReleaseWindow(ReferencePeriod.Month(2026, 7), at.AddDays(-5), at, at.AddDays(1), at.AddDays(7), WindowBasis.Rule);
        var release = new ReleaseState { Period = window.Period, Status = ReleaseStatus.Late, Reason = Reason.NotSeenAfterDeadline, Window = window };
        return new SeriesState { Series = series, Status = SeriesStatus.Late, Releases = ImmutableSortedDictionary<ReferencePeriod, ReleaseState>.Empty.Add(window.Period, release) };
    }

    private static Flip Late(string series) => new()
    {
        Series = series,
        Axis = FlipAxis.Release,
        Period = ReferencePeriod.Month(2026, 7),
        From = "Due",
        To = "Late",
        Reason = Reason.NotSeenAfterDeadline,
        Grade = Grade.Suspected,
        At = Noon,
    };

    private static Flip Halted(string series) => Late(series) with { Axis = FlipAxis.Series, From = "Current", To = "Paused", Reason = Reason.OfficialNotice, Grade = Grade.OfficiallyStated };
}
