using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>What several series have in common at this moment.</summary>
public enum SharedTrouble
{
    /// <summary>Not known; never told.</summary>
    Unknown = 0,

    /// <summary>Our own network or proxy is down: monitor side, whatever the publisher.</summary>
    OwnNetwork,

    /// <summary>Series of one publisher cannot be seen for one reason: monitor side.</summary>
    Blindness,

    /// <summary>Releases of one publisher were found late or missing within a day of each other: publisher side.</summary>
    Releases,
}

/// <summary>What is known of one series where trouble is looked for.</summary>
public sealed record SeriesCondition(
    string Series, SeriesStatus Status, DateTimeOffset? Since, Visibility Visibility, BlindReason BlindReason, DateTimeOffset? BlindSince);

/// <summary>Trouble of several series that counts as one.</summary>
/// <param name="Publisher">Null when it is not the trouble of one publisher.</param>
/// <param name="Reason">Why we cannot see; None for trouble with releases.</param>
/// <param name="Since">When the first of the series met it.</param>
/// <param name="Series">Keys of the series, in order; at least two.</param>
public sealed record SharedCause(SharedTrouble Trouble, string? Publisher, BlindReason Reason, DateTimeOffset Since, ImmutableArray<string> Series);

/// <summary>Finds what fifty troubles have in common, so that they are told as one. Pure.</summary>
public static class SharedCauses
{
    private static readonly TimeSpan Together = TimeSpan.FromDays(1);

    public static ImmutableArray<SharedCause> Of(MonitorCatalogue catalogue, IEnumerable<SeriesCondition> series)
    {
        var known = series.Where(s => catalogue.Series.ContainsKey(s.Series)).ToList();
        string PublisherOf(SeriesCondition s) => catalogue.Series[s.Series].Publisher;
        var blind = known.Where(s => s is { Visibility: Visibility.Blind, BlindSince: not null }).ToList();
        var ours = One(SharedTrouble.OwnNetwork, null, BlindReason.OwnNetwork, [.. blind.Where(s => s.BlindReason == BlindReason.OwnNetwork)], s => s.BlindSince!.Value);
        var sight = blind.Where(s => s.BlindReason != BlindReason.OwnNetwork).GroupBy(s => (Publisher: PublisherOf(s), s.BlindReason))
            .SelectMany(g => One(SharedTrouble.Blindness, g.Key.Publisher, g.Key.BlindReason, [.. g], s => s.BlindSince!.Value));
        var releases = known.Where(s => s is { Status: SeriesStatus.Late or SeriesStatus.Missing, Since: not null }).GroupBy(PublisherOf)
            .SelectMany(g => Runs([.. g.OrderBy(s => s.Since)]).SelectMany(run => One(SharedTrouble.Releases, g.Key, BlindReason.None, run, s => s.Since!.Value)));
        return [.. ours.Concat(sight).Concat(releases).OrderBy(c => c.Since).ThenBy(c => c.Publisher, StringComparer.Ordinal).ThenBy(c => c.Trouble).ThenBy(c => c.Reason)];
    }

    private static IEnumerable<SharedCause> One(
        SharedTrouble trouble, string? publisher, BlindReason reason, List<SeriesCondition> series, Func<SeriesCondition, DateTimeOffset> since)
    {
        if (series.Count > 1) yield return new SharedCause(trouble, publisher, reason, series.Min(since), [.. series.Select(s => s.Series).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Series in order of time, cut where the next one follows the first of its run by more than a day.</summary>
    private static IEnumerable<List<SeriesCondition>> Runs(List<SeriesCondition> inOrder)
    {
        var run = new List<SeriesCondition>();
        foreach (var series in inOrder)
        {
            if (run.Count > 0 && series.Since - run[0].Since > Together)
            {
                yield return run;
                run = [];
            }
            run.Add(series);
        }
        yield return run;
    }
}
