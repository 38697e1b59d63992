using System.Security.Cryptography;
using DataBlackHole.Storage;

namespace DataBlackHole.Proving;

/// <summary>Keeps the log up to date: queued leaves get their place, what has grown is signed, and now and then stamped.</summary>
public sealed class LogKeeper(LogSequencer sequencer, LogQueries queries, EvidenceSettings settings, TimeProvider time, ILogger<LogKeeper> log) : IDisposable
{
    /// <summary>Authorities serve many for nothing. Every later checkpoint vouches for those before it.</summary>
    private static readonly TimeSpan BetweenStamps = TimeSpan.FromHours(1);

    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(15);

    private readonly Lazy<LogKey> _key = new(() => LogKey.Open(settings.KeyFile));
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private DateTimeOffset _nextStamp;

    /// <summary>Size and root of the newest checkpoint, as messages quote it; null before the first one.</summary>
    public string? NewestRoot { get; private set; }

    /// <summary>The key; made when first asked for.</summary>
    public LogKey Key => _key.Value;

    public async Task RunAsync(CancellationToken stopping)
    {
        await sequencer.IntegrateAsync(stopping);
        await sequencer.CheckpointAsync(settings.Origin, Key.PublicKey, text => Key.Sign(text, settings.Origin), time.GetUtcNow(), stopping);
        if (await queries.CheckpointsAsync(null, 1, stopping) is [var newest] && newest.Note.Split('\n') is [_, var size, var root, ..]) NewestRoot = $"{size} leaves, root {root}";
        if (settings.StampAuthority is { } authority && time.GetUtcNow() >= _nextStamp) await StampAsync(authority, stopping);
    }

    public void Dispose()
    {
        _http.Dispose();
        if (_key.IsValueCreated) _key.Value.Dispose();
    }

    /// <summary>Stamps the last checkpoint. An authority that fails stops nothing; it is asked again later.</summary>
    private async Task StampAsync(Uri authority, CancellationToken stopping)
    {
        var last = await queries.CheckpointsAsync(null, 1, stopping);
        if (last is not [var checkpoint] || checkpoint.Stamps.Any(s => s.Authority == authority.AbsoluteUri)) return;
        try
        {
            var token = await TimeStamps.AskAsync(_http, authority, checkpoint.Note, stopping);
            await sequencer.KeepStampAsync(checkpoint.Size, authority.AbsoluteUri, token, stopping);
            _nextStamp = time.GetUtcNow() + BetweenStamps;
        }
        catch (Exception exception) when (exception is HttpRequestException or CryptographicException || (exception is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            _nextStamp = time.GetUtcNow() + AfterRefusal;
            log.LogWarning("Checkpoint {Size} was not stamped by {Authority}: {Reason} It is asked again after {Next:u}", checkpoint.Size, authority, exception.Message, _nextStamp);
        }
    }
}
