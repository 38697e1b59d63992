using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Tests.Census;

/// <summary>A node of the constructed tree.</summary>
internal sealed class ConstructedNode(string id, string name)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public string? StartYear { get; init; }

    public string? EndYear { get; init; }

    public string? Explanation { get; init; }

    public List<ConstructedNode> Nodes { get; } = [];

    public List<ConstructedIndicator> Indicators { get; } = [];

    public bool IsLeaf => Nodes.Count == 0;

    public IEnumerable<ConstructedNode> Leaves => IsLeaf ? [this] : Nodes.SelectMany(n => n.Leaves);
}

/// <summary>An indicator of the constructed database. A period has a figure when it lies between first and last, is not skipped and not too young.</summary>
internal sealed class ConstructedIndicator(string id, string name, Cadence cadence)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public Cadence Cadence { get; } = cadence;

    public string? Annotation { get; init; }

    public ReferencePeriod First { get; set; } = cadence switch
    {
        Cadence.Monthly => ReferencePeriod.Month(2000, 1),
        Cadence.Quarterly => ReferencePeriod.Quarter(2000, 1),
        _ => ReferencePeriod.Year(1990),
    };

    /// <summary>The last figure there will be; null while it goes on.</summary>
    public ReferencePeriod? Last { get; set; }

    /// <summary>Days from the end of a period to its figure.</summary>
    public int LagDays { get; init; } = 20;

    /// <summary>Whether a period has a figure at all, such as only the last month of a quarter.</summary>
    public Func<ReferencePeriod, bool> Comes { get; init; } = _ => true;

    public bool HasFigure(ReferencePeriod period, DateOnly today) =>
        period >= First && !(period > Last) && Comes(period) && period.End.AddDays(LagDays) <= today;
}
