using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>One place of a database reply: a period and the figure in it, empty when the database shows none.</summary>
internal sealed record DatabaseCell(ReferencePeriod Period, string Value, string? Unit);

/// <summary>Turns the places of a database reply into observations. A reply without any figure proves nothing: unknown ids answer that way.</summary>
internal static class DatabaseCells
{
    /// <summary>Longer than any figure; what is longer is not one.</summary>
    private const int LongestValue = 40;

    internal static Reading Read(MonitorCatalogue catalogue, SourceDefinition source, Capture capture, IReadOnlyCollection<DatabaseCell> cells)
    {
        if (!cells.Any(c => IsFigure(c.Value)))
        {
            return Reading.Failed(capture, new ProbeFailure(FailureKind.NoWitness, ProbeOperation.Read, $"no period of {cells.Count} has a value"));
        }
        var readers =
            from series in catalogue.ReadersOf(source.Key)
            from reading in series.Readings.OfType<DatabaseReading>()
            where reading.Source == source.Key
            select (series, reading);
        return new Reading(capture, [.. readers.SelectMany(r => Observe(r.series, r.reading, cells))], []);
    }

    private static IEnumerable<Observation> Observe(SeriesDefinition series, DatabaseReading reading, IReadOnlyCollection<DatabaseCell> cells)
    {
        var places = cells.Where(c => c.Period.Cadence == series.Cadence).GroupBy(c => c.Period).OrderBy(g => g.Key);
        foreach (var place in places)
        {
            if (PeriodOf(series, place.Key, place.Any(c => c.Value.Length > 0)) is not { } period || !reading.Includes(period)) continue;
            yield return Observe(series, period, place.Key, [.. place.DistinctBy(c => c.Value)], cells);
        }
    }

    private static Observation Observe(
        SeriesDefinition series, ReferencePeriod period, ReferencePeriod shown, ImmutableArray<DatabaseCell> place, IReadOnlyCollection<DatabaseCell> cells)
    {
        var described = new Observation { Series = series.Key, Kind = ObservationKind.Unreadable, Period = period };
        if (place is not [var cell])
        {
            return described with { Failure = Failed(FailureKind.Unknown, $"{shown} appears with different values") };
        }
        if (cell.Value.Length == 0)
        {
            var nearest = cells.Where(c => IsFigure(c.Value)).MinBy(c => Math.Abs(c.Period.End.DayNumber - shown.End.DayNumber))!;
            return described with { Kind = ObservationKind.NotPublished, Witness = $"{nearest.Period} = {nearest.Value}" };
        }
        return IsFigure(cell.Value)
            ? described with { Kind = ObservationKind.Published, Value = cell.Value, Unit = cell.Unit ?? series.Unit }
            : described with { Failure = Failed(FailureKind.ValueUnreadable, $"'{ElementText.Shorten(cell.Value, LongestValue)}' is no figure") };
    }

    /// <summary>
    /// The period of the series that a place shows. Null for January in a calendar that releases it with February, and for an empty
    /// place that the calendar never fills.
    /// </summary>
    private static ReferencePeriod? PeriodOf(SeriesDefinition series, ReferencePeriod shown, bool hasValue)
    {
        if (series.Release is not { } rule) return shown;
        if (rule.CombinesJanuaryAndFebruary && shown.Cadence == Cadence.Monthly && shown.End.Month <= 2)
        {
            return shown.End.Month == 2 ? ReferencePeriod.Months(shown.End.Year, 1, 2) : null;
        }
        return hasValue || new ReleaseCalendar(rule).IsPlanned(shown) ? shown : null;
    }

    internal static bool IsFigure(string value) => value.Length is > 0 and <= LongestValue && value.Any(char.IsAsciiDigit);

    private static ProbeFailure Failed(FailureKind kind, string detail) => new(kind, ProbeOperation.Read, detail);
}
