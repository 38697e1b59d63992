using System.Collections.Immutable;

namespace DataBlackHole.Core.Catalogue;

/// <summary>A body that publishes (SDMX data provider).</summary>
public sealed record PublisherDefinition
{
    public required string Key { get; init; }

    public required BilingualText Name { get; init; }

    /// <summary>The zone in which the publisher prints its times.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>
    /// Hosts that belong to the publisher; a redirect to any other host is off-site. Empty only for a publisher that is known
    /// from the cited history and has no source.
    /// </summary>
    public required ImmutableHashSet<string> Hosts { get; init; }

    /// <summary>Null for a group of bodies without a page of their own.</summary>
    public string? Homepage { get; init; }
}
