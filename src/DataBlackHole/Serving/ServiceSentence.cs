using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving;

/// <summary>The same for a service: from where it is reached, and what stands in the way elsewhere.</summary>
internal static class ServiceSentence
{
    public static BilingualText Of(SeriesDefinition series, SeriesState state)
    {
        var (en, zh) = (series.Name.En, series.Name.Zh);
        var since = state.Since?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var way = Way(state.Reason);
        return state.Status switch
        {
            SeriesStatus.Open => new BilingualText(
                $"{en} is reached from every vantage that could look ({state.Access.Count}).", $"“{zh}”自所有可用观测点（{state.Access.Count} 处）均可访问。"),
            SeriesStatus.Restricted => new BilingualText(
                $"{en} has been reached from some vantages only since {since} UTC; elsewhere {way.En}.", $"自 {since}（UTC）起，“{zh}”仅可由部分观测点访问；其他观测点{way.Zh}。"),
            SeriesStatus.Closed => new BilingualText(
                $"{en} has not been reached from any vantage, in China included, since {since} UTC: {way.En}.", $"自 {since}（UTC）起，“{zh}”自包括中国境内在内的所有观测点均未能访问：{way.Zh}。"),
            _ => new BilingualText($"{en} is watched; it has not been reached yet.", $"“{zh}”已列入监测；尚未访问成功。"),
        };
    }

    private static BilingualText Way(Reason reason) => reason switch
    {
        Reason.RedirectedElsewhere => new("it redirects elsewhere", "被转往他处"),
        Reason.LoginAskedFor => new("it asks for a login", "须登录"),
        Reason.RefusalShown => new("it shows a text that refuses visitors from there", "显示拒绝当地访问者的文字"),
        Reason.AccessRefused => new("its server refuses access", "服务器拒绝访问"),
        Reason.NotFoundThere => new("it answers \"not found\"", "返回“未找到”"),
        Reason.NoAnswerInTime => new("it does not answer in time", "未在时限内应答"),
        Reason.ConnectionsReset => new("connections are reset", "连接被重置"),
        _ => new("no connection is made", "无法建立连接"),
    };
}
