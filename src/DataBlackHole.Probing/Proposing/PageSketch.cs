using DataBlackHole.Core.Catalogue;
using DataBlackHole.Probing.Interpreting;
using Capture = DataBlackHole.Core.Measuring.Capture;

namespace DataBlackHole.Probing.Proposing;

/// <summary>What a release page says about itself, by the layouts of the source it belongs to.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Item">Its title, address and day, as a list would have them.</param>
public sealed record PageSketch(string Layout, ListingItem Item)
{
    /// <summary>Null when no layout of the source fits.</summary>
    public static PageSketch? Of(SourceDefinition source, TimeZoneInfo zone, Capture capture)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(capture);
        if (PageText.Open(capture).Page is not { Html: { } html } page) return null;
        foreach (var template in source.Templates.Where(t => html.QuerySelector(t.Recognise) is not null))
        {
            var title = template.Title.Select(s => Selection.Value(html, s)).FirstOrDefault(t => t is not null);
            var printed = template.Published.Select(s => Selection.Value(html, s)).FirstOrDefault(t => t is not null);
            if (title is not null && printed is not null && StatedTimes.Find(printed, template.PublishedFormats, zone) is { } published)
                return new PageSketch(template.Name, new ListingItem(ElementText.Shorten(title), page.Url, StatedTimes.LocalDay(published.At, zone)));
        }
        return null;
    }
}
