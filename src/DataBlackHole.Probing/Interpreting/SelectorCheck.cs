using System.Text.RegularExpressions;
using AngleSharp.Css.Parser;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Tells whether a selector of the definitions can be understood by the HTML reader.</summary>
public static partial class SelectorCheck
{
    /// <summary>True for a CSS selector, with or without the <c>@attribute</c> that the definitions put behind it.</summary>
    public static bool IsValid(string selector)
    {
        var css = AttributeSuffix().Replace(selector, "").Trim();
        return css.Length > 0 && new CssSelectorParser().ParseSelector(css) is not null;
    }

    [GeneratedRegex(@"@[A-Za-z_:][-\w:.]*\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex AttributeSuffix();
}
