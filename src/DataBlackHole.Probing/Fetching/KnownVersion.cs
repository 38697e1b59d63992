using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Probing.Fetching;

/// <summary>What the last successful look of an address said, for conditional requests.</summary>
public sealed record KnownVersion(string? ETag, string? LastModified, ContentDigest Body)
{
    public bool CanAsk => ETag is not null || LastModified is not null;
}
