using System.Globalization;
using System.Text;
using System.Xml;

namespace DataBlackHole.Serving.Feeds;

/// <summary>Writes a feed as Atom (RFC 4287) with the links of a paged feed (RFC 5005). Pure.</summary>
internal static class AtomWriter
{
    public const string ContentType = "application/atom+xml; charset=utf-8";

    private const string Atom = "http://www.w3.org/2005/Atom";
    private static readonly XmlWriterSettings _settings = new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };

    public static byte[] Write(Feed feed)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, _settings))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, feed.Tongue.Tag());
            Text(xml, "id", feed.Id);
            Text(xml, "title", feed.Title.In(feed.Tongue));
            Text(xml, "updated", Instant(feed.UpdatedAt));
            xml.WriteStartElement("author", Atom);
            Text(xml, "name", "DataBlackHole");
            xml.WriteEndElement();
            Text(xml, "generator", "DataBlackHole");
            Link(xml, "self", feed.Address(feed.Self), "application/atom+xml");
            Link(xml, "first", feed.Address(feed.First), "application/atom+xml");
            if (feed.Next is { } next) Link(xml, "next", feed.Address(next), "application/atom+xml");
            Link(xml, "alternate", feed.Base.AbsoluteUri, "text/html");
            foreach (var entry in feed.Entries) Entry(xml, feed, entry);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void Entry(XmlWriter xml, Feed feed, FeedEntry entry)
    {
        xml.WriteStartElement("entry", Atom);
        Text(xml, "id", entry.Id);
        Text(xml, "title", entry.Words.Title.In(feed.Tongue));
        Text(xml, "published", Instant(entry.RecordedAt));
        Text(xml, "updated", Instant(entry.UpdatedAt));
        Link(xml, "alternate", feed.Address(entry.Event), "application/json");
        Link(xml, "related", feed.Address(entry.About), "application/json");
        if (entry.Evidence is { } evidence) Link(xml, "via", evidence, null);
        foreach (var category in entry.Categories) Category(xml, category.Scheme, category.Term, category.Label?.In(feed.Tongue));
        Text(xml, "summary", entry.Words.Sentence.In(feed.Tongue));
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "text");
        xml.WriteString(PlainText.Of(entry.Words.Sentence.Both(feed.Tongue)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, PlainText.Of(text));

    private static void Link(XmlWriter xml, string relation, string address, string? type)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        if (type is not null) xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static void Category(XmlWriter xml, string scheme, string term, string? label)
    {
        xml.WriteStartElement("category", Atom);
        xml.WriteAttributeString("scheme", $"urn:datablackhole:{scheme}");
        xml.WriteAttributeString("term", PlainText.Of(term));
        if (label is not null) xml.WriteAttributeString("label", PlainText.Of(label));
        xml.WriteEndElement();
    }

    private static string Instant(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
