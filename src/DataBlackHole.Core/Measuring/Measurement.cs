using System.Collections.Immutable;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Core.Measuring;

/// <summary>One request as it was sent.</summary>
public sealed record ProbeRequest(string Method, string Url, string? Body = null);

/// <summary>
/// One look at one document of one source from one vantage. A failed look is still a measurement.
/// </summary>
public sealed record Measurement
{
    /// <summary>Key of the source looked at.</summary>
    public required string Source { get; init; }

    /// <summary>Key of the place from which we looked.</summary>
    public required string Vantage { get; init; }

    public required ProbeRequest Request { get; init; }

    /// <summary>When the answer was complete (or the look failed), UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>HTTP status of the last answer; null when none came or it was not recorded.</summary>
    public int? Status { get; init; }

    /// <summary>Every address redirected to, in order.</summary>
    public ImmutableArray<string> Redirects { get; init; } = [];

    /// <summary>Content-Type, ETag, Last-Modified, Date, Retry-After, Server, Location, Set-Cookie names.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Digest of the decompressed body; null without a body. For 304 the digest of the body it confirms.</summary>
    public ContentDigest? Body { get; init; }

    public long BodyLength { get; init; }

    /// <summary>Why the look could not see, or null when a document was obtained and recognised.</summary>
    public ProbeFailure? Failure { get; init; }

    /// <summary>Hash of the catalogue by which the look was made and read.</summary>
    public required string CatalogueHash { get; init; }

    /// <summary>
    /// Where the bytes come from: <c>live</c>, <c>archive</c> for a captured document fed in later, or <c>reread</c> for a kept document that
    /// was read again; then <see cref="Rereading"/> says which.
    /// </summary>
    public string Origin { get; init; } = "live";

    /// <summary>Set when this is no look of its own: the kept document of an earlier measurement, read again by a later reader.</summary>
    public Rereading? Rereading { get; init; }
}

/// <summary>Which measurement was read again, and by what.</summary>
/// <param name="Of">Number of the earlier measurement.</param>
/// <param name="Reader">Version of the program and digest of the definitions that read it.</param>
public sealed record Rereading(long Of, string Reader)
{
    /// <summary>The <see cref="Measurement.Origin"/> of what was read again: no look of its own.</summary>
    public const string Origin = "reread";
}

/// <summary>A measurement together with the bytes it obtained (decompressed; empty when none).</summary>
public sealed record Capture(Measurement Measurement, ReadOnlyMemory<byte> Body);
