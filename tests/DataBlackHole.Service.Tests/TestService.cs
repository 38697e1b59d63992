using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Proving;
using DataBlackHole.Scheduling;
using DataBlackHole.Serving;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace DataBlackHole.Service.Tests;

/// <summary>The whole service in this process: its schedule, its record and its API on a free port.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ErrorLog _errors;

    private TestService(WebApplication app, ErrorLog errors)
    {
        _app = app;
        _errors = errors;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    /// <summary>Errors that were logged.</summary>
    public IReadOnlyList<string> Errors => [.. _errors.Messages];

    public static async Task<TestService> StartAsync(
        MonitorCatalogue catalogue, TestDatabase database, TimeProvider? time = null, HttpMessageHandler? handler = null, Func<MonitorSettings, MonitorSettings>? settings = null)
    {
        var usual = new MonitorSettings("", DatabaseSettings.Parse(database.Setting), "DataBlackHole-Test/1.0 (tests)");
        var errors = new ErrorLog();
        var app = MonitorHost.Build(catalogue, settings?.Invoke(usual) ?? usual, builder =>
        {
            builder.Configuration["Urls"] = "http://127.0.0.1:0";
            builder.Logging.ClearProviders().AddProvider(errors);
            if (time is not null) builder.Services.AddSingleton(time);
            if (handler is not null) builder.Services.AddSingleton(handler);
        });
        await app.Services.PrepareRecordAsync(CancellationToken.None);
        await app.StartAsync();
        return new TestService(app, errors);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(200), $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public Task<T?> GetAsync<T>(string path) => Http.GetFromJsonAsync<T>(new Uri(path, UriKind.Relative), ApiJson.Compact);

    /// <summary>Asks until the answer is the wanted one; the last answer is shown when it never is.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isWanted, int seconds = 30)
    {
        for (var left = seconds * 10; ; left--)
        {
            var answer = await GetAsync(path);
            if (isWanted(answer)) return answer;
            Assert.That(left, Is.Positive, $"{path} never answered as wanted, at last: {answer}\n{string.Join('\n', Errors)}");
            await Task.Delay(100);
        }
    }

    /// <summary>The sources that are looked at by themselves.</summary>
    public IReadOnlyList<string> Polled(DateTimeOffset now) => [.. _app.Services.GetRequiredService<LookSchedule>().PolledSources(now).Select(s => s.Key)];

    /// <summary>One more look, now, as the schedule would take it.</summary>
    public Task<DateTimeOffset> LookAsync(string source) => _app.Services.GetRequiredService<SourcePoller>()
        .PollAsync(_app.Services.GetRequiredService<MonitorCatalogue>().Sources[source], CancellationToken.None);

    /// <summary>From now on looks are taken only when they are asked for, however far the clock is moved.</summary>
    public async Task StandByAsync() => await (await _app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler()).Standby();

    /// <summary>From now on a job begins only when the stop of the service has interrupted those that ran.</summary>
    public async Task BeginTooLateAsync()
    {
        var scheduler = await _app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        scheduler.ListenerManager.AddTriggerListener(new BeginsTooLate(), []);
    }

    /// <summary>By what is planned, when it comes next.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> PlannedAsync()
    {
        var scheduler = await _app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        var triggers = await scheduler.QueryTriggers(new TriggerQuery { Take = PagedQuery.All });
        return triggers.Items.Where(t => t.NextFireTimeUtc is not null).ToDictionary(t => t.Key.Name, t => t.NextFireTimeUtc!.Value, StringComparer.Ordinal);
    }

    /// <summary>Brings the log of evidence up to date, as the schedule would.</summary>
    public Task KeepLogAsync() => _app.Services.GetRequiredService<LogKeeper>().RunAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class BeginsTooLate : ITriggerListener
    {
        public async ValueTask TriggerFired(ITrigger trigger, IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            while (context.Scheduler.Status is SchedulerStatus.Running) await Task.Delay(10, CancellationToken.None);
            await Task.Delay(300, CancellationToken.None);
        }
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Messages { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error) Messages.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>The system's clock moved to another day; it can be moved on.</summary>
internal sealed class MovedClock(DateTimeOffset start) : TimeProvider
{
    private TimeSpan _offset = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;

    public void Advance(TimeSpan by) => _offset += by;
}
