using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Alerting;

/// <summary>Labels, days and other small words of alerts, in both languages.</summary>
internal static class AlertWords
{
    public static BilingualText Label(AlertEventKind kind) => kind switch
    {
        AlertEventKind.Late => new("LATE", "迟于预期"),
        AlertEventKind.Missing => new("MISSING", "未见"),
        AlertEventKind.DroppedIndicator => new("ROW MISSING", "缺项"),
        AlertEventKind.PublishedAfterTrouble => new("PUBLISHED", "已发布"),
        AlertEventKind.Withdrawn => new("WITHDRAWN", "不再可见"),
        AlertEventKind.Revised => new("REVISED", "数值变动"),
        AlertEventKind.Rescheduled => new("RESCHEDULED", "改期"),
        AlertEventKind.Postponed => new("POSTPONED", "推迟"),
        AlertEventKind.Paused => new("PAUSED", "暂停发布"),
        AlertEventKind.Discontinued => new("DISCONTINUED", "停止发布"),
        AlertEventKind.Redefined => new("REDEFINED", "口径变更"),
        AlertEventKind.Resumed => new("RESUMED", "恢复发布"),
        AlertEventKind.ServiceRestricted => new("RESTRICTED", "访问受限"),
        AlertEventKind.ServiceClosed => new("CLOSED", "无法访问"),
        AlertEventKind.ServiceOpen => new("OPEN", "恢复访问"),
        AlertEventKind.Blind => new("WE CANNOT SEE", "本监测看不到"),
        AlertEventKind.Clear => new("WE CAN SEE AGAIN", "本监测恢复可见"),
        AlertEventKind.DeliveryTrouble => new("NOT DELIVERED", "投递失败"),
        AlertEventKind.MonitorTrouble => new("MONITOR", "监测系统"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "an alert has one of the kinds"),
    };

    /// <summary>The key of a publisher is the abbreviation people know it by.</summary>
    public static BilingualText Publisher(AlertStory story) =>
        story.Publisher is { } publisher ? new(publisher.Key.ToUpperInvariant(), publisher.Name.Zh) : new("", "");

    public static BilingualText Grade(Grade grade) => StateWords.Of(grade);

    public static BilingualText Day(AlertStory story, DateTimeOffset moment)
    {
        var local = story.Local(moment);
        var sameYear = local.Year == story.Local(story.RecordedAt).Year;
        return new(
            local.ToString(sameYear ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture),
            local.ToString(sameYear ? "M月d日" : "yyyy年M月d日", CultureInfo.InvariantCulture));
    }

    public static string Utc(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>An announced moment as a flip of the calendar writes it.</summary>
    public static BilingualText Announced(AlertStory story, string written) =>
        DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? Day(story, moment) : new("no date", "未定");

    /// <summary>Due, and how many working days ago; nothing when no window is known.</summary>
    public static BilingualText Overdue(AlertStory story)
    {
        if (story.Release?.Window is not { } window) return new("", "");
        var due = Day(story, window.Due);
        var days = story.Calendar is { } calendar && story.Flip is { } flip ? calendar.DelayInWorkingDays(window, flip.At) : 0;
        if (days <= 0) return new($"due {due.En}", $"应于{due.Zh}发布");
        return new($"due {due.En}, {days} working {(days == 1 ? "day" : "days")} late", $"应于{due.Zh}发布，已迟{days}个工作日");
    }

    public static BilingualText Blindness(BlindReason reason) => StateWords.Of(reason);
}
