using System.Collections.Concurrent;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Fetching;

/// <summary>
/// Tells our own outage from theirs: when a look got no answer at all, large neutral sites are asked from the same vantage. None answers:
/// the network or the proxy is ours and down. One answers: the failure stays what it was. What a control said holds for some minutes.
/// </summary>
public sealed class ControlLooks(MonitorCatalogue catalogue, DocumentFetcher fetcher)
{
    private static readonly TimeSpan HoldsFor = TimeSpan.FromMinutes(2);

    private const string Answered = "; control: ";
    private const string Unanswered = "no control answered, the last was ";
    private const string Itself = "; the look itself: ";

    /// <summary>A control is small and near; whatever else it sends is not needed.</summary>
    private static readonly FetchLimits Limits = new() { Deadline = TimeSpan.FromSeconds(15), MaxBodyBytes = 256 * 1024, MaxRedirects = 0 };

    private readonly ConcurrentDictionary<string, Finding> _findings = new(StringComparer.Ordinal);

    /// <summary>Looks that fail together wait for one control look.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>The capture; with <see cref="FailureKind.OwnNetwork"/> in place of its failure when the controls failed too.</summary>
    public async Task<Capture> CheckedAsync(Capture capture, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(capture);
        var look = capture.Measurement;
        if (look.Failure is not { } failure || !NeedsControl(look, failure)) return capture;
        if (await FindAsync(catalogue.Vantages[look.Vantage], look.TakenAt, stopping).ConfigureAwait(false) is not { } finding) return capture;
        var kind = finding.Works ? failure.Kind : FailureKind.OwnNetwork;
        var detail = finding.Works ? $"{failure.Detail}{Answered}{finding.Detail}" : $"{Unanswered}{finding.Detail}{Itself}{failure}";
        return capture with { Measurement = look with { Failure = new ProbeFailure(kind, failure.Operation, KeptHeaders.Clean(detail)) } };
    }

    /// <summary>What the control said, by the detail of a failure that was held against one; null when none was asked.</summary>
    public static string? SaidIn(string? detail)
    {
        if (detail is null) return null;
        if (detail.StartsWith(Unanswered, StringComparison.Ordinal)) return detail.Split(Itself)[0];
        var at = detail.LastIndexOf(Answered, StringComparison.Ordinal);
        return at < 0 ? null : detail[(at + Answered.Length)..];
    }

    /// <summary>Behind a proxy the answer to a look may be the proxy's own word that it got none.</summary>
    private bool NeedsControl(Measurement look, ProbeFailure failure) => TransportFailures.Includes(failure.Kind)
        || look.Status is 407 or 502 or 503 or 504 && catalogue.Vantages[look.Vantage].Proxy is not null;

    /// <summary>Null when the vantage has no controls.</summary>
    private async Task<Finding?> FindAsync(VantageDefinition vantage, DateTimeOffset at, CancellationToken stopping)
    {
        if (vantage.Controls.IsEmpty) return null;
        var turn = _turns.GetOrAdd(vantage.Key, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            return await FindInTurnAsync(vantage, at, stopping).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Finding> FindInTurnAsync(VantageDefinition vantage, DateTimeOffset at, CancellationToken stopping)
    {
        if (_findings.TryGetValue(vantage.Key, out var known) && (at - known.At).Duration() < HoldsFor) return known;
        Measurement? last = null;
        foreach (var url in vantage.Controls)
        {
            last = (await AskAsync(vantage, url, stopping).ConfigureAwait(false)).Measurement;
            if (Answers(last)) return _findings[vantage.Key] = new Finding(true, $"{url} answered {last.Status}", last.TakenAt);
        }
        return _findings[vantage.Key] = new Finding(false, $"{last!.Request.Url}: {last.Failure}", last.TakenAt);
    }

    /// <summary>
    /// An answer of any kind will do, but not a proxy's excuse, and not a redirect to another host: that is how a network without a way out
    /// answers everything.
    /// </summary>
    private static bool Answers(Measurement control) => control is { Status: < 500 and not 407 } && control.Failure?.Kind != FailureKind.RedirectedOffSite;

    private Task<Capture> AskAsync(VantageDefinition vantage, string url, CancellationToken stopping)
    {
        var host = new Uri(url).IdnHost;
        var source = new SourceDefinition
        {
            Key = "control",
            Publisher = "control",
            Name = vantage.Name,
            Kind = SourceKind.Page,
            Addresses = [new SourceAddress(url, null, null)],
            Limits = Limits,
        };
        var publisher = new PublisherDefinition { Key = "control", Name = vantage.Name, TimeZone = TimeZoneInfo.Utc, Hosts = [host] };
        return fetcher.FetchAsync(source, new ProbeRequest("GET", url), known: null, vantage.Key, catalogue.Hash, publisher, stopping);
    }

    private sealed record Finding(bool Works, string Detail, DateTimeOffset At);
}
