using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Census;

/// <summary>The last census of a publisher's whole database, and what stands by it.</summary>
public sealed record CensusReportDocument
{
    public required string Publisher { get; init; }

    /// <summary>The last census that ended; null when there is none yet.</summary>
    public required CensusRunDocument? Census { get; init; }

    /// <summary>Indicators without new figures beyond their own rhythm and the usual lag of their branch.</summary>
    public required IReadOnlyList<CensusIndicatorDocument> Stopped { get; init; }

    /// <summary>Indicators that an earlier census found and whose place was read without them.</summary>
    public required IReadOnlyList<CensusIndicatorDocument> Vanished { get; init; }

    /// <summary>Indicators that ended where another one of a similar name begins: proposed, never asserted.</summary>
    public required IReadOnlyList<CensusIndicatorDocument> Renamed { get; init; }

    /// <summary>Indicators that had stopped or vanished and were found going again by the last census.</summary>
    public required IReadOnlyList<CensusIndicatorDocument> CameBack { get; init; }

    /// <summary>Indicators of base years and ranges of years that are over; planned ends.</summary>
    public required IReadOnlyList<CensusIndicatorDocument> WindowEnded { get; init; }

    /// <summary>What the last census could not read or tell. This says nothing about the publisher.</summary>
    public required IReadOnlyList<CensusUntoldDocument> CannotTell { get; init; }
}

/// <summary>A census as a whole.</summary>
/// <param name="StartedAt">UTC.</param>
/// <param name="EndedAt">UTC.</param>
/// <param name="Trees">The trees that were walked.</param>
/// <param name="Address">Where the database was asked.</param>
/// <param name="IsWhole">Whether every part of the trees was read.</param>
/// <param name="PagesRead">Questions that were answered.</param>
/// <param name="PagesUnread">Questions that failed for good.</param>
/// <param name="Leaves">Lists of indicators.</param>
/// <param name="Indicators">Indicators found.</param>
/// <param name="ByStanding">Indicators by how they stand.</param>
public sealed record CensusRunDocument(
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, IReadOnlyList<BilingualText> Trees, string Address, bool IsWhole, int PagesRead, int PagesUnread, int Leaves, int Indicators,
    IReadOnlyDictionary<CensusStanding, int> ByStanding);

/// <summary>An indicator and how it stands.</summary>
public sealed record CensusIndicatorDocument
{
    /// <summary>The publisher's identity of it.</summary>
    public required string Indicator { get; init; }

    public required string Name { get; init; }

    /// <summary>The way to it in the tree.</summary>
    public required string Path { get; init; }

    public required Cadence Cadence { get; init; }

    public string? Unit { get; init; }

    /// <summary>The last period with a figure; null when none is known.</summary>
    public ReferencePeriod? LastPeriod { get; init; }

    public required CensusStanding Standing { get; init; }

    /// <summary>Suspected by one census, Corroborated by two or more; None where nothing ended.</summary>
    public required Grade Grade { get; init; }

    /// <summary>Since when it stands so: the end of the census that found it first, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    public required BilingualText Sentence { get; init; }

    /// <summary>The one that seems to continue it.</summary>
    public string? Successor { get; init; }

    public string? SuccessorName { get; init; }

    /// <summary>The publisher's notes on it.</summary>
    public string? Annotation { get; init; }

    /// <summary>Periods from which, by those notes, something else is meant.</summary>
    public required IReadOnlyList<ReferencePeriod> DefinitionBreaks { get; init; }

    /// <summary>The line of config/watch.yaml that has it watched from now on.</summary>
    public required string WatchLine { get; init; }
}

/// <summary>Something that a census could not tell.</summary>
/// <param name="Subject">The publisher's identity of the indicator, leaf or node.</param>
/// <param name="Name">Its name.</param>
/// <param name="Path">The way to it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Words">Why, in words.</param>
/// <param name="Detail">More about it.</param>
public sealed record CensusUntoldDocument(string Subject, string Name, string Path, CensusDoubt Reason, BilingualText Words, string? Detail);

/// <summary>From the record to documents. Pure.</summary>
public static class CensusMapping
{
    public static CensusRunDocument Run(CensusEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        var summary = end.Summary;
        return new(
            end.Run.StartedAt, end.EndedAt, [.. end.Run.Trees.Select(t => t.Name)], end.Run.Address, summary.IsWhole, summary.PagesRead, summary.PagesUnread, summary.Leaves, summary.Indicators,
            summary.ByStanding);
    }

    public static CensusIndicatorDocument Indicator(string publisher, CensusFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var indicator = finding.Indicator;
        return new CensusIndicatorDocument
        {
            Indicator = indicator.Indicator,
            Name = indicator.Name,
            Path = indicator.Path,
            Cadence = CensusTree.Of(indicator.Tree)?.Cadence ?? Cadence.Unknown,
            Unit = indicator.Unit,
            LastPeriod = indicator.Last,
            Standing = finding.Standing,
            Grade = indicator.Grade,
            Since = indicator.Since,
            Sentence = CensusSentence.Of(finding),
            Successor = finding.Successor,
            SuccessorName = finding.SuccessorName,
            Annotation = indicator.Annotation,
            DefinitionBreaks = CensusBreaks.In(indicator.Annotation),
            WatchLine = CensusWatchLine.Of(publisher, indicator),
        };
    }

    public static CensusUntoldDocument Untold(CensusUntold untold)
    {
        ArgumentNullException.ThrowIfNull(untold);
        return new(untold.Subject, untold.Name, untold.Path, untold.Doubt, CensusSentence.Words(untold.Doubt), untold.Detail);
    }
}
