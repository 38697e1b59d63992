using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Probing.Census;

/// <summary>Where the database of a publisher is asked for a census: beside the queries that are looked at already.</summary>
/// <param name="Source">By what rules it is asked; not among the sources of the catalogue.</param>
/// <param name="Address">The folder of its calls.</param>
public sealed record CensusPlace(SourceDefinition Source, Uri Address)
{
    /// <summary>A publisher's database stands for hundreds of questions: never faster than this.</summary>
    private static readonly TimeSpan _leastGap = TimeSpan.FromSeconds(1);

    /// <summary>The place, or null when no source of the publisher is a query of such a database on that day.</summary>
    public static CensusPlace? Of(MonitorCatalogue catalogue, string publisher, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        foreach (var source in catalogue.Sources.Values.Where(s => s.Publisher == publisher && s.Kind == SourceKind.NbsDatabase))
        {
            if (source.AddressOn(today) is not { } address) continue;
            var folder = new Uri(new Uri(address.Url), ".");
            var gap = source.Limits.HostGap > _leastGap ? source.Limits.HostGap : _leastGap;
            var asked = source with { Key = $"{publisher}-census", Addresses = [address with { Url = folder.AbsoluteUri }], Limits = source.Limits with { HostGap = gap } };
            return new CensusPlace(asked, folder);
        }
        return null;
    }
}
