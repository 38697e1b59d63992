using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving.Census;

namespace DataBlackHole.Serving.Pages;

/// <summary>Words of the page about the last census.</summary>
public static class CensusWords
{
    public static readonly BilingualText None = new(
        "No census of this database has been made yet. Nothing is said here about any indicator.", "尚未对该数据库进行普查。此处不对任何指标作出判断。");

    public static readonly BilingualText NoneThen = new("No census had been made by that time.", "当时尚未进行普查。");
    public static readonly BilingualText Whole = new("Every part of the trees was read.", "目录各部分均已读取。");
    public static readonly BilingualText Subscribe = new("Subscribe to what stops, vanishes or comes back", "订阅停更、消失与恢复的指标");
    public static readonly BilingualText Files = new("All of it, with a line to watch each indicator", "全部结果（每项附列入监测的配置行）");
    public static readonly BilingualText Indicator = new("Indicator", "指标");
    public static readonly BilingualText LastFigure = new("Last figure", "最后数值");
    public static readonly BilingualText FoundFirst = new("Found so first", "首次如此");
    public static readonly BilingualText Grade = new("How well supported", "依据强度");
    public static readonly BilingualText Why = new("Why", "原因");

    public static readonly BilingualText Stopped = new("No new figures", "未见新数值");
    public static readonly BilingualText StoppedNote = new(
        "The last figure lies further back than the indicator’s own rhythm and the usual lag of its branch allow, while others near it go on.", "最后数值的时间已超出该指标自身频率与所在分支通常的滞后，而周边指标仍在更新。");
    public static readonly BilingualText Vanished = new("No longer in the tree", "目录中已不见");
    public static readonly BilingualText VanishedNote = new("An earlier census found it; its place was read again without it.", "此前普查曾见到；再次读取其所在目录，未见该指标。");
    public static readonly BilingualText CameBack = new("Came back", "已恢复");
    public static readonly BilingualText CameBackNote = new("It had stopped or vanished before, and the last census found it going.", "此前停更或消失，最近一次普查见其恢复。");
    public static readonly BilingualText Renamed = new("Perhaps renamed", "可能已更名");
    public static readonly BilingualText RenamedNote = new("It ended where another one of a similar name begins. Proposed, not asserted.", "该指标结束处有名称相近的指标衔接。仅为推测，不作断言。");
    public static readonly BilingualText CannotTell = new("Cannot tell", "无法判断");
    public static readonly BilingualText CannotTellNote = new(
        "What the last census could not read or tell. This says nothing about the publisher.", "最近一次普查未能读取或无法判断的内容。这不说明发布机构的任何情况。");

    public static BilingualText Title(string publisher) => new($"{publisher}: census of its database", $"{publisher}数据库普查");

    public static BilingualText Taken(CensusRunDocument census) => new(
        $"Taken from {SeriesWords.Utc(census.StartedAt)} to {SeriesWords.Utc(census.EndedAt)} UTC: {census.Indicators} indicators in {census.Leaves} lists ({string.Join(", ", census.Trees.Select(t => t.En))}).",
        $"普查时间 {SeriesWords.Utc(census.StartedAt)} 至 {SeriesWords.Utc(census.EndedAt)}（UTC）：{census.Leaves} 个列表，{census.Indicators} 项指标（{string.Join("、", census.Trees.Select(t => t.Zh))}）。");

    public static BilingualText Unread(int pages) => new(
        $"{pages} questions were not answered: what they would have shown counts as not told, never as gone.", $"{pages} 次查询未获应答：相应内容视为无法判断，从不视为消失。");

    public static BilingualText Windows(int count) => new(
        $"{count} more belong to base years or ranges of years that are over; their end was planned.", $"另有 {count} 项属于已结束的基期或年份区间，其终止在计划之内。");

    public static BilingualText Shown(int shown, int all) => new($"{shown} of {all} are shown; the files have all of them.", $"共 {all} 项，显示 {shown} 项；文件中有全部。");

    public static BilingualText Of(Grade grade) => grade switch
    {
        Core.Judging.Grade.Suspected => new("suspected (one census)", "初步（一次普查）"),
        Core.Judging.Grade.Corroborated => new("corroborated (two censuses or more)", "已印证（两次以上普查）"),
        Core.Judging.Grade.None => new("–", "–"),
        _ => StateWords.Of(grade),
    };
}
