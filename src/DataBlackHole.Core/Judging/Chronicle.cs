using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>What our own looks had concluded about a series.</summary>
/// <param name="Status">The status.</param>
/// <param name="Flip">The change that brought it about, with reason, grade, bounds and evidence.</param>
/// <param name="Blindness">Set when we could not see the series at that time: the status then only repeats the last thing we saw.</param>
public sealed record ObservedAnswer(SeriesStatus Status, FlipRecord Flip, FlipRecord? Blindness);

/// <summary>
/// The two time questions about one series. <see cref="On"/>: what was the status at the end of that day? <see cref="AsOf"/>: by what had
/// been recorded by then? Observed and curated stand side by side and are never blended.
/// </summary>
public sealed record Chronicle
{
    public required string Series { get; init; }

    /// <summary>The day asked about, in the publisher's zone.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Only what had been recorded by this instant counts.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Null when the series was not watched yet, or nothing had been concluded about it.</summary>
    public ObservedAnswer? Observed { get; init; }

    public required CuratedAnswer Curated { get; init; }

    /// <param name="series">Key of the series.</param>
    /// <param name="flips">Flips of the series, of any axis and in any order.</param>
    /// <param name="entries">Its curated entries.</param>
    /// <param name="zone">The publisher's zone.</param>
    /// <param name="on">The day asked about.</param>
    /// <param name="asOf">The instant up to which records count.</param>
    public static Chronicle Of(
        string series, IEnumerable<FlipRecord> flips, IEnumerable<CuratedEntry> entries, TimeZoneInfo zone, DateOnly on, DateTimeOffset asOf) => new()
        {
            Series = series,
            On = on,
            AsOf = asOf,
            Observed = Observe([.. flips.Where(f => f.RecordedAt <= asOf && f.Flip.At < EndOf(on, zone))]),
            Curated = new CuratedTimeline(entries.Where(e => RecordedBy(e, asOf))).On(on),
        };

    private static ObservedAnswer? Observe(IReadOnlyList<FlipRecord> flips)
    {
        // A flip of curated origin repeats the history; here it would pass for something we saw.
        if (Last(flips.Where(f => f.Flip is { Axis: FlipAxis.Series, Origin: Origin.Observed })) is not { } last) return null;
        var sight = Last(flips.Where(f => f.Flip.Axis == FlipAxis.Visibility));
        var blindness = sight?.Flip.To == nameof(Visibility.Blind) ? sight : null;
        return new ObservedAnswer(Enum.Parse<SeriesStatus>(last.Flip.To), last, blindness);
    }

    private static FlipRecord? Last(IEnumerable<FlipRecord> flips) => flips.OrderBy(f => f.Flip.At).ThenBy(f => f.Id).LastOrDefault();

    /// <summary>Entries carry a day without a zone: it counts from its first instant, UTC.</summary>
    private static bool RecordedBy(CuratedEntry entry, DateTimeOffset asOf) => entry.RecordedOn <= DateOnly.FromDateTime(asOf.UtcDateTime);

    /// <summary>The first instant after a day of a zone.</summary>
    public static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }
}
