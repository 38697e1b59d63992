using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>
/// A list that ends before an item we have seen on it is an older copy, whatever date its server puts on it: what it lacks may well be out.
/// Where the publisher took its newest item away, we see too little until it lists the next one; that is the careful side. Pure.
/// </summary>
public static class OlderCopies
{
    /// <summary>The day of the newest item on the first page of a list; null when none was read.</summary>
    public static DateOnly? NewestListed(MonitorCatalogue catalogue, SourceDefinition source, IReadOnlyList<Reading> look)
    {
        var first = look[0];
        if (source.Kind != SourceKind.ReleaseListing || first.Capture.Measurement is not { Failure: null, Origin: "live" } measurement) return null;
        // A day that has not come is a slip of the publisher's; it must not make every later look an older copy.
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(measurement.TakenAt, catalogue.Publishers[source.Publisher].TimeZone).DateTime);
        return first.Items.IsDefaultOrEmpty ? null : first.Items.Where(i => i.Date <= today).Select(i => (DateOnly?)i.Date).Max();
    }

    /// <summary>The look, or a failed one in its place when its list is an older copy of one that was seen.</summary>
    public static IReadOnlyList<Reading> Refused(MonitorCatalogue catalogue, SourceDefinition source, SourceState? before, IReadOnlyList<Reading> look)
    {
        if (before?.NewestListed is not { } known || NewestListed(catalogue, source, look) is not { } newest || newest >= known) return look;
        var detail = string.Create(CultureInfo.InvariantCulture, $"the newest item is of {newest:yyyy-MM-dd}; one of {known:yyyy-MM-dd} has been seen on this list");
        var failure = new ProbeFailure(FailureKind.StaleCache, ProbeOperation.Read, detail);
        return [.. look.Select(r => r with { Observations = [], Capture = r.Capture with { Measurement = r.Capture.Measurement with { Failure = r.Capture.Measurement.Failure ?? failure } } })];
    }
}
