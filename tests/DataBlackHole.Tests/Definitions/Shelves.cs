using System.Globalization;
using System.Text.Json;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Tests.Interpreting;

namespace DataBlackHole.Tests.Definitions;

/// <summary>
/// Small constructed documents in the shape in which each source answers. They are written by hand from captures and facts, not from
/// the definitions: a selector that fits nothing real fits nothing here.
/// </summary>
internal static class Shelves
{
    internal static string Document(SourceDefinition source, DefinitionSample sample) => source.Kind switch
    {
        SourceKind.ReleaseListing => Listing(source, sample),
        SourceKind.ReleasePage => Page(source, sample),
        SourceKind.NbsDatabase => NewReply(sample),
        SourceKind.NbsEasyQuery => OldReply(source.Query!, sample),
        SourceKind.Records => sample.Text,
        _ => sample.Text,
    };

    private static string Listing(SourceDefinition source, DefinitionSample sample)
    {
        var day = sample.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var compact = sample.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var item = source.Key switch
        {
            "nbs-latest-releases" => null,
            "mof-fiscal-list" => $"<ul class=\"xwbd_lianbolistfrcon\"><li><a href=\"http://gks.mof.gov.cn/tongjishuju/202605/t{compact}_1.htm\">{sample.Title}</a><span>{day}</span></li></ul>",
            "mof-statistics-list" => $"<ul><li><a href=\"./202609/t{compact}_1.htm\"  title=\"{sample.Title}\"  target=\"_blank\">{sample.Title}</a><span>{day}</span></li></ul>",
            "mof-debt-list" => $"<ul class=\"liBox\"><li><a href=\"./202609/t{compact}_1.htm\" title=\"{sample.Title}\" target=\"_blank\">{sample.Title}</a><span>{day}</span></li><div class=\"clear\"></div></ul>",
            "safe-news" => $"<div class=\"list_conr\"><ul><li><dt><a href=\"/safe/2026/0907/1.html\" title=\"{sample.Title}\">{sample.Title}</a></dt><dd>{day}</dd></li></ul></div>",
            "safe-settlement-files" => $"<div class=\"list\"><a href=\"/safe/file/file/{compact}/0123456789abcdef0123456789abcdef.xlsx\" title=\"{sample.Title}\">{sample.Title}</a></div>",
            "pbc-outright-repo-list" or "pbc-open-market-list" or "pbc-news" => $"<table><tr><td height=\"22\" align=\"left\"><font class=\"newslist_style\"><a href=\"/x/{compact}01/index.html\" onclick=\"void(0)\" target=\"_blank\" title=\"{sample.Title}\" istitle=\"true\">{sample.Title}</a></font><span class=\"hui12\">{day}</span></td></tr></table>",
            "nda-policies" or "nda-news" => $"<ul><li><a href=\"/sjj/zwgk/zcfb/0815/{compact}101112_pc.html\">{sample.Title}</a></li></ul>",
            "mca-statistics" => $"<ul><li><a href=\"/n156/n2679/c1/content.html\">{sample.Title}</a><span>{day}</span></li></ul>",
            "nea-planning" => $"<ul><li><a href=\"https://www.nea.gov.cn/{compact}/1/c.html\">{sample.Title}</a><span>{day}</span></li></ul>",
            "customs-monthly" => $"<ul><li><a href=\"/customs/302249/zfxxgk/2799825/302274/1/index.html\">{sample.Title}</a><span>{day}</span></li></ul>",
            _ => $"<ul><li><a href=\"./202608/t{compact}_1.html\">{sample.Title}</a></li></ul>",
        };
        return item is null
            ? SamplePages.Listing((sample.Title, "./202608/t20260817_1.html", day))
            : $"<!DOCTYPE html><html><head><title>样例</title><meta name=\"ColumnName\" content=\"公开市场买断式逆回购业务公告\"></head><body><a href=\"/index.html\">首页</a>{item}</body></html>";
    }

    private static string Page(SourceDefinition source, DefinitionSample sample)
    {
        var day = sample.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return source.Publisher switch
        {
            "nbs" => SamplePages.Page(sample.Title, sample.Day.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture) + " 10:00", sample.Text),
            "mof" => $"""
                <!DOCTYPE html><html><head><title>{sample.Title}</title><meta name="SiteIDCode" content="bm14000001"><meta name="ArticleTitle" content="{sample.Title}"/><meta name="PubDate" content="{day} 14:52:00"/></head>
                <body><h2 class="title_con">{sample.Title}</h2><div class="my_conboxzw"><p>{sample.Text}</p></div></body></html>
                """,
            _ => $"""
                <!DOCTYPE html><html><head><title>{sample.Title}</title><meta name="ArticleTitle" content="{sample.Title}"><meta name="PubDate" content="{day}"></head>
                <body><table><tr><td class="hui12" align="right"><!--x-->{day} 16:00:00</td></tr></table><div id="zoom" class="zoom1"><p>{sample.Text}</p></div></body></html>
                """,
        };
    }

    /// <summary>Cells as <c>2026-06=5.0 2026-07=</c>.</summary>
    private static IEnumerable<(ReferencePeriod Period, string Value)> Cells(string text) =>
        text.Split(' ').Select(c => c.Split('=')).Select(c => (ReferencePeriod.Parse(c[0]), c[1]));

    private static string NewReply(DefinitionSample sample) => JsonSerializer.Serialize(new
    {
        success = true,
        state = 20000,
        message = "成功",
        data = Cells(sample.Text).Select(c => new { dt = New(c.Period), v = c.Value, du_name = "", code = "000000000000" }),
    });

    private static string OldReply(DatabaseQuery query, DefinitionSample sample) => JsonSerializer.Serialize(new
    {
        returncode = 200,
        returndata = new
        {
            datanodes = Cells(sample.Text).Select(c => new
            {
                data = new { data = 0, hasdata = c.Value.Length > 0, strdata = c.Value },
                wds = new[] { new { wdcode = "zb", valuecode = query.Indicator }, new { wdcode = "sj", valuecode = Old(c.Period) } },
            }),
        },
    });

    private static string New(ReferencePeriod period) => period.Cadence == Cadence.Quarterly
        ? string.Create(CultureInfo.InvariantCulture, $"{period.End.Year}{period.End.Month / 3:00}SS")
        : string.Create(CultureInfo.InvariantCulture, $"{period.End:yyyyMM}MM");

    private static string Old(ReferencePeriod period) => period.Cadence == Cadence.Quarterly
        ? string.Create(CultureInfo.InvariantCulture, $"{period.End.Year}{(char)('A' + period.End.Month / 3 - 1)}")
        : period.End.ToString("yyyyMM", CultureInfo.InvariantCulture);
}
