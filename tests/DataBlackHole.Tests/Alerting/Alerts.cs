using System.Collections.Immutable;
using System.Globalization;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.Alerting;

/// <summary>Constructed series, recipients and flips, one flip for every kind of event.</summary>
internal static class Alerts
{
    public static readonly DateTimeOffset Now = At("2026-10-22T06:00:00Z");

    public static readonly ReferencePeriod September = ReferencePeriod.Month(2026, 9);

    public static PublisherDefinition Bureau { get; } = new()
    {
        Key = "nbs",
        Name = new("National Bureau of Statistics", "国家统计局"),
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Hosts = ["stats.example"],
        Homepage = "https://stats.example/",
    };

    public static SeriesDefinition Youth { get; } = Series("youth", "labour");

    public static MonitorCatalogue Catalogue { get; } = new("hash", [Bureau], [], [Youth, Series("prices"), .. Enumerable.Range(0, 100).Select(i => Series($"s{i}"))], []);

    public static Recipient Desk { get; } = new() { Key = "desk", Channel = AlertChannel.Mail, Address = "desk@example.test", Language = AlertLanguage.En };

    public static Recipient Editor { get; } = new() { Key = "editor", Channel = AlertChannel.Mail, Address = "editor@example.test", Language = AlertLanguage.Zh };

    public static Recipient Ops { get; } = new() { Key = "ops", Channel = AlertChannel.Mail, Address = "ops@example.test", Language = AlertLanguage.En };

    public static ReleaseWindow Window { get; } = new(September, At("2026-10-14T16:00:00Z"), At("2026-10-20T02:00:00Z"), At("2026-10-21T02:00:00Z"), At("2026-10-27T02:00:00Z"), WindowBasis.Rule);

    /// <summary>One flip, as the judge makes it, for every kind that a flip tells.</summary>
    public static ImmutableSortedDictionary<AlertEventKind, Flip> OfEveryKind { get; } = new Dictionary<AlertEventKind, Flip>
    {
        [AlertEventKind.Late] = Release("Due", "Late", Reason.NotSeenAfterDeadline, Grade.Suspected),
        [AlertEventKind.Missing] = Release("Late", "Missing", Reason.NotSeenRepeatedly),
        [AlertEventKind.DroppedIndicator] = Release("Due", "Missing", Reason.IndicatorDropped),
        [AlertEventKind.PublishedAfterTrouble] = Release("Missing", "Published", Reason.FoundAfterMissing, Grade.Suspected),
        [AlertEventKind.Withdrawn] = Release("Published", "Withdrawn", Reason.TakenBack),
        [AlertEventKind.Revised] = Flip(FlipAxis.Value, "4.5", "4.7", Reason.ValueRevised, Grade.None),
        [AlertEventKind.Rescheduled] = Flip(FlipAxis.Calendar, "2026-10-20T02:00:00Z", "2026-10-25T02:00:00Z", Reason.MovedWithoutNotice, Grade.OfficiallyStated),
        [AlertEventKind.Postponed] = Flip(FlipAxis.Calendar, "2026-10-20T02:00:00Z", "none", Reason.PostponedWithoutDate, Grade.OfficiallyStated),
        [AlertEventKind.Paused] = Flip(FlipAxis.Series, "Current", "Paused", Reason.OfficialNotice, Grade.OfficiallyStated),
        [AlertEventKind.Discontinued] = Flip(FlipAxis.Series, "Missing", "Discontinued", Reason.SeveralCyclesMissing),
        [AlertEventKind.Redefined] = Flip(FlipAxis.Series, "Paused", "Discontinued", Reason.Succeeded),
        [AlertEventKind.Resumed] = Flip(FlipAxis.Series, "Paused", "Current", Reason.Resumed, Grade.Suspected),
        [AlertEventKind.ServiceRestricted] = Flip(FlipAxis.Series, "Open", "Restricted", Reason.Unknown),
        [AlertEventKind.ServiceClosed] = Flip(FlipAxis.Series, "Restricted", "Closed", Reason.Unknown),
        [AlertEventKind.ServiceOpen] = Flip(FlipAxis.Series, "Closed", "Open", Reason.Unknown),
        [AlertEventKind.Blind] = Flip(FlipAxis.Visibility, "Clear", "Blind", Reason.LookFailed, Grade.None) with { BlindReason = BlindReason.Challenged, Detail = "Challenge" },
        [AlertEventKind.Clear] = Flip(FlipAxis.Visibility, "Blind", "Clear", Reason.LookSucceeded, Grade.None),
    }.ToImmutableSortedDictionary();

