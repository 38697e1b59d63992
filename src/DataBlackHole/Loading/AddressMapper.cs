using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Probing.Fetching;

namespace DataBlackHole.Loading;

public static class AddressMapper
{
    public static ImmutableArray<SourceAddress> Map(MapReader source, SourceKind kind, PublisherDefinition? publisher)
    {
        if (publisher is not null && (publisher.Hosts.IsEmpty || publisher.Homepage is null))
        {
            source.Complain(
                ProblemCode.PublisherWithoutHosts, "publisher", $"{publisher.Key} names no hosts or no homepage",
                "add both to the publisher before it is watched");
        }
        var addresses = ImmutableArray.CreateBuilder<SourceAddress>();
        foreach (var reader in source.Maps("addresses", Shapes.Address, needsOne: true))
        {
            var address = new SourceAddress(
                reader.Get("url", Scalars.Url, ""),
                reader.OptionalValue("validFrom", Scalars.Date),
                reader.OptionalValue("validTo", Scalars.Date));
            Check(reader, address, kind, publisher);
            // Release pages lie in several folders at once; every other source has one address on a day.
            if (kind != SourceKind.ReleasePage && addresses.Any(other => Overlap(other, address)))
            {
                reader.Complain(
                    ProblemCode.OverlappingAddresses, "url", "two addresses are valid on the same day",
                    "end one with validTo before the other begins with validFrom");
            }
            addresses.Add(address);
        }
        return addresses.ToImmutable();
    }

    private static void Check(MapReader reader, SourceAddress address, SourceKind kind, PublisherDefinition? publisher)
    {
        if (address.ValidFrom > address.ValidTo)
        {
            reader.Complain(
                ProblemCode.OverlappingAddresses, "validFrom", "the address ends before it begins", "put the earlier day into validFrom");
        }
        if (address.Url.Length == 0) return;
        if (kind == SourceKind.ReleasePage && !address.Url.EndsWith('/'))
        {
            reader.Complain(ProblemCode.BadUrl, "url", "release pages are named by the folder they lie in", "end the address with a slash");
        }
        if (AddressTemplate.Fill(address.Url, DateOnly.MinValue) is var filled && (filled.Contains('{', StringComparison.Ordinal) || filled != address.Url && kind != SourceKind.Records))
        {
            reader.Complain(ProblemCode.BadUrl, "url", "the address has a place that nothing fills", "only Records have the day of the look: {today:yyyyMMdd}, {today-8:yyyy-MM-dd} or {weekday:yyyyMMdd}");
        }
        var host = new Uri(address.Url).Host;
        if (publisher is null || publisher.Hosts.IsEmpty || publisher.Hosts.Contains(host)) return;
        reader.Complain(
            ProblemCode.BadHost, "url", $"{host} is not a host of {publisher.Key}", "correct the address or add the host to the publisher");
    }

    private static bool Overlap(SourceAddress left, SourceAddress right) =>
        !(left.ValidTo < right.ValidFrom) && !(right.ValidTo < left.ValidFrom);
}
