using System.Collections.Immutable;

namespace DataBlackHole.Core.Catalogue;

/// <summary>A body that publishes (SDMX data provider).</summary>
public sealed record PublisherDefinition
{
    public required string Key { get; init; }

    public required BilingualText Name { get; init; }

    /// <summary>The zone in which the publisher prints its times.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Hosts that belong to the publisher; a redirect to any other host is off-site.</summary>
    public required ImmutableHashSet<string> Hosts { get; init; }

    public required string Homepage { get; init; }
}
