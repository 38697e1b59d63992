namespace DataBlackHole.Core.Alerting;

/// <summary>What an alert tells.</summary>
public enum AlertEventKind
{
    /// <summary>Not known; never told.</summary>
    Unknown = 0,

    /// <summary>A release is past its late-after instant and was not seen.</summary>
    Late,

    /// <summary>A release is missing: repeatedly not seen, or overtaken by a later period.</summary>
    Missing,

    /// <summary>A release came out without the row that carried the series.</summary>
    DroppedIndicator,

    /// <summary>A release that had counted as late or missing was found.</summary>
    PublishedAfterTrouble,

    /// <summary>A figure that was there is repeatedly not there any more.</summary>
    Withdrawn,

    /// <summary>A figure differs from the one first seen.</summary>
    Revised,

    /// <summary>An announced date was moved, or taken out of the calendar.</summary>
    Rescheduled,

    /// <summary>A release was announced to be postponed, without a new date.</summary>
    Postponed,

    /// <summary>The publisher halted the series for now.</summary>
    Paused,

    /// <summary>The series ended.</summary>
    Discontinued,

    /// <summary>The series ended and another definition took its place.</summary>
    Redefined,

    /// <summary>A series that was halted or had ended comes out again.</summary>
    Resumed,

    /// <summary>A service can be reached by some users or from some places only.</summary>
    ServiceRestricted,

    /// <summary>A service cannot be reached by anyone we know of.</summary>
    ServiceClosed,

    /// <summary>A service is open again.</summary>
    ServiceOpen,

    /// <summary>We cannot see a series. Ours alone; for operators.</summary>
    Blind,

    /// <summary>We can see a series again. Ours alone; for operators.</summary>
    Clear,

    /// <summary>An alert could not be delivered and was given up. For operators.</summary>
    DeliveryTrouble,

    /// <summary>The monitor itself needs attention. For operators.</summary>
    MonitorTrouble,
}

/// <summary>For whom an alert is meant.</summary>
public enum AlertAudience
{
    /// <summary>Not known; refused by the loader.</summary>
    Unknown = 0,

    /// <summary>Whoever wants to know about the publishers; never told about our own trouble.</summary>
    Reader,

    /// <summary>Whoever keeps the monitor running.</summary>
    Operator,
}
