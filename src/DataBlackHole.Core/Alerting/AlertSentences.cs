using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Alerting;

/// <summary>
/// What an alert says: the end of its subject, a sentence that can be quoted as it stands, and what cannot be ruled out.
/// Neutral: what was seen and not seen, never why.
/// </summary>
internal static class AlertSentences
{
    /// <summary>The subject after label, publisher, series and period.</summary>
    public static BilingualText Tail(AlertStory story)
    {
        var flip = story.Flip;
        switch (story.Kind)
        {
            case AlertEventKind.Late or AlertEventKind.Missing:
                return AlertWords.Overdue(story);
            case AlertEventKind.DroppedIndicator:
                return new("the release is out without this row", "发布内容中无此项");
            case AlertEventKind.PublishedAfterTrouble:
                var seen = AlertWords.Day(story, flip!.At);
                return story.Release?.Window is { } window
                    ? new($"seen {seen.En}, was due {AlertWords.Day(story, window.Due).En}", $"{seen.Zh}可见，应于{AlertWords.Day(story, window.Due).Zh}发布")
                    : new($"seen {seen.En}", $"{seen.Zh}可见");
            case AlertEventKind.Withdrawn:
                return new("was there and is not seen any more", "曾可见，现已不可见");
            case AlertEventKind.Revised:
                return new($"{flip!.From} is now {flip.To}", $"{flip.From} 变为 {flip.To}");
            case AlertEventKind.Rescheduled:
                var (from, to) = (AlertWords.Announced(story, flip!.From), AlertWords.Announced(story, flip.To));
                return new($"from {from.En} to {to.En}{Notice(flip).En}", $"由{from.Zh}改为{to.Zh}{Notice(flip).Zh}");
            case AlertEventKind.Postponed:
                var before = AlertWords.Announced(story, flip!.From);
                return new($"was announced for {before.En}, no new date", $"原定{before.Zh}，未定新日期");
            case AlertEventKind.Paused or AlertEventKind.Discontinued or AlertEventKind.Redefined:
                return Because(story);
            case AlertEventKind.Resumed:
                return new($"{flip!.Period} is out", $"{flip.Period} 已发布");
            case AlertEventKind.Blind:
                return AlertWords.Blindness(flip!.BlindReason);
            default:
                return new("", "");
        }
    }

    public static BilingualText Lead(AlertStory story)
    {
        if (story.Flip is not { } flip) return story.Note ?? new("", "");
        var (en, zh) = (story.Name.En, story.Name.Zh);
        var publisher = story.Publisher?.Name ?? new("its publisher", "发布机构");
        var last = Last(story);
        var at = AlertWords.Utc(flip.At);
        var due = story.Release?.Window is { } window ? AlertWords.Day(story, window.Due) : new("a day not known", "日期不明");
        return story.Kind switch
        {
            AlertEventKind.Late => new(
                $"{en} for {flip.Period}, due {due.En}, had not been seen by {at}{last.En}.", $"“{zh}”{flip.Period} 应于{due.Zh}发布，截至 {at} 未见{last.Zh}。"),
            AlertEventKind.Missing => new(
                $"{en} for {flip.Period}, due {due.En}, is missing: it had not been seen by {at}{Overtaken(flip).En}{last.En}.",
                $"“{zh}”{flip.Period} 应于{due.Zh}发布，截至 {at} 仍未见{Overtaken(flip).Zh}{last.Zh}。"),
            AlertEventKind.DroppedIndicator => new(
                $"The release for {flip.Period} that carries {en} came out without it{last.En}.", $"载有“{zh}”的 {flip.Period} 发布内容已公布，其中无此项{last.Zh}。"),
            AlertEventKind.PublishedAfterTrouble => new(
                $"{en} for {flip.Period}, due {due.En}, has been published; it was first seen on {at}.", $"“{zh}”{flip.Period} 应于{due.Zh}发布，现已发布；首次可见于 {at}。"),
            AlertEventKind.Withdrawn => new(
                $"{en} for {flip.Period} had been published and has repeatedly not been seen since; last looked {at}.", $"“{zh}”{flip.Period} 曾经发布，其后多次查看均未见；最近查看于 {at}。"),
            AlertEventKind.Revised => new(
                $"{en} for {flip.Period}, first seen as {flip.From}, was seen as {flip.To} on {at}.", $"“{zh}”{flip.Period} 原为 {flip.From}，{at} 所见为 {flip.To}。"),
            AlertEventKind.Rescheduled => Moved(story, flip, publisher),
            AlertEventKind.Postponed => new(
                $"{publisher.En} announced that {en} for {flip.Period} is postponed, without a new date.", $"{publisher.Zh}公告“{zh}”{flip.Period} 推迟发布，未给出新日期。"),
            AlertEventKind.Paused => new(
                $"{publisher.En} stated that {en} is halted for now{last.En}.", $"{publisher.Zh}说明“{zh}”暂停发布{last.Zh}。"),
            AlertEventKind.Discontinued when flip.Reason == Reason.OfficialNotice => new(
                $"{publisher.En} stated that {en} is discontinued{last.En}.", $"{publisher.Zh}说明“{zh}”停止发布{last.Zh}。"),
            AlertEventKind.Discontinued => new(
                $"{en} counts as discontinued: several releases in a row were not seen while {publisher.En} went on publishing{last.En}.",
                $"“{zh}”视为停止发布：连续多期未见，而{publisher.Zh}仍在发布其他内容{last.Zh}。"),
            AlertEventKind.Redefined => new(
                $"{en} ended and is succeeded by another definition ({flip.Detail}); the two must not be joined{last.En}.",
                $"“{zh}”已终止，由另一口径（{flip.Detail}）接续；二者不可连接{last.Zh}。"),
            AlertEventKind.Resumed => new($"{en} is published again: {flip.Period} was seen on {at}.", $"“{zh}”恢复发布：{at} 见到 {flip.Period}。"),
            AlertEventKind.ServiceRestricted => new(
                $"{en} could be reached by some users or from some places only on {at}.", $"{at}，“{zh}”仅部分用户或部分地点可以访问。"),
            AlertEventKind.ServiceClosed => new($"{en} could not be reached on {at}.", $"{at}，“{zh}”无法访问。"),
            AlertEventKind.ServiceOpen => new($"{en} could be reached again on {at}.", $"{at}，“{zh}”恢复访问。"),
            AlertEventKind.Blind => new(
                $"This monitor has not been able to see {en} since {at}: {AlertWords.Blindness(flip.BlindReason).En}; this says nothing about the publisher.",
                $"自 {at} 起，本监测看不到“{zh}”：{AlertWords.Blindness(flip.BlindReason).Zh}；这不说明发布机构的任何情况。"),
            AlertEventKind.Clear => new($"This monitor can see {en} again since {at}.", $"自 {at} 起，本监测恢复看到“{zh}”。"),
            _ => throw new ArgumentOutOfRangeException(nameof(story), story.Kind, "a flip is told as one of the kinds"),
        };
    }

