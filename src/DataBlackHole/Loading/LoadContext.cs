using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

/// <summary>Everything read so far, in the order in which definitions may refer to one another.</summary>
public sealed class LoadContext
{
    public DefinitionSet<VantageDefinition> Vantages { get; } = new("vantage");

    public DefinitionSet<PublisherDefinition> Publishers { get; } = new("publisher");

    public DefinitionSet<WorkingDays> WorkingDays { get; } = new("working-day calendar");

    public DefinitionSet<ReleaseRule> Calendars { get; } = new("calendar");

    public DefinitionSet<SourceDefinition> Sources { get; } = new("source");

    public DefinitionSet<SeriesDefinition> Series { get; } = new("series");

    /// <summary>Whether there is a file of wordings of notices.</summary>
    public bool HasNotices { get; set; }

    public DefinitionSet<CuratedEntry> History { get; } = new("entry");

    /// <summary>Checks that must wait until everything is read.</summary>
    public List<Action> Afterwards { get; } = [];
}
