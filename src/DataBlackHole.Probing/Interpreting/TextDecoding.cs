using System.Text;
using System.Text.RegularExpressions;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Turns captured bytes into text: byte-order mark, then the declared encoding, then UTF-8, then GB18030.</summary>
internal static partial class TextDecoding
{
    private const int DeclarationWithin = 4096;

    /// <summary>So many characters beyond ASCII that are all valid UTF-8 are no accident, whatever the page declares.</summary>
    private const int CertainUtf8 = 8;

    private static readonly Encoding Gb18030 = RegisteredGb18030();

    /// <summary>The text, or null with the reason why the bytes are no text.</summary>
    internal static (string? Text, string Problem) Decode(ReadOnlySpan<byte> body, string? contentType)
    {
        if (body.StartsWith("\uFEFF"u8)) return Strictly(Encoding.UTF8, body[3..], "a UTF-8 byte-order mark");
        if (body is [0xFF, 0xFE, ..]) return Strictly(Encoding.Unicode, body[2..], "a UTF-16 byte-order mark");
        if (body is [0xFE, 0xFF, ..]) return Strictly(Encoding.BigEndianUnicode, body[2..], "a UTF-16 byte-order mark");
        var declared = Declared(contentType) ?? DeclaredInside(body);
        if (declared is null) return Detect(body);
        if (IsGb(declared)) return ((IsCertainlyUtf8(body) ? Encoding.UTF8 : Gb18030).GetString(body), "");
        try
        {
            return Strictly(Encoding.GetEncoding(declared), body, $"declared {declared}");
        }
        catch (ArgumentException)
        {
            return Detect(body);
        }
    }

    private static (string? Text, string Problem) Detect(ReadOnlySpan<byte> body)
    {
        var utf8 = Strictly(Encoding.UTF8, body, "undeclared");
        return utf8.Text is not null ? utf8 : Strictly(Gb18030, body, "undeclared, not UTF-8");
    }

    private static (string? Text, string Problem) Strictly(Encoding encoding, ReadOnlySpan<byte> body, string why)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        var decoder = strict.GetDecoder();
        var chars = new char[encoding.GetMaxCharCount(body.Length)];
        try
        {
            // Not flushed: a body cut inside its last character is cut text (found out later), not another encoding.
            return (new string(chars, 0, decoder.GetChars(body, chars, flush: false)), "");
        }
        catch (DecoderFallbackException e)
        {
            return (null, $"not {encoding.WebName} at byte {e.Index} ({why})");
        }
    }

    private static bool IsCertainlyUtf8(ReadOnlySpan<byte> body)
    {
        if (Strictly(Encoding.UTF8, body, "").Text is not { } text) return false;
        var count = 0;
        foreach (var c in text)
        {
            if (c >= 0x80 && ++count >= CertainUtf8) return true;
        }
        return false;
    }

    private static string? Declared(string? contentType) =>
        contentType is null ? null : Meaningful(Charset().Match(contentType).Groups["name"].Value);

    private static string? DeclaredInside(ReadOnlySpan<byte> body)
    {
        var head = Encoding.Latin1.GetString(body[..Math.Min(body.Length, DeclarationWithin)]);
        return Meaningful(DeclarationInside().Match(head).Groups["name"].Value);
    }

    /// <summary>Latin-1 is what servers add when nobody told them; it says nothing.</summary>
    private static string? Meaningful(string name) =>
        name.ToLowerInvariant() is "" or "iso-8859-1" or "latin1" or "windows-1252" or "us-ascii" or "ascii" ? null : name;

    private static bool IsGb(string name) => name.ToLowerInvariant() is "gb2312" or "gbk" or "gb18030" or "gb_2312-80" or "x-gbk" or "cp936";

    private static Encoding RegisteredGb18030()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030");
    }

    [GeneratedRegex("""charset\s*=\s*["']?(?<name>[\w-]{1,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Charset();

    [GeneratedRegex(
        """<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*(?<name>[\w-]{1,40})|<\?xml\s[^>]{0,200}?encoding\s*=\s*["'](?<name>[\w-]{1,40})""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DeclarationInside();
}
