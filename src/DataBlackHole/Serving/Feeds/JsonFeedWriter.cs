using System.Text.Json;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Serving.Feeds;

/// <summary>Writes a feed as JSON Feed 1.1; what the format has no word for is in the object <c>_datablackhole</c>. Pure.</summary>
internal static class JsonFeedWriter
{
    public const string ContentType = "application/feed+json; charset=utf-8";

    public static byte[] Write(Feed feed)
    {
        var document = new JsonObject
        {
            ["version"] = "https://jsonfeed.org/version/1.1",
            ["title"] = feed.Title.In(feed.Tongue),
            ["home_page_url"] = feed.Base.AbsoluteUri,
            ["feed_url"] = feed.Address(feed.Self),
            ["language"] = feed.Tongue.Tag(),
            ["authors"] = new JsonArray(new JsonObject { ["name"] = "DataBlackHole" }),
            ["_datablackhole"] = new JsonObject { ["id"] = feed.Id },
            ["items"] = new JsonArray([.. feed.Entries.Select(e => Item(feed, e))]),
        };
        if (feed.Next is { } next) document.Insert(4, "next_url", feed.Address(next));
        return JsonSerializer.SerializeToUtf8Bytes(document, ApiJson.Indented);
    }

    private static JsonObject Item(Feed feed, FeedEntry entry)
    {
        var item = new JsonObject
        {
            ["id"] = entry.Id,
            ["url"] = feed.Address(entry.Event),
            ["title"] = PlainText.Of(entry.Words.Title.In(feed.Tongue)),
            ["summary"] = PlainText.Of(entry.Words.Sentence.In(feed.Tongue)),
            ["content_text"] = PlainText.Of(entry.Words.Sentence.Both(feed.Tongue)),
            ["date_published"] = entry.RecordedAt,
            ["date_modified"] = entry.UpdatedAt,
            ["tags"] = new JsonArray([.. entry.Categories.Where(c => c.IsTag).Select(c => JsonValue.Create(c.Term))]),
            ["_datablackhole"] = Facts(entry),
        };
        if (entry.Evidence is { } evidence) item.Insert(2, "external_url", evidence);
        return item;
    }

    private static JsonObject Facts(FeedEntry entry)
    {
        var facts = entry.Facts.DeepClone().AsObject();
        facts["title"] = Bilingual(entry.Words.Title);
        facts["sentence"] = Bilingual(entry.Words.Sentence);
        return facts;
    }

    private static JsonObject Bilingual(BilingualText text) => new() { ["en"] = PlainText.Of(text.En), ["zh"] = PlainText.Of(text.Zh) };
}
