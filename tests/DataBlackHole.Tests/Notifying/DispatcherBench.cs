using System.Collections.Immutable;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Judging;
using DataBlackHole.Notifying;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Alerting;
using DataBlackHole.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataBlackHole.Tests.Notifying;

/// <summary>A dispatcher over a real outbox, with a mail server that does as it is told and a clock that is moved by hand.</summary>
internal sealed class DispatcherBench : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebhookSender _webhooks;

    private DispatcherBench(TestDatabase database, AlertRules rules, bool hasMail)
    {
        _database = database;
        var policy = new AlertPolicy(Alerts.Catalogue, rules);
        var settings = new NotifyingSettings { PublicUrl = "https://monitor.example", LinkSecret = "secret", Mail = new MailSettings { Host = "localhost", From = new("alerts@example.test") } };
        Store = new HistoryStore(database.Contexts(), policy);
        Outbox = new AlertOutbox(database.Contexts());
        Mutes = new AlertMutes(database.Contexts());
        _webhooks = new WebhookSender(rules.Recipients.Values.ToDictionary(r => r.Key, _ => "key"), Clock, new Hook(this));
        var composer = new AlertComposer(Alerts.Catalogue, new Judge(Alerts.Catalogue), settings, new UnsubscribeLinks(settings));
        Dispatcher = new OutboxDispatcher(Outbox, Mutes, policy, composer, settings, _webhooks, Clock, NullLogger<OutboxDispatcher>.Instance, hasMail ? Server : null);
    }

    public HistoryStore Store { get; }

    public AlertOutbox Outbox { get; }

    public AlertMutes Mutes { get; }

    public OutboxDispatcher Dispatcher { get; }

    public StandingClock Clock { get; } = new();

    public ScriptedServer Server { get; } = new();

    /// <summary>What webhooks were posted, and how they answer.</summary>
    public List<(HttpRequestMessage Request, string Body)> Posts { get; } = [];

    public Func<HttpResponseMessage> Answer { get; set; } = () => new HttpResponseMessage(System.Net.HttpStatusCode.NoContent);

    public static async Task<DispatcherBench> CreateAsync(AlertRules? rules = null, bool hasMail = true) =>
        new(await TestDatabase.CreateAsync(DatabaseProvider.Sqlite), rules ?? Alerts.Rules(), hasMail);

    /// <summary>Records that releases of these series are late, now, each in a transaction of its own.</summary>
    public async Task LateAsync(params string[] series)
    {
        foreach (var key in series)
        {
            var flip = Alerts.OfEveryKind[AlertEventKind.Late] with { Series = key, At = Clock.Now };
            var window = Alerts.Window with { LateAfter = Clock.Now.AddMinutes(1) };
            var release = new ReleaseState { Period = Alerts.September, Status = ReleaseStatus.Late, Reason = Reason.NotSeenAfterDeadline, Window = window };
            var state = new SeriesState { Series = key, Releases = ImmutableSortedDictionary<Core.Calendars.ReferencePeriod, ReleaseState>.Empty.Add(Alerts.September, release) };
            await Store.RecordPassedTimeAsync([new JudgedSeries(0, new Verdict(state, [release], [], [flip]))], Clock.Now);
        }
    }

    /// <summary>Lets time pass and delivers what is due then.</summary>
    public async Task<int> DrainAsync(TimeSpan after, AlertChannel channel = AlertChannel.Mail)
    {
        Clock.Now += after;
        return await Dispatcher.DrainAsync(channel, CancellationToken.None);
    }

    public async Task<IReadOnlyList<AlertSummary>> AlertsAsync() => await Outbox.ListAsync(null, 500);

    public async ValueTask DisposeAsync()
    {
        _webhooks.Dispose();
        await _database.DisposeAsync();
    }

    internal sealed class StandingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Alerts.Now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>The double at the mail seam.</summary>
    internal sealed class ScriptedServer : IMailTransport
    {
        public List<OutgoingMail> Taken { get; } = [];

        public List<OutgoingMail> Tried { get; } = [];

        public Func<OutgoingMail, DeliveryResult> Says { get; set; } = _ => new DeliveryResult(DeliveryOutcome.Sent, "250 ok");

        public Task<DeliveryResult> SendAsync(OutgoingMail mail, CancellationToken stopping)
        {
            Tried.Add(mail);
            var result = Says(mail);
            if (result.Outcome == DeliveryOutcome.Sent) Taken.Add(mail);
            return Task.FromResult(result);
        }

        public void Close()
        {
        }
    }

    private sealed class Hook(DispatcherBench bench) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bench.Posts.Add((request, await request.Content!.ReadAsStringAsync(cancellationToken)));
            return bench.Answer();
        }
    }
}
