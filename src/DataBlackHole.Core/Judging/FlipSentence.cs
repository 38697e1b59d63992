using System.Globalization;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>A flip in words: a title, and one neutral sentence that can be quoted as it stands.</summary>
public sealed record FlipWords(BilingualText Title, BilingualText Sentence);

/// <summary>
/// The wording of every flip, for feeds, page and mail alike. Pure. Instants are told in the publisher's zone with their distance from UTC.
/// What the cited record says is marked as such and never sounds like something we saw.
/// </summary>
public static partial class FlipSentence
{
    /// <param name="flip">The flip.</param>
    /// <param name="name">Name of the series; its key when the definitions do not know it any more.</param>
    /// <param name="zone">The publisher's zone.</param>
    public static FlipWords Of(Flip flip, BilingualText name, TimeZoneInfo zone)
    {
        var told = new Told(flip, name, zone);
        var sentence = flip.Axis switch
        {
            FlipAxis.Release => OfRelease(told),
            FlipAxis.Series => OfSeries(told),
            FlipAxis.Calendar => OfCalendar(told),
            FlipAxis.Value => OfValue(told),
            FlipAxis.Visibility => OfVisibility(told),
            _ => Plain(told),
        };
        return new FlipWords(TitleOf(told), flip.Origin == Origin.Curated ? Cited(sentence) : sentence);
    }

    private static BilingualText TitleOf(Told told)
    {
        var kind = Kind(FlipKinds.Of(told.Flip), told.Flip.Grade);
        var period = told.Period.Length == 0 ? "" : $" · {told.Period}";
        var cited = told.Flip.Origin == Origin.Curated ? new BilingualText(" (cited record)", "（引用记录）") : new BilingualText("", "");
        return new BilingualText($"{told.Name.En}{period}: {kind.En}{cited.En}", $"{told.Name.Zh}{period}：{kind.Zh}{cited.Zh}");
    }

    private static BilingualText Cited(BilingualText sentence) => new(
        $"By the cited record, not by our own looks: {sentence.En}", $"据引用记录（非本监测所见）：{sentence.Zh}");

    /// <summary>The kind of a flip in one or two words, with its grade where that is more than one look.</summary>
    public static BilingualText Kind(FlipKind kind, Grade grade)
    {
        var word = kind switch
        {
            FlipKind.Scheduled => new BilingualText("expected again", "重新列入预期"),
            FlipKind.Due => new BilingualText("due", "已到应发布时间"),
            FlipKind.Published => new BilingualText("published", "已发布"),
            FlipKind.Late => new BilingualText("late", "迟于预期"),
            FlipKind.Missing => new BilingualText("missing", "缺失"),
            FlipKind.Withheld => new BilingualText("not published for now", "暂不发布"),
            FlipKind.Withdrawn => new BilingualText("no longer there", "已发布数据不再可见"),
            FlipKind.NotPlanned => new BilingualText("no longer planned", "不再列入计划"),
            FlipKind.FirstSeen => new BilingualText("first seen", "首次见到"),
            FlipKind.Resumed => new BilingualText("comes out again", "恢复发布"),
            FlipKind.Paused => new BilingualText("paused", "暂停发布"),
            FlipKind.Discontinued => grade == Grade.OfficiallyStated ? new BilingualText("officially discontinued", "官方宣布停止发布") : new BilingualText("ended", "已终止"),
            FlipKind.Rescheduled => new BilingualText("announced date changed", "预告日期变动"),
            FlipKind.Revised => new BilingualText("figure changed", "数值变动"),
            FlipKind.Blind => new BilingualText("we cannot see it", "本监测无法看到"),
            FlipKind.Clear => new BilingualText("we can see it again", "本监测恢复可见"),
            _ => new BilingualText("changed", "变动"),
        };
        return kind is FlipKind.Late or FlipKind.Missing or FlipKind.Withdrawn && Graded(grade) is { } graded
            ? new BilingualText($"{word.En} ({graded.En})", $"{word.Zh}（{graded.Zh}）")
            : word;
    }

    private static BilingualText? Graded(Grade grade) => grade switch
    {
        Grade.Corroborated => new BilingualText("corroborated", "已有佐证"),
        Grade.Confirmed => new BilingualText("confirmed", "已确认"),
        Grade.OfficiallyStated => new BilingualText("officially stated", "官方说明"),
        _ => null,
    };

    /// <summary>A flip with the texts that sentences are made of.</summary>
    private sealed class Told(Flip flip, BilingualText name, TimeZoneInfo zone)
    {
        public Flip Flip { get; } = flip;

        public BilingualText Name { get; } = name;

        /// <summary>
        /// Empty where it says nothing: a series that ends or comes out again carries the period of a release that is still missing, if there is one.
        /// </summary>
        public string Period { get; } = flip.Axis != FlipAxis.Series || FlipKinds.Of(flip) is FlipKind.Late or FlipKind.Missing or FlipKind.FirstSeen
            ? flip.Period?.ToString() ?? ""
            : "";

        /// <summary>The series and the period.</summary>
        public BilingualText What => Period.Length == 0 ? new BilingualText(Name.En, $"“{Name.Zh}”") : new BilingualText($"{Name.En} for {Period}", $"“{Name.Zh}”{Period} 期");

        public string At => Instant(Flip.At);

        public string? Before => Flip.LastSeenAt is { } at ? Instant(at) : null;

        public string? First => Flip.FirstMissedAt is { } at ? Instant(at) : null;

        /// <summary>A date of an announced calendar as a calendar flip keeps it; null when there is none.</summary>
        public string? Date(string kept) =>
            DateTimeOffset.TryParseExact(kept, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Instant(at) : null;

        public string Instant(DateTimeOffset moment)
        {
            var local = TimeZoneInfo.ConvertTime(moment, zone);
            var sign = local.Offset < TimeSpan.Zero ? '-' : '+';
            var minutes = local.Offset.Minutes == 0 ? "" : local.Offset.ToString(@"\:mm", CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-dd HH:mm} (UTC{sign}{Math.Abs(local.Offset.Hours)}{minutes})");
        }
    }
}
