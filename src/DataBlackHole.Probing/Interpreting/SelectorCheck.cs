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

    /// <summary>The same inside an item, where <c>@attribute</c> alone is an attribute of the item itself.</summary>
    public static bool IsValidInItem(string selector) => IsValid(selector) || AttributeSuffix().Match(selector) is { Success: true, Index: 0 };

    [GeneratedRegex(@"@[A-Za-z_:][-\w:.]*\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex AttributeSuffix();
}
