using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <content>One sentence for each axis and reason.</content>
public static partial class FlipSentence
{
    private static BilingualText OfRelease(Told told) => FlipKinds.Of(told.Flip) switch
    {
        FlipKind.Published => OfFind(told),
        FlipKind.Late or FlipKind.Missing => OfAbsence(told),
        FlipKind.Due => new BilingualText(
            $"{told.What.En} was due at {told.At}; nothing has been concluded about it yet.", $"{told.What.Zh}应于 {told.At} 前发布；尚未得出结论。"),
        FlipKind.Scheduled => new BilingualText(
            $"{told.What.En} no longer counts as overdue: the publisher announces a later date.", $"{told.What.Zh}不再视为逾期：发布机构预告了更晚的日期。"),
        FlipKind.Withheld => OfWithholding(told),
        FlipKind.NotPlanned => new BilingualText($"{told.What.En} is no longer planned, because the series ended.", $"因该数据已终止，{told.What.Zh}不再列入计划。"),
        FlipKind.Withdrawn => new BilingualText(
            $"{told.What.En} had been published, and repeated looks up to {told.At} no longer find it.", $"{told.What.Zh}曾经发布，截至 {told.At} 的多次查看均未再见到。"),
        _ => Plain(told),
    };

    private static BilingualText OfFind(Told told)
    {
        var after = told.Flip.Reason switch
        {
            Reason.FoundLate => new BilingualText(" after it had counted as late", "（此前已迟于预期）"),
            Reason.FoundAfterMissing => new BilingualText(" after it had not been seen", "（此前未见发布）"),
            _ => new BilingualText("", ""),
        };
        var bounds = told.Before is { } before
            ? new BilingualText(
                $"it came into view between {before}, the last look without it, and {told.First ?? told.At}, the first with it", $"最后一次未见为 {before}，首次见到为 {told.First ?? told.At}")
            : new BilingualText($"we saw it first at {told.First ?? told.At}", $"本监测首次见到为 {told.First ?? told.At}");
        return new BilingualText($"{told.What.En} was published{after.En}; {bounds.En}.", $"{told.What.Zh}已发布{after.Zh}：{bounds.Zh}。");
    }

    /// <summary>An absence of a release, or of a series through its worst release.</summary>
    private static BilingualText OfAbsence(Told told)
    {
        var since = told.First is { } first ? new BilingualText($"; the first look without it was at {first}", $"；首次查看未见为 {first}") : new BilingualText("", "");
        return told.Flip.Reason switch
        {
            Reason.NotSeenAfterDeadline => new BilingualText(
                $"{told.What.En} is late: it was not seen after its deadline{since.En}.", $"{told.What.Zh}迟于预期：期限过后仍未见发布{since.Zh}。"),
            Reason.OvertakenByNextPeriod => new BilingualText(
                $"{told.What.En} has not been seen although a later period is out{since.En}.", $"{told.What.Zh}未见发布，而其后一期已经发布{since.Zh}。"),
            Reason.IndicatorDropped => new BilingualText(
                $"{told.What.En} has not been seen: the release that carries it is out with its other rows and without this one{since.En}.",
                $"{told.What.Zh}未见发布：所在发布已经公布，其他项目俱在，唯缺此项{since.Zh}。"),
            Reason.NotSeenRepeatedly => new BilingualText(
                $"{told.What.En} has not been seen in repeated looks over at least a day after its deadline{since.En}.",
                $"{told.What.Zh}在期限过后至少一天的多次查看中均未见发布{since.Zh}。"),
            _ => new BilingualText($"{told.What.En} has not been seen{since.En}.", $"{told.What.Zh}未见发布{since.Zh}。"),
        };
    }

    private static BilingualText OfWithholding(Told told) => told.Flip.Reason == Reason.Succeeded
        ? new BilingualText($"{told.What.En} is not expected for now: the series under its new definition has come out.", $"{told.What.Zh}暂不预期发布：采用新口径的数据已经发布。")
        : new BilingualText($"{told.What.En} falls under a notice of the publisher and is not awaited for now.", $"{told.What.Zh}属于发布机构公告的范围，暂不等待其发布。");

