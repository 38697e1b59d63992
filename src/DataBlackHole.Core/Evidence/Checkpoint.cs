using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataBlackHole.Core.Evidence;

/// <summary>
/// What the log said about itself at one moment: how many leaves it had and their root. It is signed, so that the log cannot later be
/// another one without showing it.
/// </summary>
/// <param name="Origin">Name of the log.</param>
/// <param name="Size">Number of leaves.</param>
/// <param name="SignedAt">When it was signed, UTC, in whole milliseconds.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root, DateTimeOffset SignedAt)
{
    private const string TimePrefix = "time ";

    /// <summary>The text that is signed: origin, size and root in base64, each on a line of its own, and a line with the time.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n{TimePrefix}{CanonicalJson.InstantText(SignedAt)}\n");

    public static bool TryParse(string text, out Checkpoint? checkpoint)
    {
        checkpoint = null;
        var lines = text.Split('\n');
        if (lines.Length != 5 || lines[4].Length > 0 || !lines[3].StartsWith(TimePrefix, StringComparison.Ordinal)) return false;
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return false;
        var root = new byte[TreeHash.Length];
        if (!Convert.TryFromBase64String(lines[2], root, out var length) || length != root.Length) return false;
        if (!DateTimeOffset.TryParseExact(lines[3][TimePrefix.Length..], "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return false;
        checkpoint = new Checkpoint(lines[0], size, TreeHash.Of(root), at);
        return checkpoint.Text == text;
    }
}

/// <summary>
/// A text with a signature below it, in the form of C2SP signed notes: the text, an empty line, and a line of an em dash, the name of the
/// signer, and base64 of the first four bytes of the SHA-256 of the public key followed by the ECDSA signature (P-256, SHA-256, DER).
/// </summary>
public static class SignedNote
{
    private const string Mark = "\u2014 ";
    private const int HintLength = 4;

    public static string Sign(string text, string name, ECDsa key)
    {
        var signature = key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        byte[] signed = [.. Hint(key.ExportSubjectPublicKeyInfo()), .. signature];
        return $"{text}\n{Mark}{name} {Convert.ToBase64String(signed)}\n";
    }

    /// <summary>The identity of a public key: the SHA-256 of its SubjectPublicKeyInfo.</summary>
    public static string KeyId(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <summary>The text above the signature, whether or not the signature holds; null when this is no signed note.</summary>
    public static string? TextOf(string note) => Split(note)?.Text;

    /// <summary>Whether the note carries a good signature of this key, under the name that stands on its first line.</summary>
    public static bool IsSignedBy(string note, ReadOnlySpan<byte> publicKey)
    {
        if (Split(note) is not ({ } text, { } name, { } signature) || signature.Length <= HintLength) return false;
        if (!text.StartsWith($"{name}\n", StringComparison.Ordinal)) return false;
        if (!signature.AsSpan(0, HintLength).SequenceEqual(Hint(publicKey))) return false;
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.VerifyData(Encoding.UTF8.GetBytes(text), signature.AsSpan(HintLength), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[] Hint(ReadOnlySpan<byte> publicKey) => SHA256.HashData(publicKey)[..HintLength];

    private static (string Text, string Name, byte[] Signature)? Split(string note)
    {
        var end = note.LastIndexOf($"\n\n{Mark}", StringComparison.Ordinal);
        if (end < 0 || !note.EndsWith('\n')) return null;
        var fields = note[(end + 2 + Mark.Length)..^1].Split(' ');
        var signature = new byte[note.Length];
        if (fields.Length != 2 || !Convert.TryFromBase64String(fields[1], signature, out var length)) return null;
        // A lenient reading would accept other bits in the last digit than those that were signed.
        return Convert.ToBase64String(signature, 0, length) == fields[1] ? (note[..(end + 1)], fields[0], signature[..length]) : null;
    }
}
