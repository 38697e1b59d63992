using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Census;

/// <summary>What a census concludes about one indicator, and why.</summary>
public sealed record CensusFinding
{
    /// <summary>The indicator as it is now on record, with its standing.</summary>
    public required CensusMemory Indicator { get; init; }

    /// <summary>What is new; Unknown when nothing is.</summary>
    public CensusChange Change { get; init; }

    /// <summary>Why nothing can be said; None when something can.</summary>
    public CensusDoubt Doubt { get; init; }

    /// <summary>How it stood before; Unknown when no census found it before.</summary>
    public CensusStanding Before { get; init; }

    /// <summary>How many periods its last figure lies back.</summary>
    public int? Behind { get; init; }

    /// <summary>How many it may lie back without being called stopped.</summary>
    public int? Allowed { get; init; }

    /// <summary>The newest period with figures of others in its branch (or tree), and the name of one of them: the reader could see.</summary>
    public ReferencePeriod? PeersLast { get; init; }

    public string? Peer { get; init; }

    /// <summary>The one that seems to continue it: identity and name.</summary>
    public string? Successor { get; init; }

    public string? SuccessorName { get; init; }

    /// <summary>More about a doubt, for people.</summary>
    public string? Detail { get; init; }

    public CensusStanding Standing => Doubt == CensusDoubt.None ? Indicator.Standing : CensusStanding.CannotTell;

    /// <summary>Whether the record needs a new version of the indicator.</summary>
    public bool IsNews => Change != CensusChange.Unknown;

    /// <summary>The ending that was found, of those that people want to hear of.</summary>
    public bool IsAbsence => Standing is CensusStanding.Stopped or CensusStanding.Vanished;

    public Grade Grade => Indicator.Grade;
}
