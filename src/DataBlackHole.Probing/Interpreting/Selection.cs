using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>The selectors of definitions: CSS, or <c>selector@attribute</c> for an attribute instead of the text.</summary>
public static partial class Selection
{
    /// <summary>A list has the same selectors for each of its hundreds of items. Only those of definitions come here.</summary>
    private static readonly ConcurrentDictionary<string, (string Css, string? Attribute, ISelector? Parsed)> Known = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a selector, or null when it can be used.</summary>
    public static string? Problem(string selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var css = Split(selector).Css;
        if (css.Length == 0) return selector.Length == 0 ? "the selector is empty" : null;
        return new CssSelectorParser().ParseSelector(css) is null ? $"'{css}' is not a CSS selector" : null;
    }

    /// <summary>Text or attribute of the first element that the selector finds below <paramref name="root"/>; empty becomes null.</summary>
    internal static string? Value(IParentNode root, string selector, int maxLength = 2000)
    {
        var (css, attribute, parsed) = Known.GetOrAdd(selector, Parse);
        var element = css.Length == 0 ? root as IElement : parsed is not null && root is INode node ? node.ChildNodes.QuerySelector(parsed) : root.QuerySelector(css);
        if (element is null) return null;
        var value = attribute is null ? TextOf(element, maxLength) : Collapse(element.GetAttribute(attribute));
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private static (string Css, string? Attribute, ISelector? Parsed) Parse(string selector)
    {
        var (css, attribute) = Split(selector);
        // What names its scope has to know it.
        return (css, attribute, css.Length == 0 || css.Contains(":scope", StringComparison.OrdinalIgnoreCase) ? null : new CssSelectorParser().ParseSelector(css));
    }

    private static string TextOf(IElement element, int maxLength)
    {
        var text = ElementText.Of(element, maxLength);
        return element.LocalName == "title" ? SiteName().Replace(text, "") : text;
    }

    private static string? Collapse(string? attribute) => attribute is null ? null : Blanks().Replace(attribute, " ").Trim();

    private static (string Css, string? Attribute) Split(string selector)
    {
        var at = selector.LastIndexOf('@');
        return at >= 0 && AttributeName().IsMatch(selector.AsSpan(at + 1))
            ? (selector[..at].Trim(), selector[(at + 1)..])
            : (selector.Trim(), null);
    }

    // A page title ends in the name of the site: "… - 国家统计局".
    [GeneratedRegex(@"\s[-_|–—]\s[^-_|–—]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SiteName();

    [GeneratedRegex(@"[\s\u00A0\u3000\u200B\uFEFF]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\A[A-Za-z][\w:-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex AttributeName();
}
