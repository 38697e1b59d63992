using System.Buffers;
using System.Security.Cryptography;

namespace DataBlackHole.Core.Evidence;

/// <summary>SHA-256 of content, written as 64 lower-case hexadecimal digits.</summary>
public readonly record struct ContentDigest
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private ContentDigest(string hex) => Hex = hex;

    public string Hex { get; }

    public static ContentDigest Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    public static bool TryParse(string? text, out ContentDigest digest)
    {
        var valid = text is { Length: 64 } && !text.AsSpan().ContainsAnyExcept(HexDigits);
        digest = valid ? new ContentDigest(text!.ToLowerInvariant()) : default;
        return valid;
    }

    public static ContentDigest Parse(string text) => TryParse(text, out var digest)
        ? digest
        : throw new FormatException($"'{text}' is not a SHA-256 digest of 64 hexadecimal digits");

    public override string ToString() => Hex;
}
