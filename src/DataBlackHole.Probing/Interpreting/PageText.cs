using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using DataBlackHole.Core.Measuring;
using Capture = DataBlackHole.Core.Measuring.Capture;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>The decoded text of one capture, parsed as HTML once when it is HTML.</summary>
internal sealed partial class PageText
{
    /// <summary>Real pages nest some 25 deep and have some 30,000 elements; the cost of parsing grows with the square of the depth.</summary>
    private const int MaxDepth = 2000;

    private const int MaxElements = 500_000;

    private string? _visible;

    private PageText(Measurement measurement, string text, IHtmlDocument? html)
    {
        Measurement = measurement;
        Text = text;
        Html = html;
    }

    internal Measurement Measurement { get; }

    internal string Text { get; }

    /// <summary>The parsed document, or null when the text is not HTML.</summary>
    internal IHtmlDocument? Html { get; }

    /// <summary>The address the document came from after all redirects.</summary>
    internal string Url => FinalUrl(Measurement);

    /// <summary>What a person would see of the body without scripts; of anything but HTML, the text itself.</summary>
    internal string VisibleText => _visible ??= Html is null ? Text : Html.Body is { } body ? ElementText.Of(body, 100_000) : "";

    /// <summary>Whether a page stops before its end: every page read so far closes its html element, and nothing but scripts follows.</summary>
    internal bool IsCutOff
    {
        get
        {
            var end = Math.Max(
                Text.LastIndexOf("</html", StringComparison.OrdinalIgnoreCase),
                Text.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase));
            return end < 0 || !AfterTheEnd().IsMatch(Text.AsSpan(end));
        }
    }

    /// <summary>Whether the text begins like a whole page rather than like a piece of one.</summary>
    internal bool BeginsLikePage => PageBeginning().IsMatch(Text.AsSpan(0, Math.Min(Text.Length, 4096)));

    internal static string FinalUrl(Measurement measurement) =>
        measurement.Redirects is { IsDefaultOrEmpty: false } redirects ? redirects[^1] : measurement.Request.Url;

    /// <summary>Decodes and parses a capture, or says why it is no text.</summary>
    internal static (PageText? Page, ProbeFailure? Failure) Open(Capture capture)
    {
        var body = capture.Body.Span;
        if (IsEmpty(body)) return Failed(FailureKind.EmptyBody, $"{body.Length} bytes without any text");
        if (BinaryKind(body) is { } binary) return Failed(FailureKind.WrongType, $"the document is {binary}");
        var contentType = capture.Measurement.Headers.FirstOrDefault(h => h.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        var (text, problem) = TextDecoding.Decode(body, contentType);
        if (text is null) return Failed(FailureKind.BadEncoding, problem);
        if (!IsHtml(text, contentType)) return (new PageText(capture.Measurement, text, null), null);
        try
        {
            return (new PageText(capture.Measurement, text, Parse(text)), null);
        }
        catch (OverLimitException e)
        {
            return Failed(FailureKind.OverLimit, e.Message);
        }
    }

    private static bool IsHtml(string text, string? contentType)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, 4096));
        // Some pages have a stray word before their first tag.
        return HtmlBeginning().IsMatch(head)
            || (contentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true && PageBeginning().IsMatch(head));
    }

    private static IHtmlDocument Parse(string text)
    {
        int depth = 0, elements = 0;
        void Count(HtmlToken token)
        {
            if (token.Type == HtmlTokenType.StartTag)
            {
                if (++elements > MaxElements) throw new OverLimitException($"more than {MaxElements} elements");
                if (((HtmlTagToken)token).IsSelfClosing || NeedsNoEndTag(token.Name)) return;
                if (++depth > MaxDepth) throw new OverLimitException($"nested more than {MaxDepth} deep");
            }
            else if (token.Type == HtmlTokenType.EndTag && depth > 0 && !NeedsNoEndTag(token.Name))
            {
                depth--;
            }
        }
        var options = new HtmlParserOptions { SkipComments = true, DisableElementPositionTracking = true, OnToken = (token, _) => Count(token) };
        return new HtmlParser(options).ParseDocument(text);
    }

    private static bool NeedsNoEndTag(string name) => name is
        "p" or "li" or "td" or "th" or "tr" or "dt" or "dd" or "option" or "thead" or "tbody" or "tfoot" or "colgroup" or "optgroup" or "rp" or "rt"
        or "area" or "base" or "br" or "col" or "embed" or "hr" or "img" or "input" or "link" or "meta" or "source" or "track" or "wbr" or "param";

    private static (PageText?, ProbeFailure?) Failed(FailureKind kind, string detail) =>
        (null, new ProbeFailure(kind, ProbeOperation.Recognise, detail));

    /// <summary>Nothing but blanks, NULs and a byte-order mark.</summary>
    private static bool IsEmpty(ReadOnlySpan<byte> body) =>
        body.IndexOfAnyExcept((ReadOnlySpan<byte>)[0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x00, 0xEF, 0xBB, 0xBF]) < 0;

    private static string? BinaryKind(ReadOnlySpan<byte> body) =>
        body.StartsWith("%PDF"u8) ? "a PDF"
        : body.StartsWith("PK\u0003\u0004"u8) ? "a ZIP or an office document"
        : body.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? "an old office document"
        : body.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])
            || body.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || body.StartsWith("GIF8"u8) ? "an image"
        : null;

    // Not a page: XML that is not XHTML.
    [GeneratedRegex(
        @"\A[\s\0\uFEFF]*(?:<!doctype\s+html|<\?xml[^>]*>\s*<(?:!doctype\s+)?html|<(?![?!])[a-z]|<!--)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HtmlBeginning();

    [GeneratedRegex("<(?:!doctype|html|head|body)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PageBeginning();

    [GeneratedRegex(
        @"\A(?></(?:html|body)\s*>|<!--.*?-->|<script\b.*?</script\s*>|<noscript\b.*?</noscript\s*>|[\s\0\uFEFF])+\z",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AfterTheEnd();

    private sealed class OverLimitException(string message) : Exception(message);
}
