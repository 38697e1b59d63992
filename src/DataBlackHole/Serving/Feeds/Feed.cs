using System.Collections.Immutable;
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

/// <summary>One flip in a feed.</summary>
internal sealed record FeedEntry
{
    public required string Id { get; init; }

    public required FlipRecord Record { get; init; }

    public required FlipWords Words { get; init; }

    /// <summary>What operators said; one about this flip stands in its words.</summary>
    public ReviewBook Reviews { get; init; } = ReviewBook.Empty;

    public DateTimeOffset UpdatedAt => Reviews.Of(Record.Id)?.RecordedAt ?? Record.RecordedAt;

    public required FlipKind Kind { get; init; }

    public required BilingualText SeriesName { get; init; }

    /// <summary>Key of the publisher; null for a series that the definitions do not know any more.</summary>
    public string? Publisher { get; init; }

    /// <summary>The flip itself in the API, relative.</summary>
    public required string Flip { get; init; }

    /// <summary>The series in the API, relative.</summary>
    public required string Series { get; init; }

    /// <summary>The document of the publisher that it rests on, when its address can be linked.</summary>
    public string? Evidence { get; init; }
}
