using System.Globalization;
using System.Text;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Core.Judging;

/// <summary>
/// The name of a flip that stays the same for ever: it follows from what the flip says, not from a row number, so a record that is rebuilt
/// or moved to another host gives every flip its old name.
/// </summary>
public static class FlipIdentity
{
    private const int Digits = 32;

    /// <summary>32 hexadecimal digits. Instants count to the millisecond, as the record keeps them.</summary>
    public static string Of(Flip flip)
    {
        var at = flip.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        string[] parts = [flip.Series, flip.Axis.ToString(), flip.Period?.ToString() ?? "", at, flip.From, flip.To];
        // The length before each part: a figure may hold any character, also the one that parts would be joined by.
        var text = string.Concat(parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p}")));
        return ContentDigest.Of(Encoding.UTF8.GetBytes(text)).Hex[..Digits];
    }
}
