using System.Globalization;
using System.Net;
using System.Text;

namespace DataBlackHole.Tests.AbsenceBench.World;

/// <summary>The pages of the scripted publisher, constructed in the shape of a statistical office's site.</summary>
internal static class SitePages
{
    public const int ItemsPerPage = 15;

    public static string Listing(IReadOnlyList<ScriptedRelease> newestFirst, int page, ListingLook look)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">");
        html.Append("<meta name=\"ColumnName\" content=\"数据发布\"><title>数据发布</title></head><body>");
        html.Append(look.ItemsBefore).Append(CultureInfo.InvariantCulture, $"<div class=\"{look.ListClass}\"><ul>");
        foreach (var item in newestFirst.Skip(page * ItemsPerPage).Take(ItemsPerPage))
        {
            var day = LocalDay(item.Printed ?? item.At!.Value);
            var title = WebUtility.HtmlEncode(item.Title);
            html.Append(CultureInfo.InvariantCulture, $"<li><a class=\"pc_1600\" href=\"./{PathOf(item)}\" title=\"{title}\">{title}</a><span>{day:yyyy-MM-dd}</span></li>\n");
        }
        return html.Append(CultureInfo.InvariantCulture, $"</ul></div><script>var sCount = '{newestFirst.Count}';</script></body></html>").ToString();
    }

    public static string Release(ScriptedRelease release, DateTimeOffset now)
    {
        var title = WebUtility.HtmlEncode(release.Title);
        var printed = Local(release.Printed ?? release.At!.Value);
        var html = new StringBuilder("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">");
        html.Append(CultureInfo.InvariantCulture, $"<meta name=\"ArticleTitle\" content=\"{title}\"><meta name=\"PubDate\" content=\"{printed:yyyy/MM/dd HH:mm}\">");
        html.Append(CultureInfo.InvariantCulture, $"<title>{title} - 统计局</title></head><body><div class=\"detail-title\"><h1>{title}</h1></div>");
        html.Append("<div class=\"detail-text-content\"><div class=\"txt-content\"><p>初步统计如下。</p><table>");
        foreach (var row in release.RowsAt(now)) html.Append(CultureInfo.InvariantCulture, $"<tr><td>{row.Label}</td><td>{row.Value}</td><td>1.0</td></tr>\n");
        return html.Append("</table></div></div></body></html>").ToString();
    }

    public static string PathOf(ScriptedRelease release)
    {
        if (release.Path is { } path) return path;
        var day = LocalDay(release.At!.Value);
        var number = release.Title.Aggregate(17u, (hash, letter) => hash * 31 + letter) % 9_000_000 + 1_000_000;
        return string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMM}/t{day:yyyyMMdd}_{number}.html");
    }

    public static DateTime Local(DateTimeOffset moment) => moment.ToOffset(TimeSpan.FromHours(8)).DateTime;

    public static DateOnly LocalDay(DateTimeOffset moment) => DateOnly.FromDateTime(Local(moment));
}

/// <summary>How the list is dressed: a redesign changes the class by which its items are found.</summary>
internal sealed record ListingLook(string ListClass = "list-content", string ItemsBefore = "");
