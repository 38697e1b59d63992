using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Pages;

/// <summary>Words of the page about one series.</summary>
public static class SeriesWords
{
    public static readonly BilingualText IsPublished = new("Is it still published?", "现在仍在发布吗？");
    public static readonly BilingualText WasPublished = new("Was it published?", "当时在发布吗？");
    public static readonly BilingualText IsReached = new("Can it be reached?", "现在能访问吗？");
    public static readonly BilingualText SinceWhen = new("Since when?", "自何时起？");
    public static readonly BilingualText WhoSays = new("Who says so?", "谁说的？");
    public static readonly BilingualText Quote = new("What can be quoted", "可引用的句子");
    public static readonly BilingualText Link = new("What can be linked", "可引用的链接");
    public static readonly BilingualText LinkNote = new("This link will always show what was on record at this instant.", "此链接始终显示此刻已有的记录。");
    public static readonly BilingualText ByOurLooks = new("By our own looks", "据本监测所见");
    public static readonly BilingualText ByCitedRecord = new("By the cited record", "据引用记录");
    public static readonly BilingualText Possibly = new("Possibly instead, because its day is not known well enough", "因日期不够确切，也可能是");
    public static readonly BilingualText CannotSee = new("We cannot see it now", "目前本监测无法看到");
    public static readonly BilingualText NotWatched = new("Not watched: it is known from the cited record only.", "未列入监测：仅见于引用记录。");
    public static readonly BilingualText HistoryOnly = new("not watched", "未列入监测");
    public static readonly BilingualText NothingConcluded = new("nothing concluded by our looks", "本监测未得出结论");

    public static readonly BilingualText Releases = new("Releases", "各期发布");
    public static readonly BilingualText NoReleases = new("No release is on record for this time.", "此时无发布记录。");
    public static readonly BilingualText Planned = new("Planned", "计划日期");
    public static readonly BilingualText Printed = new("Printed time", "标注时间");
    public static readonly BilingualText LastUnseen = new("Last look without it", "最后一次未见");
    public static readonly BilingualText FirstSeen = new("First look with it", "首次见到");
    public static readonly BilingualText Delay = new("Delay, working days", "延迟（工作日）");
    public static readonly BilingualText Figure = new("Figure", "数值");
    public static readonly BilingualText FirstFigure = new("first seen as", "首次所见为");
    public static readonly BilingualText Document = new("Document", "文件");
    public static readonly BilingualText Older = new("Older", "更早");

    public static readonly BilingualText Timeline = new("What changed", "状态变动");
    public static readonly BilingualText NoChanges = new("No change is on record.", "无变动记录。");
    public static readonly BilingualText Recorded = new("recorded", "记录于");
    public static readonly BilingualText OurSight = new("our sight", "可见性");

    public static readonly BilingualText Definition = new("Definition", "口径");
    public static readonly BilingualText SucceededBy = new("Continued under another definition as", "改用另一口径后为");
    public static readonly BilingualText Continues = new("Continues, under another definition,", "以另一口径接续");
    public static readonly BilingualText NeverJoin = new("The two must never be joined into one series.", "两者不可连接为同一序列。");
    public static readonly BilingualText Ended = new("Ended", "终止");
    public static readonly BilingualText LastPeriodWas = new("Last period", "最后一期");
    public static readonly BilingualText Absence = new("What its absence means", "缺失的含义");
    public static readonly BilingualText Unit = new("Unit", "单位");
    public static readonly BilingualText Cadence = new("Frequency", "频率");
    public static readonly BilingualText Note = new("Note", "说明");

    public static readonly BilingualText HowWeRead = new("How we read it", "如何读取");
    public static readonly BilingualText Source = new("Source", "来源");
    public static readonly BilingualText Reader = new("Reader", "读取方式");
    public static readonly BilingualText LastLook = new("Last look", "最近查看");
    public static readonly BilingualText Sight = new("Our sight", "可见性");
    public static readonly BilingualText Vantages = new("From where it is reached", "各观测点访问情况");
    public static readonly BilingualText Vantage = new("Vantage", "观测点");
    public static readonly BilingualText Found = new("What was met", "所见");
    public static readonly BilingualText LastReached = new("Last reached", "最近访问成功");
    public static readonly BilingualText Reached = new("reached", "可访问");
    public static readonly BilingualText Barred = new("not reached", "未能访问");

