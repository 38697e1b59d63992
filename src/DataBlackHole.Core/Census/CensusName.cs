using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DataBlackHole.Core.Census;

/// <summary>What the names of indicators and nodes tell: ranges of years, base years, and how alike two of them are.</summary>
public static partial class CensusName
{
    /// <summary>Names that have so many pairs of letters in common (of 1) are alike.</summary>
    private const double Alike = 0.6;

    private const double NearlyTheSame = 0.85;

    /// <summary>The last year of a range such as <c>(2016-2020)</c> or <c>(-2015)</c>; null where the name has none or an open one.</summary>
    public static int? EndYear(string name) => Range().Match(Simplify(name)) is { Success: true } range ? Year(range.Groups["to"].Value) : null;

    /// <summary>The base of a name such as <c>(2010=100)</c>; null for one without a fixed year, such as <c>(上年=100)</c>.</summary>
    public static int? BaseYear(string name) => Base().Match(Simplify(name)) is { Success: true } match ? Year(match.Groups["year"].Value) : null;

    /// <summary>The name without ranges, bases, units, blanks and years: what stays the same when a base changes.</summary>
    public static string Stem(string name)
    {
        var text = AnyBase().Replace(Range().Replace(OpenRange().Replace(Simplify(name), ""), ""), "");
        return Bracketed().Replace(text, "");
    }

    /// <summary>Blanks go, full-width signs become plain, dashes become one.</summary>
    public static string Simplify(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsWhiteSpace(c)) continue;
            text.Append(c is '—' or '–' or '―' or '─' or '‐' or '‑' or '−' or '~' or '〜' or '∼' ? '-' : c);
        }
        return text.ToString();
    }

    /// <summary>Whether one name may be a new form of the other. The same name is alike.</summary>
    public static bool AreAlike(string left, string right) => Likeness(Stem(left), Stem(right)) >= Alike;

    /// <summary>Whether two names may mean the same thing in two places.</summary>
    public static bool AreNearlyTheSame(string left, string right) => Likeness(Stem(left), Stem(right)) >= NearlyTheSame;

    /// <summary>How much two names have in common, 0 to 1: pairs of letters (Dice).</summary>
    internal static double Likeness(string left, string right)
    {
        if (left == right) return 1;
        var pairs = Pairs(left);
        var others = Pairs(right);
        if (pairs.Count + others.Count == 0) return 0;
        var all = pairs.Count + others.Count;
        var common = pairs.Count(others.Remove);
        return 2.0 * common / all;
    }

    private static List<string> Pairs(string text) => [.. Enumerable.Range(0, Math.Max(0, text.Length - 1)).Select(i => text.Substring(i, 2))];

    private static int Year(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(?(?<![0-9])(?:(?:19|20)[0-9]{2}年?)?-(?<to>(?:19|20)[0-9]{2})(?![0-9])年?\)?", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"\(?(?<![0-9])(?:19|20)[0-9]{2}年?-(?:至今)?(?![0-9])\)?", RegexOptions.CultureInvariant)]
    private static partial Regex OpenRange();

    [GeneratedRegex(@"(?<![0-9])(?<year>(?:19|20)[0-9]{2})年?(?:价格)?=100", RegexOptions.CultureInvariant)]
    private static partial Regex Base();

    [GeneratedRegex(@"\(?[^()=]{1,20}=100\)?", RegexOptions.CultureInvariant)]
    private static partial Regex AnyBase();

    // Units and the like: "(%)", "(万平方米)".
    [GeneratedRegex(@"\([^()]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();
}
