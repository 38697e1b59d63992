using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Feeds;

/// <summary>One page of a feed, before it is written as Atom or JSON Feed.</summary>
internal sealed record Feed
{
    /// <summary>Permanent, and the same on every host.</summary>
    public required string Id { get; init; }

    public required BilingualText Title { get; init; }

    public required Tongue Tongue { get; init; }

    /// <summary>Where the service is reached from outside.</summary>
    public required Uri Base { get; init; }

    /// <summary>Address of this page, relative to <see cref="Base"/>.</summary>
    public required string Self { get; init; }

    /// <summary>Address of the newest page.</summary>
    public required string First { get; init; }

    /// <summary>Address of the page with the entries before these; null on the last one (RFC 5005).</summary>
    public string? Next { get; init; }

    /// <summary>The newest first.</summary>
    public required ImmutableArray<FeedEntry> Entries { get; init; }

    /// <summary>When the newest entry came into the record. A feed that nothing is in was last changed when feeds began.</summary>
    public DateTimeOffset UpdatedAt => Entries.IsEmpty ? FeedNames.Began : Entries.Max(e => e.UpdatedAt);

    public string Address(string relative) => new Uri(Base, relative.TrimStart('/')).AbsoluteUri;
}

/// <summary>One event in a feed.</summary>
internal sealed record FeedEntry
{
    public required string Id { get; init; }

    /// <summary>When it came into the record.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    public required FlipWords Words { get; init; }

    /// <summary>When an operator confirmed or refuted it; null when nobody did.</summary>
    public DateTimeOffset? ReviewedAt { get; init; }

    public DateTimeOffset UpdatedAt => ReviewedAt ?? RecordedAt;

    /// <summary>The event itself in the API, relative.</summary>
    public required string Event { get; init; }

    /// <summary>What it is about in the API, relative.</summary>
    public required string About { get; init; }

    /// <summary>The document of the publisher that it rests on, when its address can be linked.</summary>
    public string? Evidence { get; init; }

    public required ImmutableArray<FeedCategory> Categories { get; init; }

    /// <summary>The same for programs.</summary>
    public required JsonObject Facts { get; init; }
}

/// <summary>A word by which entries are sorted.</summary>
/// <param name="IsTag">Whether it is a tag where a format knows nothing but tags.</param>
internal sealed record FeedCategory(string Scheme, string Term, BilingualText? Label = null, bool IsTag = false);
