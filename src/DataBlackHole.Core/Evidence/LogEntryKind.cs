namespace DataBlackHole.Core.Evidence;

/// <summary>What an entry of the log commits to.</summary>
public enum LogEntryKind
{
    /// <summary>Not known; never logged.</summary>
    Unknown = 0,

    /// <summary>A run of looks as it began: the first look, everything that was kept of it, and every fact that was read.</summary>
    Measurement,

    /// <summary>How far a run has grown: its looks up to a number, with a digest of their times.</summary>
    Looks,

    /// <summary>A change of status.</summary>
    Flip,

    /// <summary>A version of an announced calendar.</summary>
    CalendarVersion,

    /// <summary>A version of an entry of the cited history.</summary>
    CuratedEntry,

    /// <summary>What an operator said of a conclusion.</summary>
    VerdictReview,
}
