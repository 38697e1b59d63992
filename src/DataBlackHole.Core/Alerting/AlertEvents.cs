using System.Collections.Frozen;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Alerting;

/// <summary>Which event a flip is, and what holds for each kind of event. Pure.</summary>
public static class AlertEvents
{
    private static readonly FrozenSet<AlertEventKind> _ours =
        new[] { AlertEventKind.Blind, AlertEventKind.Clear, AlertEventKind.DeliveryTrouble, AlertEventKind.MonitorTrouble }.ToFrozenSet();

    private static readonly FrozenSet<AlertEventKind> _recoveries =
        new[] { AlertEventKind.PublishedAfterTrouble, AlertEventKind.Resumed, AlertEventKind.ServiceOpen, AlertEventKind.Clear }.ToFrozenSet();

    /// <summary>Trouble of the monitor, which says nothing about a publisher.</summary>
    public static bool IsMonitorSide(AlertEventKind kind) => _ours.Contains(kind);

    /// <summary>News that ends an incident.</summary>
    public static bool IsRecovery(AlertEventKind kind) => _recoveries.Contains(kind);

    /// <summary>
    /// Null for a flip that nobody needs to be told of: planning and punctual finds are not news, and what a flip of the series repeats about its
    /// releases is told by the flips of those releases.
    /// </summary>
    public static AlertEventKind? Of(Flip flip) => flip.Axis switch
    {
        FlipAxis.Release => OfRelease(flip),
        FlipAxis.Series => OfSeries(flip),
        FlipAxis.Visibility => flip.To == nameof(Visibility.Blind) ? AlertEventKind.Blind : AlertEventKind.Clear,
        FlipAxis.Calendar => flip.Reason == Reason.PostponedWithoutDate ? AlertEventKind.Postponed : AlertEventKind.Rescheduled,
        FlipAxis.Value => AlertEventKind.Revised,
        _ => null,
    };

    private static AlertEventKind? OfRelease(Flip flip) => (flip.To, flip.Reason) switch
    {
        (nameof(ReleaseStatus.Late), _) => AlertEventKind.Late,
        (nameof(ReleaseStatus.Missing), Reason.IndicatorDropped) => AlertEventKind.DroppedIndicator,
        (nameof(ReleaseStatus.Missing), _) => AlertEventKind.Missing,
        (nameof(ReleaseStatus.Withdrawn), _) => AlertEventKind.Withdrawn,
        (nameof(ReleaseStatus.Published), Reason.FoundLate or Reason.FoundAfterMissing) => AlertEventKind.PublishedAfterTrouble,
        _ => null,
    };

    private static AlertEventKind? OfSeries(Flip flip) => flip.To switch
    {
        nameof(SeriesStatus.Paused) => AlertEventKind.Paused,
        nameof(SeriesStatus.Discontinued) when flip.Reason == Reason.Succeeded => AlertEventKind.Redefined,
        nameof(SeriesStatus.Discontinued) => AlertEventKind.Discontinued,
        nameof(SeriesStatus.Current) when flip.From is nameof(SeriesStatus.Paused) or nameof(SeriesStatus.Discontinued) => AlertEventKind.Resumed,
        "Restricted" => AlertEventKind.ServiceRestricted,
        "Closed" => AlertEventKind.ServiceClosed,
        "Open" when flip.From is "Restricted" or "Closed" => AlertEventKind.ServiceOpen,
        _ => null,
    };
}
