using System.Collections.Immutable;
using System.Globalization;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Census;

/// <summary>One question to the database.</summary>
/// <param name="Step">What is asked.</param>
/// <param name="Tree">The tree it is about.</param>
/// <param name="Subject">The node that is asked about; empty for the root of a tree.</param>
public sealed record CensusCall(CensusStep Step, int Tree, string Subject)
{
    /// <summary>The part of the tree that the database wants named beside a leaf.</summary>
    public string Root { get; init; } = "";

    /// <summary>The indicators whose figures are asked for.</summary>
    public ImmutableArray<string> Indicators { get; init; } = [];

    /// <summary>The first and the last period asked for; set for figures.</summary>
    public ReferencePeriod? From { get; init; }

    public ReferencePeriod? To { get; init; }

    /// <summary>How far back this question reaches: 0 for the recent past, then further.</summary>
    public int Reach { get; init; }

    /// <summary>Which part of a leaf with many indicators.</summary>
    public int Part { get; init; }

    /// <summary>The question in one word, the same in every run.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Step}:{Tree}:{Subject}:{Reach}:{Part}");
}
