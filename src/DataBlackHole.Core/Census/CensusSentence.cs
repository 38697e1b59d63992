using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Census;

/// <summary>What a census found, in one sentence of each language. It tells what was seen and never why.</summary>
public static class CensusSentence
{
    public static BilingualText Title(CensusFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var words = Words(finding.Doubt == CensusDoubt.None && finding.Change == CensusChange.CameBack ? CensusChange.CameBack : ChangeFor(finding.Standing));
        return new BilingualText($"{finding.Indicator.Name}: {words.En}", $"{finding.Indicator.Name}：{words.Zh}");
    }

    public static BilingualText Of(CensusFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var body = finding.Standing == CensusStanding.CannotTell ? Doubtful(finding) : finding.Change == CensusChange.CameBack ? CameBack(finding) : Standing(finding);
        return new BilingualText($"{body.En} {Place(finding).En}", $"{body.Zh}{Place(finding).Zh}");
    }

    /// <summary>The few words for a kind of change.</summary>
    public static BilingualText Words(CensusChange change) => change switch
    {
        CensusChange.Stopped => new("no new figures", "未见新数值"),
        CensusChange.Vanished => new("no longer in the tree", "目录中已不见"),
        CensusChange.CameBack => new("came back", "已恢复"),
        CensusChange.Renamed => new("perhaps renamed", "可能已更名"),
        CensusChange.WindowEnded => new("its range of years is over", "所属年份区间已结束"),
        CensusChange.Redefined => new("notes changed", "注释有变更"),
        CensusChange.Advanced => new("goes on", "正常更新"),
        CensusChange.FirstSeen => new("found for the first time", "首次出现"),
        CensusChange.Confirmed => new("found so again", "再次确认"),
        _ => new("cannot tell", "无法判断"),
    };

    public static BilingualText Words(CensusDoubt doubt) => doubt switch
    {
        CensusDoubt.BranchUnread => new("its branch of the tree could not be read", "未能读取其所在目录"),
        CensusDoubt.FiguresUnread => new("its figures could not be read", "未能读取其数值"),
        CensusDoubt.EmptyList => new("a place that held it answered with an empty list", "原所在目录返回空列表"),
        CensusDoubt.NoFigure => new("no period that was asked for has a figure", "所查询各期均无数值"),
        CensusDoubt.NoRhythm => new("it has too few figures to know how often they come", "数值过少，无法得知发布频率"),
        CensusDoubt.NoPeers => new("nothing near it has recent figures to hold it against", "周边无近期数值可资对照"),
        CensusDoubt.SuccessorPossible => new("one of a similar name goes on, and it is not known since when", "另有名称相近的指标仍在更新，起始时间不详"),
        CensusDoubt.Rearranged => new("so much of the tree is gone at once that the database was rearranged", "目录大部分同时消失，应为数据库调整"),
        _ => new("", ""),
    };

    private static BilingualText Standing(CensusFinding finding) => finding.Indicator.Standing switch
    {
        CensusStanding.Stopped => Stopped(finding),
        CensusStanding.Vanished => new(
            $"An earlier census found it in the tree; its place was read again and it is not there.{LastEn(finding)}{Graded(finding).En}",
            $"此前普查曾在目录中见到该指标；再次读取其所在目录，未见该指标。{LastZh(finding)}{Graded(finding).Zh}"),
        CensusStanding.Renamed => new(
            $"It ended{(finding.Indicator.Last is { } p ? $" with {p}" : "")} where '{finding.SuccessorName}' begins: perhaps the same under another name. Proposed, not asserted.",
            $"该指标{(finding.Indicator.Last is { } q ? $"止于{q}" : "已结束")}，“{finding.SuccessorName}”与之衔接，可能为更名。仅为推测，不作断言。"),
        CensusStanding.WindowEnded => new(
            $"It belongs to a base year or range of years that is over; its end was planned.{LastEn(finding)}",
            $"该指标属于已结束的基期或年份区间，其终止在计划之内。{LastZh(finding)}"),
        _ => new($"It goes on.{LastEn(finding)}", $"正常更新。{LastZh(finding)}"),
    };

    private static BilingualText Stopped(CensusFinding finding) => new(
        string.Create(CultureInfo.InvariantCulture, $"Its last figure is of {finding.Indicator.Last}, {finding.Behind} {UnitEn(finding)} back; up to {finding.Allowed} would be usual. '{finding.Peer}' has figures up to {finding.PeersLast}.{Graded(finding).En}"),
        string.Create(CultureInfo.InvariantCulture, $"最后数值为{finding.Indicator.Last}，距今{finding.Behind}{UnitZh(finding)}；通常至多{finding.Allowed}{UnitZh(finding)}。“{finding.Peer}”的数值已更新至{finding.PeersLast}。{Graded(finding).Zh}"));

    private static BilingualText CameBack(CensusFinding finding) => new(
        $"An earlier census found of it: {Words(ChangeFor(finding.Before)).En}. It is there with figures again.{LastEn(finding)}",
        $"该指标此前为“{Words(ChangeFor(finding.Before)).Zh}”，现又有数值。{LastZh(finding)}");

    private static BilingualText Doubtful(CensusFinding finding)
    {
        var why = Words(finding.Doubt);
        return new(
            $"Cannot tell: {why.En}{(finding.Detail is { } d ? $" ({d})" : "")}. This says nothing about the publisher.",
            $"无法判断：{why.Zh}{(finding.Detail is { } e ? $"（{e}）" : "")}。此情况不说明发布机构的任何问题。");
    }

    private static BilingualText Graded(CensusFinding finding) => finding.Grade == Grade.Corroborated
        ? new(" Two censuses or more found it so.", "两次以上普查均如此。")
        : new(" One census found it so.", "仅一次普查如此。");

    private static BilingualText Place(CensusFinding finding) => new($"[{finding.Indicator.Path}]", $"〔{finding.Indicator.Path}〕");

    private static string LastEn(CensusFinding finding) => finding.Indicator.Last is { } last ? $" Its last figure is of {last}." : "";

    private static string LastZh(CensusFinding finding) => finding.Indicator.Last is { } last ? $"最后数值为{last}。" : "";

    private static string UnitEn(CensusFinding finding) => CensusTree.Of(finding.Indicator.Tree)?.Cadence switch
    {
        Cadence.Monthly => "months",
        Cadence.Quarterly => "quarters",
        _ => "years",
    };

    private static string UnitZh(CensusFinding finding) => CensusTree.Of(finding.Indicator.Tree)?.Cadence switch
    {
        Cadence.Monthly => "个月",
        Cadence.Quarterly => "个季度",
        _ => "年",
    };

    private static CensusChange ChangeFor(CensusStanding standing) => standing switch
    {
        CensusStanding.Stopped => CensusChange.Stopped,
        CensusStanding.Vanished => CensusChange.Vanished,
        CensusStanding.Renamed => CensusChange.Renamed,
        CensusStanding.WindowEnded => CensusChange.WindowEnded,
        CensusStanding.Going => CensusChange.Advanced,
        _ => CensusChange.Unknown,
    };
}
