using System.Collections.Frozen;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>
/// The sources of a series that must all have looked in vain before an absence is claimed: those that can show an absence
/// and have an address on that day. Release pages cannot: a page nobody links to proves nothing.
/// </summary>
internal sealed class ClaimChannels
{
    private readonly List<(DateTimeOffset From, IReadOnlySet<string> Sources)> _spans = [];

    private readonly FrozenSet<string> _unverified;

    public ClaimChannels(MonitorCatalogue catalogue, SeriesDefinition series)
    {
        _unverified = series.Readings.Where(r => !r.IsVerified || !catalogue.Sources[r.Source].IsVerified).Select(r => r.Source).ToFrozenSet(StringComparer.Ordinal);
        var zone = catalogue.Publishers[series.Publisher].TimeZone;
        var sources = series.Readings.Where(r => r is ListingReading or DatabaseReading or RecordReading).Select(r => catalogue.Sources[r.Source]).Distinct().ToList();
        var changes = sources.SelectMany(s => s.Addresses).SelectMany(a => new[] { a.ValidFrom, a.ValidTo?.AddDays(1) }).OfType<DateOnly>();
        foreach (var day in changes.Append(DateOnly.MinValue).Distinct().Order())
        {
            var valid = sources.Where(s => s.AddressOn(day) is not null).Select(s => s.Key).ToFrozenSet(StringComparer.Ordinal);
            _spans.Add((StartOf(day, zone), valid));
        }
    }

    /// <summary>Whether the channel may be wrong about where or how the series is found there.</summary>
    public bool IsUnverified(string source) => _unverified.Contains(source);

    public IReadOnlySet<string> At(DateTimeOffset moment)
    {
        for (var i = _spans.Count - 1; i > 0; i--)
        {
            if (_spans[i].From <= moment) return _spans[i].Sources;
        }
        return _spans[0].Sources;
    }

    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        if (day == DateOnly.MinValue) return DateTimeOffset.MinValue;
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