    public static AlertPolicy Policy(params AlertRoute[] routes) => new(Catalogue, Rules(routes));

    public static AlertRules Rules(params AlertRoute[] routes) => new(
        new[] { Desk, Editor, Ops }.ToImmutableSortedDictionary(r => r.Key, r => r, StringComparer.Ordinal),
        routes.Length > 0 ? [.. routes] :
        [
            new AlertRoute { To = ["desk", "editor"], Audience = AlertAudience.Reader },
            new AlertRoute { To = ["ops"], Audience = AlertAudience.Operator },
        ]);

    public static FlipNews News(Flip flip, TimeSpan? watched = null) => new(flip, Now, Window, Now - (watched ?? TimeSpan.FromDays(400)), IsReplay: false);

    public static Flip Release(string from, string to, Reason reason, Grade grade = Grade.Corroborated) => Flip(FlipAxis.Release, from, to, reason, grade);

    public static Flip Flip(FlipAxis axis, string from, string to, Reason reason, Grade grade = Grade.Corroborated) => new()
    {
        Series = "youth",
        Axis = axis,
        Period = axis == FlipAxis.Visibility ? null : September,
        From = from,
        To = to,
        Reason = reason,
        Grade = grade,
        At = Now,
        LastSeenAt = Now.AddDays(-30),
        FirstMissedAt = Now.AddDays(-1),
        Evidence = new EvidenceRef("database", "https://stats.example/query?a=1&b=2", Now, ContentDigest.Of("page"u8)),
        Detail = "2026年8月份 18.9",
    };

    public static AlertStory Story(AlertEventKind kind, Flip? flip = null) => new()
    {
        Kind = kind,
        Incident = "youth/2026-09",
        Reason = AlertReason.FirstNotice,
        RecordedAt = Now,
        Flip = flip ?? OfEveryKind.GetValueOrDefault(kind),
        Note = new("Two messages were given up.", "两封邮件已放弃投递。"),
        Series = Youth,
        Publisher = Bureau,
        Calendar = new ReleaseCalendar(Youth.Release!),
        Release = new ReleaseState { Period = September, Status = ReleaseStatus.Late, Reason = Reason.NotSeenAfterDeadline, Window = Window },
        Last = new ReleaseState { Period = ReferencePeriod.Month(2026, 8), Status = ReleaseStatus.Published, Reason = Reason.Found, Value = "18.9", FirstSeenAt = At("2026-09-17T02:03:00Z") },
    };

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static SeriesDefinition Series(string key, params string[] tags) => new()
    {
        Key = key,
        Name = key == "youth" ? new("youth unemployment 16–24", "16—24岁失业率") : new(key, key),
        Publisher = "nbs",
        Cadence = Cadence.Monthly,
        Unit = "%",
        Readings = [],
        Absence = new("The database was read and this period was blank.", "已读取数据库，该时期为空。"),
        Tags = [.. tags],
        Release = new ReleaseRule
        {
            Key = "monthly",
            Cadence = Cadence.Monthly,
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
            WorkingDays = WorkingDays.None,
            Time = new TimeOnly(10, 0),
            Usual = new DayRange(1, 15, 20),
        },
    };
}
