using System.Collections.Immutable;

namespace DataBlackHole.Core.Catalogue;

/// <summary>
/// Everything that is watched, checked and immutable. <see cref="Hash"/> names this exact set of definitions; every measurement carries it.
/// </summary>
public sealed class MonitorCatalogue(
    string hash,
    IEnumerable<PublisherDefinition> publishers,
    IEnumerable<SourceDefinition> sources,
    IEnumerable<SeriesDefinition> series,
    IEnumerable<Recogniser> recognisers,
    IEnumerable<NoticeWording>? notices = null,
    CuratedHistory? history = null,
    IEnumerable<VantageDefinition>? vantages = null)
{
    /// <summary>SHA-256 over the definition files.</summary>
    public string Hash { get; } = hash;

    public ImmutableSortedDictionary<string, PublisherDefinition> Publishers { get; } = publishers.ToImmutableSortedDictionary(p => p.Key, p => p, StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, SourceDefinition> Sources { get; } = sources.ToImmutableSortedDictionary(s => s.Key, s => s, StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, SeriesDefinition> Series { get; } = series.ToImmutableSortedDictionary(s => s.Key, s => s, StringComparer.Ordinal);

    public ImmutableArray<Recogniser> Recognisers { get; } = [.. recognisers];

    /// <summary>Wordings of official notices.</summary>
    public ImmutableArray<NoticeWording> Notices { get; } = [.. notices ?? []];

    /// <summary>The cited events of the past; part of the definitions and of <see cref="Hash"/>.</summary>
    public CuratedHistory History { get; } = history ?? CuratedHistory.Empty;

    /// <summary>The places from which we look; at least one.</summary>
    public ImmutableSortedDictionary<string, VantageDefinition> Vantages { get; } =
        (vantages ?? [VantageDefinition.PlainDirect]).ToImmutableSortedDictionary(v => v.Key, v => v, StringComparer.Ordinal);

    private readonly ILookup<string, SeriesDefinition> _readersBySource =
        series.SelectMany(s => s.Readings.Select(r => r.Source).Distinct().Select(source => (source, s))).ToLookup(p => p.source, p => p.s, StringComparer.Ordinal);

    /// <summary>The series that are read out of a source, in key order.</summary>
    public IEnumerable<SeriesDefinition> ReadersOf(string source) => _readersBySource[source].OrderBy(s => s.Key, StringComparer.Ordinal);
}
