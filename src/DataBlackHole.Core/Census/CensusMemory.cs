using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Census;

/// <summary>What is on record about an indicator from the censuses before.</summary>
public sealed record CensusMemory
{
    public required string Indicator { get; init; }

    public required int Tree { get; init; }

    /// <summary>The leaf it was in last.</summary>
    public required string Leaf { get; init; }

    /// <summary>The topmost node above that leaf.</summary>
    public required string Branch { get; init; }

    /// <summary>The node directly above that leaf.</summary>
    public required string Parent { get; init; }

    /// <summary>The way to it, for people.</summary>
    public required string Path { get; init; }

    public required string Name { get; init; }

    public string? Unit { get; init; }

    public string? Annotation { get; init; }

    public ReferencePeriod? First { get; init; }

    public ReferencePeriod? Last { get; init; }

    public required CensusStanding Standing { get; init; }

    public Grade Grade { get; init; }

    /// <summary>Since when it stands so: the end of the census that found it first.</summary>
    public required DateTimeOffset Since { get; init; }
}
