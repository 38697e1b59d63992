using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Serving;

/// <summary>A time stamp of a checkpoint.</summary>
/// <param name="Authority">Address of the authority (RFC 3161).</param>
/// <param name="Token">The token in base64.</param>
public sealed record StampDocument(string Authority, string Token);

/// <summary>What the log said about itself at one moment, signed.</summary>
public sealed record CheckpointDocument
{
    /// <summary>Name of the log.</summary>
    public required string Origin { get; init; }

    /// <summary>Number of leaves.</summary>
    public required long Size { get; init; }

    /// <summary>Root of the Merkle tree (RFC 6962), hexadecimal.</summary>
    public required string Root { get; init; }

    /// <summary>When it was signed, UTC.</summary>
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>SHA-256 of the public key that signed it; GET /api/v1/log/key gives the keys.</summary>
    public required string KeyId { get; init; }

    /// <summary>The signed text with its signature; everything above stands in it.</summary>
    public required string Note { get; init; }

    public required IReadOnlyList<StampDocument> Stamps { get; init; }
}

/// <summary>A public key that signs or signed checkpoints.</summary>
/// <param name="Id">SHA-256 of the key in DER form.</param>
/// <param name="Algorithm">Always ECDSA P-256 with SHA-256.</param>
/// <param name="Pem">The key.</param>
public sealed record KeyDocument(string Id, string Algorithm, string Pem);

/// <summary>A leaf of the log.</summary>
/// <param name="Index">Its place, counted from 0.</param>
/// <param name="Kind">What it commits to.</param>
/// <param name="Record">Number of that record.</param>
/// <param name="LeafHash">SHA-256 of a zero byte and the entry.</param>
/// <param name="Entry">The record in its canonical form: the text to hash, as UTF-8.</param>
public sealed record LogEntryDocument(long Index, LogEntryKind Kind, long Record, string LeafHash, string Entry);

/// <summary>A proof that a leaf is in the log of a size (RFC 6962, 2.1.1).</summary>
public sealed record InclusionDocument(long Index, long Size, string LeafHash, IReadOnlyList<string> Hashes);

/// <summary>A proof that the log of one size is the beginning of the log of a later one (RFC 6962, 2.1.2).</summary>
public sealed record ConsistencyDocument(long From, long To, IReadOnlyList<string> Hashes);
