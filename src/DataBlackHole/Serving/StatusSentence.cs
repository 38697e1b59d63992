using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving;

/// <summary>One neutral sentence about a series that can be quoted as it stands. Days are the publisher's.</summary>
internal static class StatusSentence
{
    public static BilingualText Of(SeriesDefinition series, ReleaseCalendar? calendar, SeriesState state)
    {
        var plain = Status(series, calendar, state);
        if (state.BlindChannel is not { } blind) return plain;
        var isOneVantage = series.Kind == SeriesKind.Service && state.Channels.Count == 1;
        var since = blind.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new BilingualText(
            $"{plain.En} We have not been able to see its source since {since} UTC ({StateWords.Of(blind.Reason).En}{(isOneVantage ? ", from one vantage" : "")}); this says nothing about the publisher.",
            $"{plain.Zh}自 {since}（UTC）起，本监测无法看到其来源（{StateWords.Of(blind.Reason).Zh}{(isOneVantage ? "，仅由一处观测" : "")}）；这不说明发布机构的任何情况。");
    }

    /// <summary>The release that the sentence speaks of where one is late or missing.</summary>
    public static ReleaseState? Overdue(SeriesState state) => state.Releases.Values.FirstOrDefault(r => r.Status is ReleaseStatus.Late or ReleaseStatus.Missing);

    private static BilingualText Status(SeriesDefinition series, ReleaseCalendar? calendar, SeriesState state)
    {
        var (en, zh) = (series.Name.En, series.Name.Zh);
        var last = state.LastPeriod?.ToString();
        var overdue = Overdue(state);
        var due = overdue?.Window is { } window && calendar is not null ? calendar.LocalDay(window.Due).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
        return state.Status switch
        {
            SeriesStatus.Discontinued => new BilingualText(
                $"{en} ended with {series.Ended?.LastPeriod.ToString() ?? last}.", $"“{zh}”止于 {series.Ended?.LastPeriod.ToString() ?? last}。"),
            _ when !series.IsWatched => new BilingualText($"{en} is not watched; only its cited history is shown.", $"“{zh}”未列入监测；仅列出附有出处的历史记录。"),
            SeriesStatus.Missing => new BilingualText(
                $"{en} for {overdue!.Period}, due {due}, has not been seen; the last period seen is {last}.", $"“{zh}”{overdue.Period} 应于 {due} 前发布，至今未见；最近所见为 {last}。"),
            SeriesStatus.Late => new BilingualText(
                $"{en} for {overdue!.Period}, due {due}, is late; the last period seen is {last}.", $"“{zh}”{overdue.Period} 应于 {due} 前发布，现已迟于预期；最近所见为 {last}。"),
            SeriesStatus.Current => new BilingualText($"{en} is published; the last period seen is {last}.", $"“{zh}”正常发布；最近所见为 {last}。"),
            SeriesStatus.Paused => new BilingualText(
                $"The publisher announced that {en} is halted for now; the last period seen is {last}.", $"发布机构宣布暂停发布“{zh}”；最近所见为 {last}。"),
            SeriesStatus.New when series.Kind == SeriesKind.Service => ServiceSentence.Of(series, state),
            SeriesStatus.New => new BilingualText($"{en} is watched; no release has been seen yet.", $"“{zh}”已列入监测；尚未见到发布。"),
            SeriesStatus.Open or SeriesStatus.Restricted or SeriesStatus.Closed => ServiceSentence.Of(series, state),
            _ => new BilingualText($"{en}: {state.Status}; the last period seen is {last}.", $"“{zh}”：{state.Status}；最近所见为 {last}。"),
        };
    }
}
