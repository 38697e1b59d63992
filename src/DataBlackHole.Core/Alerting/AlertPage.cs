using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace DataBlackHole.Core.Alerting;

/// <summary>One line of a message, linked when it has an address.</summary>
internal sealed record AlertLine(string Text, string? Url = null);

/// <summary>Lines under a title; the title may be empty.</summary>
internal sealed record AlertSection(string Title, ImmutableArray<AlertLine> Lines);

/// <summary>A message before it is written as text or HTML.</summary>
internal sealed record AlertPage(string Subject, string Lead, ImmutableArray<AlertSection> Sections);

/// <summary>Writes a message as plain text and as HTML. Everything comes from outside as far as HTML is concerned, and is encoded.</summary>
internal static class AlertPageText
{
    public static string Plain(AlertPage page)
    {
        var text = new StringBuilder(Clean(page.Lead)).Append('\n');
        foreach (var section in page.Sections)
        {
            text.Append('\n');
            if (section.Title.Length > 0) text.Append(section.Title).Append('\n');
            foreach (var line in section.Lines) text.Append("- ").Append(Clean(line.Text)).Append(line.Url is null ? "" : $": {Clean(line.Url)}").Append('\n');
        }
        return text.ToString();
    }

    public static string Html(AlertPage page, AlertLanguage language)
    {
        var html = new StringBuilder($"<!DOCTYPE html>\n<html lang=\"{(language == AlertLanguage.Zh ? "zh-CN" : "en")}\">\n<head><meta charset=\"utf-8\"><title>{Encoded(page.Subject)}</title></head>\n<body>\n");
        html.Append("<p><strong>").Append(Encoded(page.Lead)).Append("</strong></p>\n");
        foreach (var section in page.Sections)
        {
            if (section.Title.Length > 0) html.Append("<h2>").Append(Encoded(section.Title)).Append("</h2>\n");
            html.Append("<ul>\n");
            foreach (var line in section.Lines) html.Append("<li>").Append(Linked(line)).Append("</li>\n");
            html.Append("</ul>\n");
        }
        return html.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>Only addresses of the web become links; whatever else a page calls its address stays text.</summary>
    private static string Linked(AlertLine line)
    {
        if (line.Url is not { } url) return Encoded(line.Text);
        var isWeb = Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
        return isWeb ? $"<a href=\"{Encoded(url)}\">{Encoded(line.Text)}</a>" : $"{Encoded(line.Text)}: {Encoded(url)}";
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(Clean(text));

    /// <summary>Control characters break a mail and hide text; a line stays a line.</summary>
    private static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