    public static readonly BilingualText Evidence = new("Evidence", "证据");
    public static readonly BilingualText EvidenceNote = new(
        "Captured bytes are downloads, kept exactly as they came; open them with care.", "所存文件为原样下载，请谨慎打开。");
    public static readonly BilingualText Seen = new("Last seen", "最近所见");
    public static readonly BilingualText Address = new("Address", "地址");
    public static readonly BilingualText Digest = new("SHA-256", "SHA-256");
    public static readonly BilingualText Captured = new("Captured", "保存时间");
    public static readonly BilingualText Download = new("Download", "下载");
    public static readonly BilingualText Proof = new("Proof in the log", "日志证明");
    public static readonly BilingualText ProofWaits = new("waits for its place in the log", "等待写入日志");
    public static readonly BilingualText NoEvidence = new("No captured document is on record for this time.", "此时无存档文件。");

    public static readonly BilingualText Cite = new("Cite this page", "引用本页");
    public static readonly BilingualText PlainText = new("Text", "文本");

    public static BilingualText CadenceOf(Cadence cadence) => cadence switch
    {
        Core.Calendars.Cadence.Daily => new("daily", "每日"),
        Core.Calendars.Cadence.Monthly => new("monthly", "每月"),
        Core.Calendars.Cadence.Quarterly => new("quarterly", "每季"),
        Core.Calendars.Cadence.Annual => new("annual", "每年"),
        _ => new("without periods", "无时期"),
    };

    public static BilingualText ReaderOf(SeriesReading reading) => reading switch
    {
        ListingReading => new("titles in a list of releases", "发布列表中的标题"),
        PageReading { Row: not null } => new("a row of a table on release pages", "发布页面表格中的一行"),
        PageReading => new("titles of release pages", "发布页面的标题"),
        NoticeReading => new("official notices on release pages", "发布页面中的公告"),
        DatabaseReading => new("periods of a database query", "数据库查询中的时期"),
        _ => new("presence of a page", "页面是否存在"),
    };

    public static BilingualText BasisOf(WindowBasis basis) => basis switch
    {
        WindowBasis.Announced => new("announced", "预告"),
        WindowBasis.Postponed => new("postponed, no date", "推迟，未定日期"),
        WindowBasis.Following => new("follows another release", "随另一发布推定"),
        WindowBasis.WidenedRule => new("by rule, widened", "按规律推算（放宽）"),
        _ => new("by rule", "按规律推算"),
    };

    public static BilingualText SinceConcluded(DateTimeOffset at) => new($"Concluded {Utc(at)} UTC.", $"于 {Utc(at)}（UTC）得出结论。");

    public static BilingualText Bounds(DateTimeOffset seen, DateTimeOffset missed) => new(
        $"It happened between {Utc(seen)} UTC, the last look before, and {Utc(missed)} UTC, the first after.", $"发生于 {Utc(seen)}（此前最后一次查看）与 {Utc(missed)}（此后首次查看）之间（UTC）。");

    public static BilingualText LastSeenPeriod(ReferencePeriod period) => new($"Last period seen: {period}.", $"最近所见为 {period}。");

    public static BilingualText EndedOn(DateOnly day) => new($"Since {PageQuestion.Iso(day)}.", $"自 {PageQuestion.Iso(day)} 起。");

    public static BilingualText Blind(string since, BilingualText reason) => new(
        $"We have not been able to see it since {since} UTC: {reason.En}. This says nothing about the publisher.", $"自 {since}（UTC）起，本监测无法看到：{reason.Zh}。这不说明发布机构的任何情况。");

    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What our looks had concluded for another time, in one sentence that can be quoted.</summary>
    public static BilingualText Then(Chronicle chronicle, BilingualText name, TimeZoneInfo zone)
    {
        var (on, by) = (PageQuestion.Iso(chronicle.On), PageSetting.Instant(chronicle.AsOf));
        if (chronicle.Observed is not { } observed) return new(
            $"For {on}, our own looks had concluded nothing about {name.En} by {by}.", $"截至 {by}，本监测对“{name.Zh}”{on} 的情况没有得出任何结论。");
        var (status, sentence) = (StateWords.Of(observed.Status, observed.Flip.Flip.Grade), FlipSentence.Of(observed.Flip.Flip, name, zone).Sentence);
        var blind = observed.Blindness is null ? new BilingualText("", "") : new(" We could not see it at that time; this repeats what we saw last.", "当时本监测无法看到，此处为此前最后所见。");
        return new(
            $"On {on}, by what this monitor had recorded by {by}, the status of {name.En} was: {status.En}. {sentence.En}{blind.En}",
            $"以 {by} 前的记录为准，“{name.Zh}”在 {on} 的状态为：{status.Zh}。{sentence.Zh}{blind.Zh}");
    }
}
