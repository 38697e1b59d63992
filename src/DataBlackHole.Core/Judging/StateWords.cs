using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>The word for every state of the vocabulary and the one sentence that says what it means, for whoever shows states. Pure.</summary>
public static partial class StateWords
{
    public static BilingualText Of(SeriesStatus status, Grade grade = Grade.None) => status switch
    {
        SeriesStatus.New => new("nothing seen yet", "尚未见到"),
        SeriesStatus.Current => new("published", "正常发布"),
        SeriesStatus.Late => FlipSentence.Kind(FlipKind.Late, grade),
        SeriesStatus.Missing => FlipSentence.Kind(FlipKind.Missing, grade),
        SeriesStatus.Paused => FlipSentence.Kind(FlipKind.Paused, grade),
        SeriesStatus.Discontinued => FlipSentence.Kind(FlipKind.Discontinued, grade),
        SeriesStatus.Open => new("reached everywhere", "均可访问"),
        SeriesStatus.Restricted => new("reached from some places only", "仅部分地点可访问"),
        SeriesStatus.Closed => new("not reached from anywhere", "各处均无法访问"),
        _ => new("not known", "未知"),
    };

    public static BilingualText Meaning(SeriesStatus status) => status switch
    {
        SeriesStatus.New => new("It is watched, and no release of it has been seen yet.", "已列入监测，尚未见到任何一期发布。"),
        SeriesStatus.Current => new("The last expected release is there.", "应有的最近一期已经发布。"),
        SeriesStatus.Late => new("At least one release is late, and none after the last published one is missing.", "至少一期迟于预期，且最近一期发布之后无缺失。"),
        SeriesStatus.Missing => new("At least one release after the last published one is missing.", "最近一期发布之后，至少一期缺失。"),
        SeriesStatus.Paused => new("Halted for a time, by the publisher's own word.", "发布机构宣布暂停。"),
        SeriesStatus.Discontinued => new(
            "It ended: by the publisher's word, by the cited record, or because several releases in a row are missing while the publisher goes on publishing others.",
            "已终止：由发布机构宣布、据引用记录，或连续多期缺失而该机构仍在发布其他数据。"),
        SeriesStatus.Open => new("A service that is reached from every vantage that can look.", "一项服务，自所有可用观测点均可访问。"),
        SeriesStatus.Restricted => new("A service that is reached from some vantages only, in repeated looks over at least a day.", "一项服务，至少一天的多次查看中仅部分观测点可访问。"),
        SeriesStatus.Closed => new(
            "A service that was reached before and for a week has not been reached from any vantage, in the same way, one of them in China.",
            "一项服务，曾可访问，而一周以来自所有观测点（其一位于中国境内）均以同样方式无法访问。"),
        _ => new("Nothing is recorded.", "无记录。"),
    };

    public static BilingualText Of(ReleaseStatus status, Grade grade = Grade.None) => status switch
    {
        ReleaseStatus.NotPlanned => new("not planned", "无计划发布"),
        ReleaseStatus.Scheduled => new("expected", "待发布"),
        ReleaseStatus.Due => FlipSentence.Kind(FlipKind.Due, grade),
        ReleaseStatus.Published => FlipSentence.Kind(FlipKind.Published, grade),
        ReleaseStatus.Late => FlipSentence.Kind(FlipKind.Late, grade),
        ReleaseStatus.Missing => FlipSentence.Kind(FlipKind.Missing, grade),
        ReleaseStatus.Withheld => FlipSentence.Kind(FlipKind.Withheld, grade),
        ReleaseStatus.Withdrawn => FlipSentence.Kind(FlipKind.Withdrawn, grade),
        _ => new("not known", "未知"),
    };

    public static BilingualText Meaning(ReleaseStatus status) => status switch
    {
        ReleaseStatus.NotPlanned => new("The publisher has no release for this period by its own plan, or the series had ended.", "按发布机构自身安排，该时期无发布；或该数据已终止。"),
        ReleaseStatus.Scheduled => new("Planned; its due instant has not come.", "已列入计划，应发布时间未到。"),
        ReleaseStatus.Due => new("Its due instant has passed; nothing has been concluded yet.", "应发布时间已过，尚未得出结论。"),
        ReleaseStatus.Published => new("Our reader found it.", "读取程序已见到。"),
        ReleaseStatus.Late => new("Past its late-after instant, and a valid look after it did not find the release.", "已过期限，其后一次有效查看未见发布。"),
        ReleaseStatus.Missing => new(
            "Valid looks over at least a day, past the missing-after instant, did not find it; or the publisher went on without it.",
            "期限过后至少一天的多次有效查看均未见；或发布机构已继续发布其他内容而无此期。"),
        ReleaseStatus.Withheld => new("The publisher said that it will not publish this period for now.", "发布机构说明暂不发布该期。"),
        ReleaseStatus.Withdrawn => new("It was published and was taken back.", "曾经发布，后不再可见。"),
        _ => new("Nothing is recorded.", "无记录。"),
    };

    public static BilingualText Of(CuratedStatus status) => status switch
    {
        CuratedStatus.Current => new("published", "正常发布"),
        CuratedStatus.Late => new("late", "迟于预期"),
        CuratedStatus.Missing => new("missing", "缺失"),
        CuratedStatus.Paused => new("paused", "暂停发布"),
        CuratedStatus.Discontinued => new("ended", "已终止"),
        CuratedStatus.Restricted => new("restricted", "访问受限"),
        CuratedStatus.Withdrawn => new("taken back", "已发布数据不再可见"),
        CuratedStatus.Redefined => new("published under another definition", "口径变更后发布"),
        _ => new("not known", "未知"),
    };

    public static BilingualText Of(CuratedEvent what) => what switch
    {
        CuratedEvent.Suspended => new("suspended", "暂停"),
        CuratedEvent.Discontinued => new("discontinued", "终止"),
        CuratedEvent.Restricted => new("restricted", "访问受限"),
        CuratedEvent.Started => new("began", "开始发布"),
        CuratedEvent.Resumed => new("resumed", "恢复"),
        CuratedEvent.Missing => new("missing from a release", "发布中缺项"),
        CuratedEvent.Delayed => new("delayed", "推迟"),
        CuratedEvent.Rescheduled => new("moved to another day", "改期"),
        CuratedEvent.Redefined => new("redefined", "口径变更"),
        CuratedEvent.Revised => new("figures changed", "数值修订"),
        CuratedEvent.Moved => new("moved elsewhere", "移至他处"),
        CuratedEvent.Withdrawn => new("taken back", "撤下"),
        CuratedEvent.Disclosed => new("disclosed once", "单次披露"),
        _ => new("other event", "其他事件"),
    };

    public static BilingualText Of(Confidence confidence) => confidence switch
    {
        Confidence.High => new("high confidence: the publisher's words, or two independent reports", "可信度高：发布机构原文或两份独立报道"),
        Confidence.Medium => new("medium confidence: one good report, or found by comparing release texts", "可信度中：一份可靠报道，或经比对发布文本得出"),
        Confidence.Low => new("a lead only: it establishes nothing", "仅为线索：不构成任何结论"),
        _ => new("not known", "未知"),
    };
}