    private static BilingualText OfSeries(Told told)
    {
        var (en, zh) = (told.Name.En, $"“{told.Name.Zh}”");
        return FlipKinds.Of(told.Flip) switch
        {
            FlipKind.Late or FlipKind.Missing => OfAbsence(told),
            FlipKind.FirstSeen when told.Period.Length > 0 => new BilingualText(
                $"{en} has been seen for the first time; the last period seen is {told.Period}.", $"首次见到{zh}；最近所见为 {told.Period}。"),
            FlipKind.FirstSeen => new BilingualText($"{en} has been seen for the first time.", $"首次见到{zh}。"),
            FlipKind.Resumed when told.Flip.Reason == Reason.CaughtUp => new BilingualText($"Every expected release of {en} is there again.", $"{zh}应有的发布均已见到。"),
            FlipKind.Resumed => new BilingualText($"{en} comes out again.", $"{zh}恢复发布。"),
            FlipKind.Paused => new BilingualText($"The publisher announced that {en} is halted for now.", $"发布机构宣布暂停发布{zh}。"),
            FlipKind.Discontinued => OfEnd(told),
            _ => Plain(told),
        };
    }

    private static BilingualText OfEnd(Told told) => told.Flip.Reason switch
    {
        Reason.OfficialNotice => new BilingualText($"The publisher announced that {told.Name.En} is no longer published.", $"发布机构宣布不再发布“{told.Name.Zh}”。"),
        Reason.Succeeded => new BilingualText(
            $"{told.Name.En} counts as ended: the series under its new definition has come out.", $"“{told.Name.Zh}”视为终止：采用新口径的数据已经发布。"),
        Reason.SeveralCyclesMissing => new BilingualText(
            $"{told.Name.En} counts as ended: several releases in a row have not been seen while the publisher goes on publishing.",
            $"“{told.Name.Zh}”视为终止：连续多期未见发布，而发布机构仍在发布其他数据。"),
        _ => new BilingualText($"{told.Name.En} ended.", $"“{told.Name.Zh}”已终止。"),
    };

    private static BilingualText OfCalendar(Told told)
    {
        var (from, to) = (told.Date(told.Flip.From), told.Date(told.Flip.To));
        if (told.Flip.Reason == Reason.PostponedWithoutDate) return new BilingualText(
            $"The publisher postponed {told.What.En}, announced for {from}, and gave no new date.", $"发布机构推迟发布{told.What.Zh}（原预告 {from}），未给出新日期。");
        if (to is null) return new BilingualText(
            $"The date announced for {told.What.En}, {from}, is no longer in the publisher's calendar.", $"{told.What.Zh}的预告日期 {from} 已不在发布机构的日程表中。");
        if (from is null) return new BilingualText($"A new date is announced for {told.What.En}: {to}.", $"{told.What.Zh}有了新的预告日期：{to}。");
        var notice = told.Flip.Reason switch
        {
            Reason.MovedWithNotice => new BilingualText("before the old date came", "在原日期之前变更"),
            Reason.MovedWithoutNotice => new BilingualText("after the old date had passed", "在原日期之后变更"),
            _ => new BilingualText("whether before the old date is not known", "是否在原日期之前变更不详"),
        };
        return new BilingualText(
            $"The date announced for {told.What.En} was changed from {from} to {to}, {notice.En}.", $"{told.What.Zh}的预告日期由 {from} 改为 {to}，{notice.Zh}。");
    }

    private static BilingualText OfValue(Told told) => new(
        $"The figure of {told.What.En} was changed from {told.Flip.From} to {told.Flip.To}, as seen at {told.At}.",
        $"{told.What.Zh}的数值由 {told.Flip.From} 改为 {told.Flip.To}，见于 {told.At}。");

    private static BilingualText OfVisibility(Told told) => FlipKinds.Of(told.Flip) == FlipKind.Blind
        ? new BilingualText(
            $"Since {told.At} we cannot see the source of {told.Name.En} ({StateWords.Of(told.Flip.BlindReason).En}); this says nothing about the publisher.",
            $"自 {told.At} 起，本监测无法看到“{told.Name.Zh}”的来源（{StateWords.Of(told.Flip.BlindReason).Zh}）；这不说明发布机构的任何情况。")
        : new BilingualText($"Since {told.At} we can see the source of {told.Name.En} again.", $"自 {told.At} 起，本监测恢复看到“{told.Name.Zh}”的来源。");

    private static BilingualText Plain(Told told) => new(
        $"{told.What.En} changed from {told.Flip.From} to {told.Flip.To}.", $"{told.What.Zh}由 {told.Flip.From} 变为 {told.Flip.To}。");
}