    public static BilingualText CannotRuleOut(AlertEventKind kind) => kind switch
    {
        AlertEventKind.Late or AlertEventKind.Missing => new(
            "That it was published where we do not look, was shown only to other readers, or is being delayed for a reason nobody has told. We know nothing of motives.",
            "不能排除：在我们未查看之处发布、仅对其他读者显示，或因未说明的原因推迟。我们不了解动机。"),
        AlertEventKind.DroppedIndicator => new(
            "That the row was renamed or moved to another table, or will be added later. We know nothing of motives.",
            "不能排除：该项已改名、移至其他表格，或将稍后补充。我们不了解动机。"),
        AlertEventKind.Withdrawn => new(
            "That it was moved, or is missing through a technical fault. We know nothing of motives.", "不能排除：已移至别处，或因技术故障缺失。我们不了解动机。"),
        AlertEventKind.Revised => new(
            "That the first figure was a misprint, or that the revision was announced where we do not look.", "不能排除：原值系误印，或已在我们未查看之处说明修订。"),
        AlertEventKind.Rescheduled or AlertEventKind.Postponed => new(
            "That it was announced earlier in another place.", "不能排除：此前已在别处公告。"),
        AlertEventKind.Paused or AlertEventKind.Discontinued or AlertEventKind.Redefined => new(
            "That figures continue to be compiled and are given to others, or that publication goes on under another name.",
            "不能排除：数据仍在编制并提供给他人，或以其他名称继续发布。"),
        AlertEventKind.PublishedAfterTrouble or AlertEventKind.Resumed => new(
            "That it was out before our first look with it; the two looks given above bound the time.", "不能排除：在我们首次看到之前已经发布；上述两次查看界定其时间。"),
        AlertEventKind.ServiceRestricted or AlertEventKind.ServiceClosed or AlertEventKind.ServiceOpen => new(
            "That other users or other places see something else.", "不能排除：其他用户或其他地点所见不同。"),
        _ => new("Anything about the publisher: this is about our own sight and machines only.", "不涉及发布机构：仅关于本监测自身的观测与设备。"),
    };

    private static BilingualText Moved(AlertStory story, Flip flip, BilingualText publisher)
    {
        var (en, zh) = (story.Name.En, story.Name.Zh);
        var (from, to) = (AlertWords.Announced(story, flip.From), AlertWords.Announced(story, flip.To));
        if (flip.Reason == Reason.RemovedFromCalendar)
            return new($"{publisher.En} took {en} for {flip.Period}, announced for {from.En}, out of its calendar.", $"{publisher.Zh}已将原定{from.Zh}发布的“{zh}”{flip.Period} 从日程中移除。");
        return new(
            $"{publisher.En} moved {en} for {flip.Period} from {from.En} to {to.En}{Notice(flip).En}.", $"{publisher.Zh}将“{zh}”{flip.Period} 的发布由{from.Zh}改为{to.Zh}{Notice(flip).Zh}。");
    }

    private static BilingualText Notice(Flip flip) => flip.Reason switch
    {
        Reason.MovedWithNotice => new(", with notice", "（事先公告）"),
        Reason.MovedWithoutNotice => new(", after the first date had passed", "（原定日期已过之后）"),
        _ => new("", ""),
    };

    private static BilingualText Because(AlertStory story) => story.Flip!.Reason switch
    {
        Reason.OfficialNotice => new("by the publisher's notice", "发布机构已公告"),
        Reason.SeveralCyclesMissing => new("several releases in a row not seen", "连续多期未见"),
        Reason.Succeeded => new($"succeeded by {story.Flip.Detail}", $"由 {story.Flip.Detail} 接续"),
        _ => new("", ""),
    };

    private static BilingualText Overtaken(Flip flip) => flip.Reason == Reason.OvertakenByNextPeriod
        ? new(" while a later period is out", "，而较后时期已发布")
        : new("", "");

    private static BilingualText Last(AlertStory story) => story.Last is { } last
        ? new($"; the last period seen is {last.Period}", $"；最近所见为 {last.Period}")
        : new("", "");
}
