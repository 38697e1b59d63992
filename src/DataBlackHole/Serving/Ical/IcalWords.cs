using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Ical;

/// <summary>The words of one release in a calendar: what stands there, and what the date rests on. Pure.</summary>
internal static class IcalWords
{
    public static FlipWords Of(IcalEvent item)
    {
        var (series, release) = (item.Series, item.Release.Release);
        var standing = Standing(item.Release);
        var basis = BasisOf(item.Release);
        return new FlipWords(
            new BilingualText($"{series.Name.En} {release.Period}{Aside(" (", standing.En, ")")}", $"{series.Name.Zh} {release.Period}{Aside("（", standing.Zh, "）")}"),
            new BilingualText($"{series.Name.En}, {release.Period}. {basis.En}", $"“{series.Name.Zh}”{release.Period} 期。{basis.Zh}"));
    }

    private static string Aside(string open, string text, string close) => text.Length == 0 ? "" : $"{open}{text}{close}";

    private static BilingualText Standing(AgendaRelease release) => release.Release.Status switch
    {
        ReleaseStatus.Published => new BilingualText("published", "已发布"),
        ReleaseStatus.Late or ReleaseStatus.Missing => FlipSentence.Kind(FlipKinds.Of(FlipAxis.Release, "", release.Release.Status.ToString()), release.Release.Grade),
        ReleaseStatus.Withheld => FlipSentence.Kind(FlipKind.Withheld, Grade.None),
        ReleaseStatus.Withdrawn => FlipSentence.Kind(FlipKind.Withdrawn, release.Release.Grade),
        ReleaseStatus.NotPlanned => FlipSentence.Kind(FlipKind.NotPlanned, Grade.None),
        _ => release.Release.Window?.Basis switch
        {
            WindowBasis.Announced => new BilingualText("", ""),
            WindowBasis.Postponed when release.Standing == AgendaStanding.Cancelled => new BilingualText("date removed", "日期已撤下"),
            WindowBasis.Postponed => new BilingualText("postponed, no date", "推迟，未定日期"),
            _ => new BilingualText("expected by this day", "预计不晚于当日"),
        },
    };

    /// <summary>What the date of a release rests on, in one sentence.</summary>
    public static BilingualText BasisOf(AgendaRelease item)
    {
        var release = item.Release;
        if (release.PublishedAt is { IsDayOnly: true }) return new BilingualText("The day is the one that the publisher printed.", "日期为发布机构所标注。");
        if (release.PublishedAt is not null) return new BilingualText("The time is the one that the publisher printed.", "时间为发布机构所标注。");
        if (release is { Status: ReleaseStatus.Published, FirstSeenAt: { } seen })
        {
            var at = seen.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            return new BilingualText($"The publisher printed no time; we saw it first at {at} UTC.", $"发布机构未标注时间；本监测首次见到为 {at}（UTC）。");
        }
        return release.Window?.Basis switch
        {
            WindowBasis.Announced => new BilingualText("The publisher announced this date.", "此日期由发布机构预告。"),
            WindowBasis.Postponed => new BilingualText(
                "This is the date first announced; the publisher took it back and gave no new one.", "此为最初预告的日期；发布机构已撤回，未给出新日期。"),
            WindowBasis.WidenedRule => new BilingualText(
                "Nobody announced this date: it follows from past releases, and the holidays of that year are not known yet.", "此日期并非预告，系按以往规律推算，且该年放假安排尚未公布。"),
            _ => new BilingualText("Nobody announced this date: it follows from past releases.", "此日期并非预告，系按以往规律推算。"),
        };
    }
}
