using System.Globalization;
using System.Text;
using System.Xml;

namespace DataBlackHole.Serving.Badges;

/// <summary>Draws a badge. It asks nobody for anything: no script, no font, no other file. Pure.</summary>
internal static class BadgeSvg
{
    public const string ContentType = "image/svg+xml; charset=utf-8";

    private const string Svg = "http://www.w3.org/2000/svg";
    private const int Height = 20;
    private const double Padding = 7;
    private const double MarkWidth = 17;
    private static readonly XmlWriterSettings _settings = new() { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true };

    public static byte[] Draw(Badge badge, Tongue tongue)
    {
        var (label, message) = (WidthOf(badge.Label), WidthOf(badge.Message));
        var left = label + 2 * Padding;
        var right = MarkWidth + message + 2 * Padding;
        using var bytes = new MemoryStream();
        using (var svg = XmlWriter.Create(bytes, _settings))
        {
            svg.WriteStartElement("svg", Svg);
            Attributes(svg, ("width", Number(left + right)), ("height", Number(Height)), ("role", "img"), ("aria-labelledby", "title"), ("lang", tongue.Tag()));
            svg.WriteStartElement("title", Svg);
            svg.WriteAttributeString("id", "title");
            svg.WriteString(PlainText.Of($"{badge.Label}: {badge.Message}"));
            svg.WriteEndElement();
            Shape(svg, "rect", ("width", Number(left)), ("height", Number(Height)), ("fill", "#333"));
            Shape(svg, "rect", ("x", Number(left)), ("width", Number(right)), ("height", Number(Height)), ("fill", badge.Colour));
            Mark(svg, badge.Mark, left + Padding);
            Text(svg, badge.Label, Padding, label);
            Text(svg, badge.Message, left + Padding + MarkWidth, message);
            svg.WriteEndElement();
        }
        return bytes.ToArray();
    }

    /// <summary>
    /// About as wide as common sans-serif letters of 11 pixels are; <c>textLength</c> makes whatever font there is keep to it.
    /// </summary>
    private static double WidthOf(string text) => text.EnumerateRunes().Sum(rune => rune.Value switch
    {
        >= 0x2E80 => 11.0,
        >= 'A' and <= 'Z' or >= 'À' => 7.6,
        'm' or 'w' or '…' => 9.0,
        'i' or 'j' or 'l' or 't' or 'f' or 'I' or '.' or ',' or '·' or ' ' or '(' or ')' or '-' => 4.0,
        _ => 6.5,
    });

    private static void Mark(XmlWriter svg, BadgeMark mark, double x)
    {
        string At(double dx, double y) => $"{Number(x + dx)} {Number(y)}";
        switch (mark)
        {
            case BadgeMark.Disc:
                Shape(svg, "circle", ("cx", Number(x + 5)), ("cy", "10"), ("r", "5"), ("fill", "#fff"));
                break;
            case BadgeMark.Triangle:
                Shape(svg, "path", ("d", $"M{At(5, 4)}L{At(11, 15)}L{At(-1, 15)}Z"), ("fill", "#fff"));
                break;
            case BadgeMark.Cross:
                Shape(svg, "path", ("d", $"M{At(1, 6)}L{At(9, 14)}M{At(9, 6)}L{At(1, 14)}"), ("stroke", "#fff"), ("stroke-width", "2.5"));
                break;
            case BadgeMark.Bars:
                Shape(svg, "path", ("d", $"M{At(2.5, 5)}V15M{At(7.5, 5)}V15"), ("stroke", "#fff"), ("stroke-width", "3"));
                break;
            case BadgeMark.Square:
                Shape(svg, "rect", ("x", Number(x)), ("y", "5"), ("width", "10"), ("height", "10"), ("fill", "#fff"));
                break;
            default:
                Shape(svg, "circle", ("cx", Number(x + 5)), ("cy", "10"), ("r", "5.5"), ("fill", "none"), ("stroke", "#fff"), ("stroke-width", "1.5"));
                Text(svg, "?", x + 2.4, 5.2);
                break;
        }
    }

    private static void Text(XmlWriter svg, string text, double x, double width)
    {
        svg.WriteStartElement("text", Svg);
        Attributes(svg, ("x", Number(x)), ("y", "14"), ("fill", "#fff"), ("font-family", "Verdana,'DejaVu Sans','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"),
            ("font-size", "11"), ("textLength", Number(width)), ("lengthAdjust", "spacingAndGlyphs"), ("aria-hidden", "true"));
        svg.WriteString(PlainText.Of(text));
        svg.WriteEndElement();
    }

    private static void Shape(XmlWriter svg, string name, params (string Name, string Value)[] attributes)
    {
        svg.WriteStartElement(name, Svg);
        Attributes(svg, attributes);
        svg.WriteEndElement();
    }

    private static void Attributes(XmlWriter svg, params (string Name, string Value)[] attributes)
    {
        foreach (var (name, value) in attributes) svg.WriteAttributeString(name, value);
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
