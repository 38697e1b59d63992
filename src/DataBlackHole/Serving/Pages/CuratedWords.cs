using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Pages;

/// <summary>Words around entries of the cited record, which is never shown as something we saw.</summary>
public static class CuratedWords
{
    public static readonly BilingualText Title = new("Cited record of the past", "既往情况的引用记录");
    public static readonly BilingualText Explanation = new(
        "From cited sources, not from our own looks; the two are never blended.", "依据所引来源，非本监测所见；两者从不混同。");
    public static readonly BilingualText Lead = new("Lead only, not a fact", "仅为线索，并非事实");
    public static readonly BilingualText Announced = new("Announced", "公告日期");
    public static readonly BilingualText Effective = new("In effect", "生效时间");
    public static readonly BilingualText Until = new("until", "至");
    public static readonly BilingualText LastPeriod = new("Last period", "最后一期");
    public static readonly BilingualText FirstMissing = new("First period missing", "首个缺失时期");
    public static readonly BilingualText FirstPeriod = new("First period again or anew", "恢复或新口径首期");
    public static readonly BilingualText ReasonGiven = new("Reason as given", "所给原因");
    public static readonly BilingualText Unknown = new("Not known", "不详之处");
    public static readonly BilingualText Correction = new("Set right", "更正");
    public static readonly BilingualText Citations = new("Citations", "引用来源");
    public static readonly BilingualText Supports = new("supports", "佐证");
    public static readonly BilingualText RecordedOn = new("In this record since", "记录于");
    public static readonly BilingualText Notice = new("the publisher gave notice", "发布机构有公告");
    public static readonly BilingualText NoNotice = new("without notice", "无公告");
    public static readonly BilingualText NoticeUnknown = new("whether with notice is not known", "是否有公告不详");

    public static BilingualText NoticeOf(CuratedEntry entry) => entry.OfficialNotice switch { true => Notice, false => NoNotice, null => NoticeUnknown };

    /// <summary>The event and its day in a few words.</summary>
    public static string InShort(CuratedEntry entry, Tongue tongue)
    {
        var when = entry.EffectiveFrom?.ToString() ?? (entry.AnnouncedOn is { } day ? PageQuestion.Iso(day) : null);
        var what = entry.IsLead ? Lead.In(tongue) : StateWords.Of(entry.Event).In(tongue);
        return when is null ? what : $"{what} · {when}";
    }

    /// <summary>What the cited record claims for a day, in one sentence that can be quoted and says whose word it is.</summary>
    public static BilingualText Claim(CuratedClaim claim)
    {
        var word = StateWords.Of(claim.Status);
        var latest = PageQuestion.Iso(claim.BeganLatest);
        var began = claim.BeganEarliest == claim.BeganLatest ? new BilingualText($"since {latest}", $"自 {latest} 起")
            : claim.BeganEarliest is { } earliest ? new BilingualText($"since a day between {PageQuestion.Iso(earliest)} and {latest}", $"自 {PageQuestion.Iso(earliest)} 至 {latest} 之间某日起")
            : new BilingualText($"since a day not later than {latest}", $"自不晚于 {latest} 的某日起");
        return new BilingualText($"By the cited record, not by our own looks: {word.En} {began.En}. {claim.Entry.Summary.En}", $"据引用记录（非本监测所见）：{began.Zh}{word.Zh}。{claim.Entry.Summary.Zh}");
    }
}
