using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Census;

/// <summary>What one answer of the database says.</summary>
public abstract record CensusDocument;

/// <summary>The nodes below a node.</summary>
public sealed record TreePage(ImmutableArray<CensusNode> Nodes) : CensusDocument;

/// <summary>The indicators of a leaf, in the order of the publisher.</summary>
public sealed record IndicatorPage(ImmutableArray<ListedIndicator> Indicators) : CensusDocument;

/// <summary>The places of figures.</summary>
public sealed record FigurePage(ImmutableArray<FigurePlace> Places) : CensusDocument;

/// <summary>A node of the tree.</summary>
/// <param name="EndYear">The last year of a node that is meant for a range of years.</param>
/// <param name="Explanation">The publisher's note, where breaks of definition are told.</param>
public sealed record CensusNode(string Id, string Name, bool IsLeaf, int? StartYear, int? EndYear, string? Explanation);

/// <summary>An indicator as a leaf lists it.</summary>
/// <param name="Annotation">The publisher's note, where breaks of definition are told.</param>
/// <param name="EndYear">The last year of an indicator that is meant for a range of years.</param>
public sealed record ListedIndicator(string Id, string Name, string? Unit, string? Annotation, int? EndYear);

/// <summary>The place of one period of one indicator.</summary>
/// <param name="Indicator">The indicator; null where the answer names none, which is so when only one was asked for.</param>
public sealed record FigurePlace(string? Indicator, ReferencePeriod Period, bool HasFigure);
