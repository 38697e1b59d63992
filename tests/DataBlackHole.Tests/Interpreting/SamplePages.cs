namespace DataBlackHole.Tests.Interpreting;

/// <summary>Small constructed pages in the shape of the real ones; none is a copy of a real page.</summary>
internal static class SamplePages
{
    internal const string LandTable = """
        <table><tbody>
        <tr><td>指标</td><td>绝对量</td><td>同比增长（%）</td></tr>
        <tr><td>房地产开发投资（亿元）</td><td>53580</td><td>-12.0</td></tr>
        <tr><td>房屋施工<br>面积（万平方米）</td><td>638731</td><td>-9.2</td></tr>
        <tr><td>房屋竣工面积（万平方米）</td><td>25034</td><td>-16.5</td></tr>
        <tr><td>土地购置费（亿元）</td><td>9999</td><td>1.0</td></tr>
        LAND
        <tr><td>商品房销售面积（万平方米）</td><td>51560</td><td>-4.0</td></tr>
        </tbody></table>
        """;

    /// <summary>A page of a listing; each item as (title, href, day).</summary>
    internal static string Listing(params (string Title, string Href, string Day)[] items) => Listing("", items);

    internal static string Listing(string more, params (string Title, string Href, string Day)[] items) => $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="UTF-8"><title>数据发布 - 国家统计局</title><meta name="ColumnName" content="数据发布"></head>
        <body><div class="list-content"><ul>{string.Concat(items.Select(Item))}{more}</ul></div></body></html>
        """;

    internal static string Page(
        string title = "2026年1—7月份全国房地产市场基本情况",
        string published = "2026/08/17 10:00",
        string body = "<p>文</p>",
        string mobile = "",
        string end = "</body></html>") => $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="UTF-8"><title>{title} - 国家统计局</title>
        <meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{published}"></head>
        <body><div class="detail-title"><h1><script>document.write('{title}')</script></h1>
        <div class="detail-title-des"><h2><p> {published} </p></h2></div></div>
        <div class="detail-text-content mhide"><div class="txt-content">{body}</div></div>
        <div class="mobile-content pchide"><div class="mobile-news-content">{mobile}</div></div>{end}
        """;

    /// <summary>The layout without meta elements.</summary>
    internal static string OlderPage(string heading, string visible, string title = "2023年5月份居民消费价格同比上涨0.2% - 国家统计局") => $"""
        <!DOCTYPE html>
        <html><head><meta charset="UTF-8"><title>
            {title}
        </title></head><body><div class="detail-title"><h1>{heading}</h1><div class="detail-title-des"><h2><p>{visible}</p></h2></div></div>
        <div class="detail-text-content"><div class="txt-content"><p>文</p></div></div></body></html>
        """;

    internal static string Disclosure(string title, string day) => $"""
        <!DOCTYPE html>
        <html><head><meta charset="UTF-8"><title>国家统计局信息公开</title></head><body>
        <div class="content_top_box"><ul><li><div><span>索引号</span>1</div></li><li><div><span>发布机构</span>国家统计局</div><div><span>成文日期</span>{day}</div></li></ul></div>
        <h2 class="xxgkNbXqTitle">{title}</h2><div class="xxgkNbXqCenter"><p>文</p></div></body></html>
        """;

    private static string Item((string Title, string Href, string Day) item) => $"""
        <li><a class="fl pc_1600" href="{item.Href}" title='{item.Title}'>{item.Title}</a>
        <a class="fl mhide pc1200" href="{item.Href}" title='{item.Title}'>{item.Title}</a>
        <a class="fl pchide" href="{item.Href}" title='{item.Title}'>短...</a><span> {item.Day} </span></li>
        """;
}
