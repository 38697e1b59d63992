using System.Collections.Immutable;
using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Alerting;

/// <summary>A flip that has just come into the record.</summary>
/// <param name="Flip">The flip.</param>
/// <param name="RecordedAt">When it came into the record.</param>
/// <param name="Window">Of the release it is about, when it is about one.</param>
/// <param name="WatchedSince">When the series was first looked at live.</param>
/// <param name="IsReplay">Whether it was read out of captured documents that were fed in.</param>
public sealed record FlipNews(Flip Flip, DateTimeOffset RecordedAt, ReleaseWindow? Window, DateTimeOffset WatchedSince, bool IsReplay);

/// <summary>That a recipient was told of an incident, or is about to be.</summary>
public sealed record ToldBefore(string Recipient, string Series, string Incident, AlertEventKind Kind);

/// <summary>What is to be done about one flip for one recipient, and why.</summary>
public sealed record AlertDecision(Recipient Recipient, FlipNews News, AlertEventKind Kind, AlertReason Reason, string Incident, string Cause, DateTimeOffset DueAt)
{
    public bool Notifies => AlertReasons.Notifies(Reason);
}

/// <summary>
/// Decides who is told of a flip and says why. Pure and total: every recipient gets a decision about every flip.
/// Publishers' trouble and our own never share a route by accident: readers are not told of ours, whatever is configured.
/// </summary>
public sealed class AlertPolicy(MonitorCatalogue catalogue, AlertRules rules)
{
    /// <summary>Evidence older than this when it comes into the record is history, not news. Looks are recorded within minutes.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromHours(24);

    /// <summary>In its first days a watch reads notices of the past that still stand where it looks.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromHours(48);

    public AlertRules Rules { get; } = rules;

    /// <summary>Whether anybody can be told of any of these flips; when not, nothing need be asked of the record.</summary>
    public bool MayTell(IEnumerable<Flip> flips) => !Rules.Recipients.IsEmpty && flips.Any(f => AlertEvents.Of(f) is not null);

    /// <param name="news">The flip.</param>
    /// <param name="told">Of which incidents of this series which recipients were told; earlier first.</param>
    /// <param name="mutes">What operators and recipients muted.</param>
    public ImmutableArray<AlertDecision> Decide(FlipNews news, IReadOnlyCollection<ToldBefore> told, ActiveMutes mutes)
    {
        var kind = AlertEvents.Of(news.Flip);
        return [.. Rules.Recipients.Values.Select(r => Decide(r, news, kind, [.. told.Where(t => t.Recipient == r.Key)], mutes))];
    }

    private AlertDecision Decide(Recipient recipient, FlipNews news, AlertEventKind? kind, IReadOnlyList<ToldBefore> told, ActiveMutes mutes)
    {
        var incident = kind is { } known ? IncidentOf(news.Flip, known, told) : "";
        var reason = kind is { } event_ ? Why(recipient, news, event_, incident, told, mutes) : AlertReason.NotAnAlert;
        var at = news.RecordedAt + (kind == AlertEventKind.Blind ? Rules.BlindPatience : Rules.Grouping);
        return new AlertDecision(recipient, news, kind ?? AlertEventKind.Unknown, reason, incident, CauseOf(news.Flip, kind), DeliveryTime.Next(recipient, at));
    }

    private AlertReason Why(
        Recipient recipient, FlipNews news, AlertEventKind kind, string incident, IReadOnlyList<ToldBefore> told, ActiveMutes mutes)
    {
        if (NotNews(news, kind) is { } old) return old;
        if (NotRouted(recipient, news.Flip, kind) is { } elsewhere) return elsewhere;
        var known = told.Where(t => t.Incident == incident).Select(t => t.Kind).ToList();
        if (known.Count == 0 && AlertEvents.IsRecovery(kind) && kind != AlertEventKind.Resumed) return AlertReason.NeverTold;
        if (mutes.Why(recipient.Key, news.Flip.Series, PublisherOf(news.Flip.Series), kind, incident) is { } muted) return muted;
        return known.Count == 0 ? AlertReason.FirstNotice
            : AlertEvents.IsRecovery(kind) ? AlertReason.Recovery
            : known[^1] == kind ? AlertReason.Repeat
            : AlertReason.Escalation;
    }

