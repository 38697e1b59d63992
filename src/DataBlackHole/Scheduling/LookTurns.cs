using DataBlackHole.Core.Catalogue;
using DataBlackHole.Probing.Fetching;

namespace DataBlackHole.Scheduling;

/// <summary>
/// Which look may begin at its host now. One that finds it busy is given a moment of its own and planned again for it, so that the looks at one
/// host never fill the places of those at others.
/// </summary>
public sealed class LookTurns(MonitorCatalogue catalogue, HostGate gate, TimeProvider time)
{
    /// <summary>Sooner than this it is not worth planning again.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>Requests that may be in line at a host when another look begins there.</summary>
    private const int MostInLine = 2;

    /// <param name="source">The source to look at.</param>
    /// <param name="hasTurn">Whether this is the moment it was given.</param>
    /// <param name="stopping">Shutdown.</param>
    /// <returns>When to come again; null when the look may begin.</returns>
    public async Task<DateTimeOffset?> BusyUntilAsync(SourceDefinition source, bool hasTurn, CancellationToken stopping)
    {
        if (HostOf(source) is not { } host || hasTurn && gate.InLine(host) < MostInLine) return null;
        var (gap, now) = (source.Limits.HostGap, time.GetUtcNow());
        var wait = await gate.ReserveAsync(host, gap, stopping);
        return wait <= Soon && gate.InLine(host) < MostInLine ? null : now + (wait > gap ? wait : gap);
    }

    /// <summary>Gives many looks that are due at once their moments, each a gap after the one before at its host.</summary>
    public async Task<Dictionary<string, DateTimeOffset>> SpreadAsync(IEnumerable<SourceDefinition> due, CancellationToken stopping)
    {
        var moments = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var now = time.GetUtcNow();
        foreach (var atHost in due.GroupBy(HostOf, StringComparer.OrdinalIgnoreCase))
        {
            var sources = atHost.ToList();
            var gap = sources.Max(s => s.Limits.HostGap);
            var at = now + (atHost.Key is { } host ? await gate.ReserveAsync(host, gap * sources.Count, stopping) : TimeSpan.Zero);
            foreach (var source in sources)
            {
                moments[source.Key] = at;
                at += gap;
            }
        }
        return moments;
    }

    private string? HostOf(SourceDefinition source) =>
        RequestBuilder.For(source, catalogue.Publishers[source.Publisher], time.GetUtcNow()) is { } request && Uri.TryCreate(request.Url, UriKind.Absolute, out var url) ? url.IdnHost : null;
}
