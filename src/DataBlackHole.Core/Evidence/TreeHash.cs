using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DataBlackHole.Core.Evidence;

/// <summary>A hash of the log's Merkle tree (RFC 6962): SHA-256 with a prefix that keeps leaves and inner nodes apart.</summary>
public readonly record struct TreeHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 32;

    private const int MostOnStack = 1024;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    private TreeHash(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static TreeHash Empty { get; } = new(SHA256.HashData([]));

    /// <summary>The hash of an entry: SHA-256 of 0x00 and its bytes.</summary>
    public static TreeHash Leaf(ReadOnlySpan<byte> entry)
    {
        Span<byte> input = entry.Length < MostOnStack ? stackalloc byte[MostOnStack] : new byte[entry.Length + 1];
        input[0] = 0;
        entry.CopyTo(input[1..]);
        return Digest(input[..(entry.Length + 1)]);
    }

    /// <summary>The hash of an inner node: SHA-256 of 0x01 and its two children.</summary>
    public static TreeHash Node(TreeHash left, TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Length];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Length)..]);
        return Digest(input);
    }

    /// <exception cref="FormatException">The bytes are not 32.</exception>
    public static TreeHash Of(ReadOnlySpan<byte> bytes) => TryOf(bytes, out var hash) ? hash : throw new FormatException($"a hash has {Length} bytes, not {bytes.Length}");

    public static bool TryOf(ReadOnlySpan<byte> bytes, out TreeHash hash)
    {
        hash = bytes.Length == Length ? new TreeHash(bytes) : default;
        return bytes.Length == Length;
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    public static bool TryParse(string? hex, out TreeHash hash)
    {
        hash = default;
        return hex is { Length: 2 * Length } && hex.All(char.IsAsciiHexDigit) && TryOf(Convert.FromHexString(hex), out hash);
    }

    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _a);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], _d);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    public string ToBase64() => Convert.ToBase64String(ToArray());

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());

    private static TreeHash Digest(ReadOnlySpan<byte> input)
    {
        Span<byte> digest = stackalloc byte[Length];
        SHA256.HashData(input, digest);
        return new TreeHash(digest);
    }
}

/// <summary>A complete subtree of the log: 2^<paramref name="Level"/> leaves, of which the first is leaf <paramref name="Index"/> · 2^<paramref name="Level"/>.</summary>
public readonly record struct NodeId(int Level, long Index)
{
    /// <summary>The subtree that holds this one and its neighbour.</summary>
    public NodeId Parent => new(Level + 1, Index >> 1);

    public override string ToString() => $"{Level}/{Index}";
}