    private static AlertReason? NotNews(FlipNews news, AlertEventKind kind)
    {
        if (news.Flip.Origin == Origin.Curated) return AlertReason.FromTheRecord;
        if (news.IsReplay) return AlertReason.Replayed;
        if (news.RecordedAt - news.Flip.At > Freshness) return AlertReason.OldEvidence;
        return WasSoBefore(news, kind) ? AlertReason.AlreadySoWhenWatchBegan : null;
    }

    private static bool WasSoBefore(FlipNews news, AlertEventKind kind) => kind switch
    {
        AlertEventKind.Late => news.Window?.LateAfter < news.WatchedSince,
        AlertEventKind.Missing or AlertEventKind.DroppedIndicator => news.Window?.MissingAfter < news.WatchedSince,
        AlertEventKind.Paused or AlertEventKind.Discontinued or AlertEventKind.Redefined or AlertEventKind.ServiceRestricted or AlertEventKind.ServiceClosed =>
            news.RecordedAt - news.WatchedSince < Settling,
        _ => false,
    };

    private AlertReason? NotRouted(Recipient recipient, Flip flip, AlertEventKind kind)
    {
        var routes = Rules.Routes.Where(r => r.To.Contains(recipient.Key)).ToList();
        var ours = AlertEvents.IsMonitorSide(kind);
        if (ours && routes.All(r => r.Audience == AlertAudience.Reader) && routes.Count > 0) return AlertReason.OursAlone;
        var leading = routes.Where(r => LeadsHere(r, flip, kind, ours)).ToList();
        if (leading.Count == 0) return AlertReason.NoRoute;
        var graded = ours || AlertEvents.IsRecovery(kind) || flip.Grade == Grade.None || leading.Any(r => flip.Grade >= r.MinimumGrade);
        return graded ? null : AlertReason.BelowGrade;
    }

    private bool LeadsHere(AlertRoute route, Flip flip, AlertEventKind kind, bool ours)
    {
        if (ours && route.Audience != AlertAudience.Operator) return false;
        var wanted = route.Events.IsEmpty ? ours == (route.Audience == AlertAudience.Operator) : route.Events.Contains(kind);
        return wanted
            && (route.Series.IsEmpty || route.Series.Contains(flip.Series))
            && (route.Publishers.IsEmpty || route.Publishers.Contains(PublisherOf(flip.Series) ?? ""))
            && (route.Tags.IsEmpty || catalogue.Series.TryGetValue(flip.Series, out var series) && series.Tags.Any(route.Tags.Contains));
    }

    /// <summary>
    /// An incident is one release, one halt or one spell of blindness: it begins with the first flip told and keeps its key until it is over,
    /// so that everything about it is one thread.
    /// </summary>
    private static string IncidentOf(Flip flip, AlertEventKind kind, IReadOnlyList<ToldBefore> told)
    {
        if (flip.Axis is FlipAxis.Release or FlipAxis.Calendar or FlipAxis.Value) return $"{flip.Series}/{flip.Period}";
        var family = flip.Axis == FlipAxis.Visibility ? "sight" : "series";
        var open = told.LastOrDefault(t => t.Incident.StartsWith($"{flip.Series}/{family}/", StringComparison.Ordinal));
        if (open is not null && !AlertEvents.IsRecovery(open.Kind)) return open.Incident;
        return $"{flip.Series}/{family}/{flip.At.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
    }

    /// <summary>What comes from one publisher, or from our sight of it, has one cause as far as anybody can tell at that moment.</summary>
    private string CauseOf(Flip flip, AlertEventKind? kind) =>
        $"{PublisherOf(flip.Series) ?? "unknown"}/{(kind is { } known && AlertEvents.IsMonitorSide(known) ? "sight" : "publisher")}";

    private string? PublisherOf(string series) => catalogue.Series.TryGetValue(series, out var known) ? known.Publisher : null;
}
