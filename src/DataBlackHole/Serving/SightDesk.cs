using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving;

/// <summary>Tells from the looks on record which sources could be seen when.</summary>
internal sealed class SightDesk(LookQueries looks)
{
    /// <summary>Looks further back than this say nothing about an instant: no source is looked at so seldom.</summary>
    private static readonly TimeSpan _reach = TimeSpan.FromDays(10);

    /// <summary>By source: every interval between two instants.</summary>
    public async Task<IReadOnlyDictionary<string, ImmutableArray<SightInterval>>> BetweenAsync(
        IReadOnlyCollection<SourceDefinition> sources, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var runs = await looks.RunsAsync([.. sources.Select(s => s.Key)], from - _reach, to, stopping);
        return sources.ToDictionary(s => s.Key, s => SightTimeline.Of(runs[s.Key], PatienceOf(s), from, to), StringComparer.Ordinal);
    }

    /// <summary>By source: the interval that an instant ends; null where none is known.</summary>
    public async Task<IReadOnlyDictionary<string, SightInterval?>> AtAsync(IReadOnlyCollection<SourceDefinition> sources, DateTimeOffset instant, CancellationToken stopping)
    {
        var between = await BetweenAsync(sources, instant - _reach, instant.AddTicks(1), stopping);
        return between.ToDictionary(s => s.Key, s => s.Value.IsEmpty ? null : s.Value[^1], StringComparer.Ordinal);
    }

    /// <summary>Looks may be late by one turn; a schedule of its own is a weekly one at most.</summary>
    private static TimeSpan PatienceOf(SourceDefinition source) => source.Poll.Cron is null ? 2 * source.Poll.Otherwise + TimeSpan.FromHours(1) : TimeSpan.FromDays(8);
}
