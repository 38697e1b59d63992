using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Alerting;

/// <summary>Puts alerts into words: one alert with everything about it, several as a list. Pure.</summary>
public static class AlertText
{
    /// <summary>Alerts shown in the message itself; the whole list is attached when there are more.</summary>
    public const int MostListed = 50;

    private const int LongestSubject = 200;

    public static AlertMessage Write(IReadOnlyList<AlertStory> stories, AlertLanguage language, AlertFrame frame)
    {
        ArgumentOutOfRangeException.ThrowIfZero(stories.Count);
        string Pick(BilingualText text) => language == AlertLanguage.Zh ? text.Zh : text.En;
        var page = stories.Count == 1 ? AboutOne(stories[0], Pick, frame) : AboutMany(stories, Pick, frame);
        page = page with { Sections = [.. page.Sections, .. Closing(Pick, frame)] };
        var all = stories.Count > MostListed ? string.Concat(stories.Select(s => $"{Subject(s, Pick)}\n{Pick(AlertSentences.Lead(s))}\n\n")) : null;
        return new AlertMessage(page.Subject, AlertPageText.Plain(page), AlertPageText.Html(page, language), all);
    }

    /// <summary>The subject of one alert.</summary>
    public static string Subject(AlertStory story, AlertLanguage language) => Subject(story, t => language == AlertLanguage.Zh ? t.Zh : t.En);

    /// <summary>The sentence that can be quoted as it stands.</summary>
    public static BilingualText Sentence(AlertStory story) => AlertSentences.Lead(story);

    private static string Subject(AlertStory story, Func<BilingualText, string> pick)
    {
        var label = pick(AlertWords.Label(story.Kind));
        var tag = pick(new($"[{label}] ", $"【{label}】"));
        if (story.Flip is null) return OneLine($"{tag}{pick(AlertSentences.Lead(story))}");
        var name = string.Join(' ', new[] { pick(AlertWords.Publisher(story)), pick(story.Name) }.Where(p => p.Length > 0));
        var period = story.Kind == AlertEventKind.Resumed ? null : story.Flip.Period?.ToString();
        return OneLine($"{tag}{string.Join(" · ", new[] { name, period, pick(AlertSentences.Tail(story)) }.Where(p => !string.IsNullOrEmpty(p)))}");
    }

    private static AlertPage AboutOne(AlertStory story, Func<BilingualText, string> pick, AlertFrame frame)
    {
        var sections = ImmutableArray.CreateBuilder<AlertSection>();
        if (story.Flip is { } flip)
        {
            sections.Add(new(pick(new("How we know", "依据")), [.. Evidence(story, flip, pick)]));
            sections.Add(new(pick(new("What we cannot rule out", "不能排除")), [new(pick(AlertSentences.CannotRuleOut(story.Kind)))]));
            if (LastSeen(story) is { } last) sections.Add(new(pick(new("Last value", "最近数值")), [new(pick(last))]));
            sections.Add(new(pick(new("Evidence", "证据")), [.. Links(story, flip, pick, frame)]));
        }
        return new AlertPage(Subject(story, pick), pick(AlertSentences.Lead(story)), sections.ToImmutable());
    }

    private static AlertPage AboutMany(IReadOnlyList<AlertStory> stories, Func<BilingualText, string> pick, AlertFrame frame)
    {
        var kinds = stories.GroupBy(s => s.Kind).OrderByDescending(g => g.Count()).ThenBy(g => g.Key)
            .Select(g => pick(new($"{g.Count()} {AlertWords.Label(g.Key).En.ToLowerInvariant()}", $"{AlertWords.Label(g.Key).Zh}{g.Count()}项")));
        var counts = string.Join(pick(new(", ", "、")), kinds);
        var publishers = stories.Select(s => pick(AlertWords.Publisher(s))).Where(p => p.Length > 0).Distinct().ToList();
        var whose = publishers.Count is > 0 and <= 3 ? string.Join(pick(new(", ", "、")), publishers) + pick(new(": ", "：")) : "";
        var (first, last) = (AlertWords.Utc(stories.Min(s => s.RecordedAt)), AlertWords.Utc(stories.Max(s => s.RecordedAt)));
        var between = first == last ? new BilingualText($"on {first}", $"于 {first}") : new($"between {first} and {last}", $"于 {first} 至 {last} 之间");
        var lead = pick(new($"{stories.Count} changes were recorded {between.En}: {counts}.", $"{between.Zh}共记录 {stories.Count} 项变化：{counts}。"));
        var lines = stories.Take(MostListed).SelectMany(s => new[] { new AlertLine(Subject(s, pick), RecordUrl(s, frame)), new AlertLine(pick(AlertSentences.Lead(s))) }).ToList();
        if (stories.Count > MostListed)
            lines.Add(new(pick(new($"{stories.Count - MostListed} more are in the attached list.", $"其余 {stories.Count - MostListed} 项见附件。"))));
        return new AlertPage(OneLine(pick(new($"[{stories.Count} ALERTS] {whose}{counts}", $"【{stories.Count}项提醒】{whose}{counts}"))), lead, [new(pick(new("Alerts", "提醒")), [.. lines])]);
    }

