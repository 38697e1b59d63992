using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Serving.Pages;

/// <summary>Words of the page about the method: what is looked at, what is concluded when, and what cannot be known.</summary>
public static class MethodWords
{
    public static readonly BilingualText Promise = new(
        "“Late” or “missing” is said only when we looked, could see, and our reader worked: the page was recognised, and the period before or the neighbouring rows were found by the same reader in the same look. Anything else is our own blindness and is shown as such.",
        "只有在我们查看过、能够看到、且读取程序正常（页面被确认，同一次查看中同一程序仍能找到上一期或相邻项目）时，才会说“迟于预期”或“缺失”。其余情况一律视为本监测自身不可见，并如实标示。");

    public static readonly BilingualText States = new("States of a series", "数据的状态");
    public static readonly BilingualText ReleaseStates = new("States of a release", "单期发布的状态");
    public static readonly BilingualText Grades = new("How well a statement is supported", "结论的依据强度");
    public static readonly BilingualText Origins = new("Where a statement comes from", "结论的来源");
    public static readonly BilingualText Blindness = new("Why we may not see", "无法看到的原因");
    public static readonly BilingualText Rules = new("Rules", "规则");
    public static readonly BilingualText Limits = new("Limits", "局限");
    public static readonly BilingualText CannotKnow = new("What we cannot know", "我们无法得知的");
    public static readonly BilingualText Time = new("Two questions about time", "两个时间问题");
    public static readonly BilingualText Check = new("Check us", "核对我们");

    public static readonly ImmutableArray<BilingualText> RuleTexts =
    [
        new("A release is due on the date that the publisher announced, or else on a day that follows from a rule of the definition.", "应发布日以发布机构的预告为准；无预告时按定义中的规律推算。"),
        new("Late: past its late-after instant, and at least one valid look after it did not find the release.", "迟于预期：已过期限，且其后至少一次有效查看未见发布。"),
        new("Missing: past its missing-after instant and at least three valid looks over at least a day; or the next period, or the neighbouring rows of the same period, came out without it.", "缺失：已过更晚的期限，且至少一天内至少三次有效查看未见；或下一期、同期其他项目已发布而无此项。"),
        new("A row that is absent from a release that did come out is missing from the first release that lacks it. Like is compared with like: January to February, ends of quarters and of years differ.", "某项未出现在已公布的发布中，自首次缺项起视为缺失。仅同类相比：1—2月、季末、年末的发布形式不同。"),
        new("Paused or discontinued needs an official notice or a cited entry; or, for an end, several cycles missing while the publisher goes on publishing other series.", "“暂停”或“终止”须有官方公告或引用记录；或连续多期缺失而该机构仍在发布其他数据（仅限终止）。"),
        new("Hard to enter, slow to leave: a bad state needs its witnesses, and is left when one look shows the release and a second confirms it.", "不轻易进入，也不轻易离开：不利状态须有佐证，恢复须一次查看见到、另一次确认。"),
        new("A changed definition ends the old series; its successor is another series, and the two are never joined.", "口径变更即终止原数据；后续数据为另一序列，两者从不连接。"),
        new("An operator may confirm or refute a conclusion, with name, reason and source. That is laid over the conclusion from the moment it was said, and both stay on record.",
            "运营者可署名、附理由与来源地确认或否定结论。自提出之时起与原结论一并显示，两者均保留在记录中。"),
        new("History is append-only: corrections are new records, and what was said stays citable.", "历史只增不改：更正为新记录，既有表述始终可引用。"),
    ];

    public static readonly ImmutableArray<BilingualText> LimitTexts =
    [
        new("An event has two bounds, the last look before and the first look after; the instant between them is not known.", "事件只有两个界限：此前最后一次查看与此后首次查看；其间的确切时刻不详。"),
        new("A release that was out before we began to look has no first look of its own.", "开始监测之前已发布的内容，没有我们的首次见到时间。"),
        new("Days by rule are estimates; only announced dates are the publisher’s word.", "按规律推算的日期是估计；只有预告日期出自发布机构。"),
        new("We read the channels that are defined. What is published elsewhere, on paper or to selected readers is not seen.", "我们只读取已定义的渠道；在其他地方、以纸质形式或仅向部分读者发布的内容看不到。"),
        new("The cited record rests on its citations; a lead establishes nothing and is marked.", "引用记录以所引来源为据；线索不构成结论，并已标明。"),
    ];

    public static readonly BilingualText OnText = new(
        "“on” asks for the status at the end of a day in the publisher’s zone, by all that counts.", "“on”询问发布机构当地某日终了时的状态。");

    public static readonly BilingualText AsOfText = new(
        "“asOf” leaves out whatever came into the record after an instant: what could be known by then. A link with both always answers the same.", "“asOf”排除某一时刻之后写入的记录，即当时可知的内容。同时带有两者的链接始终给出同样的回答。");

    public static readonly BilingualText CheckText = new(
        "Every change is in a signed log that only grows (RFC 6962). Captured documents are downloads, named by their SHA-256; proofs and keys are part of the data for programs.",
        "每一变动均写入只增不减的签名日志（RFC 6962）。存档文件可下载，以 SHA-256 命名；证明与公钥见供程序使用的数据。");
}
