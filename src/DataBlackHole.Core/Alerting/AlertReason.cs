namespace DataBlackHole.Core.Alerting;

/// <summary>Why somebody is told of a flip, or is not.</summary>
public enum AlertReason
{
    /// <summary>Not decided; never returned.</summary>
    Unknown = 0,

    /// <summary>Told: the incident is new to this recipient.</summary>
    FirstNotice,

    /// <summary>Told: the incident got worse, or better supported.</summary>
    Escalation,

    /// <summary>Told: the incident is over.</summary>
    Recovery,

    /// <summary>Told: the same happened again within the incident.</summary>
    Repeat,

    /// <summary>Not told: flips of this kind are not alerts.</summary>
    NotAnAlert,

    /// <summary>Not told: it repeats the cited history.</summary>
    FromTheRecord,

    /// <summary>Not told: it was read out of a document captured earlier.</summary>
    Replayed,

    /// <summary>Not told: it was already so when the watch of the series began.</summary>
    AlreadySoWhenWatchBegan,

    /// <summary>Not told: the evidence is old; it only came into the record now.</summary>
    OldEvidence,

    /// <summary>Not told: trouble of the monitor is no concern of a reader.</summary>
    OursAlone,

    /// <summary>Not told: no route leads to this recipient.</summary>
    NoRoute,

    /// <summary>Not told: the verdict is graded below what the route wants.</summary>
    BelowGrade,

    /// <summary>Not told: this recipient never heard of the incident that ended.</summary>
    NeverTold,

    /// <summary>Not told: an operator silenced it.</summary>
    Silenced,

    /// <summary>Not told: an operator acknowledged the incident.</summary>
    Acknowledged,

    /// <summary>Not told: the recipient unsubscribed.</summary>
    Unsubscribed,
}

/// <summary>A sentence for each reason.</summary>
public static class AlertReasons
{
    /// <summary>Whether it is a reason to tell.</summary>
    public static bool Notifies(AlertReason reason) => reason is AlertReason.FirstNotice or AlertReason.Escalation or AlertReason.Recovery or AlertReason.Repeat;

    public static string Sentence(AlertReason reason) => reason switch
    {
        AlertReason.FirstNotice => "Told: the incident is new to this recipient.",
        AlertReason.Escalation => "Told: the incident this recipient knows of got worse or is better supported.",
        AlertReason.Recovery => "Told: the incident this recipient knows of is over.",
        AlertReason.Repeat => "Told: the same happened again within an incident this recipient knows of.",
        AlertReason.NotAnAlert => "Not told: a change of this kind is no alert.",
        AlertReason.FromTheRecord => "Not told: it repeats the cited history and is no observation.",
        AlertReason.Replayed => "Not told: it was read out of a document that was captured earlier and fed in now.",
        AlertReason.AlreadySoWhenWatchBegan => "Not told: it was already so when the watch of the series began.",
        AlertReason.OldEvidence => "Not told: its evidence is old and only came into the record now.",
        AlertReason.OursAlone => "Not told: trouble of the monitor says nothing about a publisher and does not go to readers.",
        AlertReason.NoRoute => "Not told: no route leads to this recipient.",
        AlertReason.BelowGrade => "Not told: the verdict is graded below what the route wants.",
        AlertReason.NeverTold => "Not told: this recipient never heard of the incident that is over.",
        AlertReason.Silenced => "Not told: an operator silenced it.",
        AlertReason.Acknowledged => "Not told: an operator acknowledged the incident.",
        AlertReason.Unsubscribed => "Not told: the recipient unsubscribed.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a reason is one of its words"),
    };
}
