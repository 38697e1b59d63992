using System.Text;
using AngleSharp.Dom;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>
/// Text of an element as a person would see it: without scripts, styles and noscript, whitespace collapsed. Walks without recursion
/// and stops at a limit, because pages are hostile input.
/// </summary>
internal static class ElementText
{
    private const int MaxNodes = 500_000;

    internal static string Of(INode root, int maxLength = 2000)
    {
        var text = new StringBuilder();
        var nodes = new Stack<INode>();
        nodes.Push(root);
        for (var visited = 0; nodes.Count > 0 && visited < MaxNodes && text.Length < maxLength; visited++)
        {
            var node = nodes.Pop();
            if (node is IText words) AppendCollapsed(text, words.Data, maxLength);
            else if (node is IElement element && IsUnseen(element) && element != root) continue;
            else Enter(node, nodes, text);
        }
        while (text.Length > 0 && text[^1] == ' ') text.Length--;
        return text.ToString();
    }

    /// <summary>The text with every kind of blank removed, for labels and figures that are cut over several lines and spans.</summary>
    internal static string WithoutBlanks(string text) => string.Concat(text.Where(c => !IsBlank(c)));

    internal static string Shorten(string text, int maxLength = 500) => text.Length <= maxLength ? text : text[..maxLength];

    private static void Enter(INode node, Stack<INode> nodes, StringBuilder text)
    {
        // Blocks and line breaks part words, inline elements do not: figures are cut over several spans.
        if (node is IElement element && PartsWords(element) && text is [.., not ' ']) text.Append(' ');
        var children = node.ChildNodes;
        for (var i = children.Length - 1; i >= 0; i--) nodes.Push(children[i]);
    }

    private static bool PartsWords(IElement element) =>
        element.LocalName is "br" or "p" or "div" or "li" or "td" or "th" or "tr" or "h1" or "h2" or "h3";

    private static bool IsUnseen(IElement element) =>
        element.LocalName is "script" or "style" or "noscript" or "template" or "iframe" or "head" or "title" or "svg";

    private static void AppendCollapsed(StringBuilder text, string words, int maxLength)
    {
        foreach (var c in words)
        {
            if (text.Length >= maxLength) return;
            if (!IsBlank(c)) text.Append(c);
            else if (text is [.., not ' ']) text.Append(' ');
        }
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u200C' or '\u200D' or '\uFEFF' or '\0';
}
