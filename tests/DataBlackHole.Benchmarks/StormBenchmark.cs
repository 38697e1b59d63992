using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Judging;
using DataBlackHole.Notifying;
using DataBlackHole.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataBlackHole.Benchmarks;

/// <summary>
/// Thousands of releases are found late at once and twenty people are told: what it takes to put the flips on record with all that is to be told, and
/// to compose the mails and hand them to a transport that takes everything.
/// </summary>
internal static class StormBenchmark
{
    private const int RecipientCount = 20;

    public static async Task<IReadOnlyList<BudgetRow>> RunAsync(BenchmarkRun run)
    {
        var count = run.Size(5_000, 100);
        using var folder = new TemporaryFolder();
        await using var services = new ServiceCollection().AddHistory(DatabaseSettings.File(folder["record.db"])).BuildServiceProvider();
        await services.MigrateHistoryAsync();
        var series = new MonthlySeries(count);
        var policy = new AlertPolicy(series.Catalogue, Rules());
        var history = new HistoryStore(services.GetRequiredService<IDbContextFactory<MonitorDb>>(), policy);
        var now = series.Due.AddDays(2);
        var clock = Stopwatch.StartNew();
        foreach (var some in series.Catalogue.Series.Values.Chunk(1000))
        {
            var outcome = await history.RecordPassedTimeOfManyAsync([.. some.Select(s => Late(series, s.Key, now))], now);
            if (!outcome.Contested.IsEmpty) throw new InvalidOperationException($"{outcome.Contested.Length} series were not written");
        }
        var recorded = clock.Elapsed;
        var transport = new TakingTransport();
        clock.Restart();
        using var webhooks = new WebhookSender(ImmutableDictionary<string, string>.Empty, TimeProvider.System);
        var mails = await Dispatcher(services, series, policy, transport, webhooks, now + TimeSpan.FromMinutes(5)).DrainAsync(AlertChannel.Mail, CancellationToken.None);
        var sent = clock.Elapsed;
        if (mails != RecipientCount) throw new InvalidOperationException($"{mails} mails instead of {RecipientCount}");
        var what = string.Create(CultureInfo.InvariantCulture, $"{count:N0} flips at once to {RecipientCount} recipients");
        return
        [
            BudgetRow.Beside($"durable transitions a second with all that is to be told, {what}, SQLite", count / recorded.TotalSeconds, "/s", $"{RecipientCount} rows of the outbox for each flip"),
            BudgetRow.Beside($"told in the record, {what}", count * RecipientCount / recorded.TotalSeconds, "items/s"),
            BudgetRow.Beside($"one mail for each recipient composed and handed over, {what}", sent.TotalSeconds, "s", string.Create(CultureInfo.InvariantCulture, $"{transport.Characters / mails / 1000:N0} kB each")),
            BudgetRow.Beside($"told in mails, {what}", count * RecipientCount / sent.TotalSeconds, "items/s"),
        ];
    }

    private static AlertRules Rules()
    {
        var recipients = Enumerable.Range(0, RecipientCount).Select(i => new Recipient
        {
            Key = $"desk-{i}",
            Channel = AlertChannel.Mail,
            Address = $"desk-{i}@example.test",
            Language = i % 2 == 0 ? AlertLanguage.En : AlertLanguage.Zh,
        }).ToImmutableSortedDictionary(r => r.Key, r => r, StringComparer.Ordinal);
        return new AlertRules(recipients, [new AlertRoute { To = [.. recipients.Keys], Audience = AlertAudience.Reader }]);
    }

    /// <summary>As the judge puts it after a look that did not find the release.</summary>
    private static JudgedSeries Late(MonthlySeries all, string key, DateTimeOffset now)
    {
        var waiting = all.Waiting(all.Catalogue.Series[key]).State;
        var release = waiting.Releases[MonthlySeries.September];
        // Of a watch that began before the release was late.
        var late = release with { Status = ReleaseStatus.Late, Reason = Reason.NotSeenAfterDeadline, Grade = Grade.Suspected, Window = release.Window! with { LateAfter = now.AddMinutes(1) } };
        var flip = new Flip
        {
            Series = key,
            Axis = FlipAxis.Release,
            Period = MonthlySeries.September,
            From = nameof(ReleaseStatus.Due),
            To = nameof(ReleaseStatus.Late),
            Reason = Reason.NotSeenAfterDeadline,
            Grade = Grade.Suspected,
            At = now,
            FirstMissedAt = now,
        };
        return new JudgedSeries(0, new Verdict(waiting with { Releases = waiting.Releases.SetItem(late.Period, late) }, [late], [], [flip]));
    }

    private static OutboxDispatcher Dispatcher(
        IServiceProvider services, MonthlySeries series, AlertPolicy policy, IMailTransport transport, WebhookSender webhooks, DateTimeOffset now)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<MonitorDb>>();
        var settings = new NotifyingSettings { PublicUrl = "https://monitor.example", LinkSecret = "secret", Mail = new MailSettings { Host = "localhost", From = new("alerts@example.test") } };
        var clock = new StandingClock(now);
        var composer = new AlertComposer(series.Catalogue, series.Judge, settings, new UnsubscribeLinks(settings));
        return new OutboxDispatcher(
            new AlertOutbox(contexts), new AlertMutes(contexts), policy, composer, settings, webhooks,
            clock, NullLogger<OutboxDispatcher>.Instance, transport);
    }

    /// <summary>The double at the mail seam.</summary>
    private sealed class TakingTransport : IMailTransport
    {
        public long Characters { get; private set; }

        public Task<DeliveryResult> SendAsync(OutgoingMail mail, CancellationToken stopping)
        {
            Characters += mail.Text.Length;
            return Task.FromResult(new DeliveryResult(DeliveryOutcome.Sent, "250 ok"));
        }

        public void Close()
        {
        }
    }
}
