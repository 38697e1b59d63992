using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Scheduling;

/// <summary>Turns looks at the site of a service, one from each vantage, into evidence. Pure.</summary>
public static class AccessEvidence
{
    /// <summary>A captured copy was taken we do not know from where: it says nothing about access.</summary>
    public static ImmutableSortedDictionary<string, SeriesEvidence> For(MonitorCatalogue catalogue, SourceDefinition source, IReadOnlyList<Reading> looks)
    {
        if (looks.Any(l => l.Capture.Measurement.Origin != "live")) return ImmutableSortedDictionary<string, SeriesEvidence>.Empty;
        var at = looks.Max(l => l.Capture.Measurement.TakenAt);
        ImmutableArray<AccessLook> seen = [.. looks.Select(l => Look(catalogue, l))];
        return catalogue.ReadersOf(source.Key).ToImmutableSortedDictionary(s => s.Key, SeriesEvidence (_) => new ServiceLook(at, source.Key, seen), StringComparer.Ordinal);
    }

    private static AccessLook Look(MonitorCatalogue catalogue, Reading reading)
    {
        var look = reading.Capture.Measurement;
        var vantage = catalogue.Vantages[look.Vantage];
        return new AccessLook(vantage.Key, vantage.Country, !vantage.Controls.IsEmpty, look.Failure, LookEvidence.Document(look));
    }
}