    private static IEnumerable<AlertLine> Evidence(AlertStory story, Flip flip, Func<BilingualText, string> pick)
    {
        if (AlertEvents.IsMonitorSide(story.Kind))
        {
            if (flip.Detail is { } trouble) yield return new(pick(new($"The look failed: {trouble}", $"查看失败：{trouble}")));
            yield break;
        }
        yield return new(pick(new($"Grade: {AlertWords.Grade(flip.Grade).En}.", $"评级：{AlertWords.Grade(flip.Grade).Zh}。")));
        var bounds = AlertEvents.IsRecovery(story.Kind) ? FoundBetween(flip) : IsAbsence(story.Kind) ? NotSeen(story, flip) : [];
        foreach (var line in bounds) yield return new(pick(line));
        if (!string.IsNullOrWhiteSpace(flip.Detail) && story.Kind != AlertEventKind.Redefined)
            yield return new(pick(new($"Read in the same look: {flip.Detail}", $"同次查看中读到：{flip.Detail}")));
        if (story.Series?.Absence is { } meaning && IsAbsence(story.Kind)) yield return new(pick(meaning));
    }

    private static bool IsAbsence(AlertEventKind kind) =>
        kind is AlertEventKind.Late or AlertEventKind.Missing or AlertEventKind.DroppedIndicator or AlertEventKind.Withdrawn;

    private static IEnumerable<BilingualText> FoundBetween(Flip flip)
    {
        if (flip.LastSeenAt is { } without) yield return new($"Last look without it: {AlertWords.Utc(without)}", $"最后一次未见：{AlertWords.Utc(without)}");
        if (flip.FirstMissedAt is { } with) yield return new($"First look with it: {AlertWords.Utc(with)}", $"首次见到：{AlertWords.Utc(with)}");
    }

    private static IEnumerable<BilingualText> NotSeen(AlertStory story, Flip flip)
    {
        if (flip.FirstMissedAt is { } missed) yield return new($"First look that missed it: {AlertWords.Utc(missed)}", $"首次未见：{AlertWords.Utc(missed)}");
        if (story.Release is not { } release) yield break;
        foreach (var (source, absence) in release.Absences)
        {
            yield return new(
                $"{source}: {absence.Looks} valid {(absence.Looks == 1 ? "look" : "looks")} without it, the last on {AlertWords.Utc(absence.Last)}",
                $"{source}：{absence.Looks} 次有效查看未见，最近一次 {AlertWords.Utc(absence.Last)}");
        }
    }

    private static IEnumerable<AlertLine> Links(AlertStory story, Flip flip, Func<BilingualText, string> pick, AlertFrame frame)
    {
        if (RecordUrl(story, frame) is { } record)
        {
            yield return new(pick(new("Record of this series", "该序列的记录")), record);
            yield return new(pick(new("All its changes", "全部变化")), $"{record}/flips");
        }
        if (flip.Evidence is not { } document) yield break;
        var taken = AlertWords.Utc(document.TakenAt);
        yield return new(pick(new($"Document looked at on {taken}", $"{taken} 查看的文件")), document.Url);
        if (document.Body is { } body) yield return new($"SHA-256 {body.Hex}");
    }

    private static IEnumerable<AlertSection> Closing(Func<BilingualText, string> pick, AlertFrame frame)
    {
        if (frame.LogRoot is { } root) yield return new(pick(new("Evidence log", "证据日志")), [new(root)]);
        if (frame.UnsubscribeUrl is { } url) yield return new("", [new(pick(new("Unsubscribe", "退订")), url)]);
    }

    private static BilingualText? LastSeen(AlertStory story)
    {
        if (story.Last is not { } last) return null;
        var value = last.RevisedValue ?? last.Value;
        var unit = value is null || story.Series?.Unit is not { } known ? "" : $" {known}";
        var seen = last.FirstSeenAt is { } at ? new BilingualText($", first seen {AlertWords.Utc(at)}", $"，首次可见于 {AlertWords.Utc(at)}") : new("", "");
        return new(
            $"{last.Period}: {value ?? "released, no figure read"}{unit}{seen.En}", $"{last.Period}：{value ?? "已发布，未读取数值"}{unit}{seen.Zh}");
    }

    private static string? RecordUrl(AlertStory story, AlertFrame frame) =>
        frame.PublicUrl is { } url && story.Flip is { } flip ? $"{url.TrimEnd('/')}/api/v1/series/{Uri.EscapeDataString(flip.Series)}" : null;

    /// <summary>What comes from outside may hold anything; a subject is one line.</summary>
    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
        return line.Length <= LongestSubject ? line : $"{line[..(char.IsHighSurrogate(line[LongestSubject - 2]) ? LongestSubject - 2 : LongestSubject - 1)]}…";
    }
}
