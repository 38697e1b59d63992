using System.Text;

namespace DataBlackHole.Serving;

/// <summary>Text that came from outside, made fit for documents that refuse control characters.</summary>
internal static class PlainText
{
    /// <summary>The text without what XML 1.0 has no way to write: most control characters, halves of surrogate pairs, U+FFFE and U+FFFF.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text)) return text;
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (IsPlain(text[at])) clean.Append(text[at]);
            else if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1])) clean.Append(text, at++, 2);
        }
        return clean.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var unit in text)
        {
            if (!IsPlain(unit)) return false;
        }
        return true;
    }

    private static bool IsPlain(char unit) => unit is '\t' or '\n' or '\r' or (>= ' ' and <= '\uD7FF') or (>= '\uE000' and <= '\uFFFD');
}
