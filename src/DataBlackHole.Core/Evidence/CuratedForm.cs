using System.Globalization;
using System.Text;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Evidence;

/// <summary>The canonical form of an entry of the cited history, in which it comes into the record and the log.</summary>
public static class CuratedForm
{
    private const int Version = 1;

    public static string Of(CuratedEntry entry)
    {
        var json = new CanonicalJson();
        json.Begin();
        json.Text("announcedOn", entry.AnnouncedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.BeginList("citations");
        foreach (var citation in entry.Citations) Write(json, citation);
        json.EndList();
        json.Text("confidence", entry.Confidence.ToString());
        json.BeginList("corrections");
        foreach (var correction in entry.Corrections) Write(json, null, correction);
        json.EndList();
        json.Text("effectiveFrom", entry.EffectiveFrom?.ToString());
        json.Text("effectiveUntil", entry.EffectiveUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.Text("event", entry.Event.ToString());
        json.Text("firstMissingPeriod", entry.FirstMissingPeriod?.ToString());
        json.Text("firstPeriod", entry.FirstPeriod?.ToString());
        json.Text("key", entry.Key);
        json.Text("lastPeriod", entry.LastPeriod?.ToString());
        json.Flag("officialNotice", entry.OfficialNotice);
        json.Text("publisher", entry.Publisher);
        Write(json, entry.Quote);
        if (entry.Reason is { } reason) Write(json, "reason", reason);
        json.Text("recordedOn", entry.RecordedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.Text("series", entry.Series);
        Write(json, "seriesName", entry.SeriesName);
        Write(json, "summary", entry.Summary);
        Write(json, "unknown", entry.Unknown);
        json.Number("v", Version);
        json.End();
        return Encoding.UTF8.GetString(json.Written);
    }

    private static void Write(CanonicalJson json, Citation citation)
    {
        json.Begin();
        json.Text("access", citation.Access.ToString());
        json.Text("date", citation.Date?.ToString());
        json.Text("originalPublisher", citation.OriginalPublisher);
        json.Text("publisher", citation.Publisher);
        json.Text("supports", citation.Supports);
        json.Text("title", citation.Title);
        json.Text("url", citation.Url);
        json.End();
    }

    private static void Write(CanonicalJson json, Quotation? quote)
    {
        if (quote is null) return;
        json.Begin("quote");
        json.Text("source", quote.Source);
        json.Text("zh", quote.Zh);
        json.End();
    }

    private static void Write(CanonicalJson json, string? name, BilingualText text)
    {
        json.Begin(name);
        json.Text("en", text.En);
        json.Text("zh", text.Zh);
        json.End();
    }
}
