using System.Collections.Immutable;

namespace DataBlackHole.Core.Judging;

/// <summary>From which vantages we can tell whether a service is open. There is one channel for each, named <c>source@vantage</c>.</summary>
internal static class ServiceSight
{
    public static ImmutableSortedDictionary<string, ChannelState> Channels(
        ImmutableSortedDictionary<string, ChannelState> before, ServiceLook look, SeriesStatus status)
    {
        var canCompare = status == SeriesStatus.Closed || look.Looks.Any(l => l.Outcome == AccessOutcome.Reached);
        return look.Looks.Select(l => Channel(before, look, l, canCompare)).ToImmutableSortedDictionary(c => c.Source, c => c, StringComparer.Ordinal);
    }

    /// <summary>A vantage that is barred tells something only beside one that is not; until then it is our trouble.</summary>
    private static ChannelState Channel(ImmutableSortedDictionary<string, ChannelState> before, ServiceLook look, AccessLook seen, bool canCompare)
    {
        var name = $"{look.Source}@{seen.Vantage}";
        var clear = seen.Outcome == AccessOutcome.Reached || seen.Outcome == AccessOutcome.Barred && canCompare;
        var visibility = clear ? Visibility.Clear : Visibility.Blind;
        var reason = clear ? BlindReason.None : BlindReasons.Of(seen.Failure!.Kind);
        var known = before.GetValueOrDefault(name);
        var same = known?.Visibility == visibility && known.Reason == reason;
        return new ChannelState(name, visibility, reason, same ? known!.Since : look.At, look.At);
    }
}
