namespace DataBlackHole.Scheduling;

/// <summary>
/// Asks an address now and then, so that another system notices when this one has died: what does not come is the message.
/// </summary>
public sealed class Heartbeat(MonitorSettings settings, TimeProvider time, ILogger<Heartbeat> log) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _client = new() { Timeout = _patience };

    private DateTimeOffset? _last;

    /// <summary>One beat, when it is time for one. A beat that fails is logged and tried again at the next time.</summary>
    public async Task BeatAsync(CancellationToken stopping)
    {
        if (settings.SelfWatch.HeartbeatUrl is not { } url) return;
        var now = time.GetUtcNow();
        if (now - _last < settings.SelfWatch.HeartbeatEvery) return;
        _last = now;
        try
        {
            using var answer = await _client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, stopping);
            if (!answer.IsSuccessStatusCode) log.LogWarning("The heartbeat to {Host} was answered with {Status}", url.Host, (int)answer.StatusCode);
        }
        catch (Exception exception) when (exception is HttpRequestException || exception is TaskCanceledException && !stopping.IsCancellationRequested)
        {
            // The address may hold a secret: only its host is told.
            log.LogWarning("The heartbeat to {Host} failed: {Reason}", url.Host, exception.Message);
        }
    }

    public void Dispose() => _client.Dispose();
}
