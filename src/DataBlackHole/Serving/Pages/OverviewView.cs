using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using Microsoft.AspNetCore.Components;

namespace DataBlackHole.Serving.Pages;

/// <summary>The overview, ready to be shown.</summary>
public sealed record OverviewView(
    CoverageView Coverage, OverviewFilter Filter, FilterChoices Choices, ImmutableArray<DateOnly> Months, IReadOnlyList<PublisherGroup> Groups, int Shown, int All, IReadOnlyList<CitedSeries> CitedOnly);

/// <summary>How well we see: a line, and every source that cannot be seen with the reason.</summary>
public sealed record CoverageView(string LastLook, string Visible, string? NotLookedYet, IReadOnlyList<BlindLine> Blind);

/// <summary>One source or series that cannot be seen.</summary>
public sealed record BlindLine(string Name, string Reason, string? Since);

/// <summary>The series of one publisher.</summary>
public sealed record PublisherGroup(string Key, string Name, IReadOnlyList<SeriesLine> Series);

/// <summary>One series in the overview.</summary>
/// <param name="Cited">What the cited record says of the time asked about; null when it says nothing or the page is about now.</param>
/// <param name="Blind">Why and since when we cannot see it.</param>
/// <param name="Cells">The months; null for a service.</param>
public sealed record SeriesLine(
    string Key, string Name, StatusLook Status, bool IsCurated, StatusLook? Cited, string? Blind, string LastPeriod, NextRelease? Next, MarkupString? Cells)
{
    /// <summary>Whether it was never found where its definition, which is unverified, looks for it.</summary>
    public bool IsUnproven { get; init; }
}

/// <summary>The next release: its period, and when it is or was expected.</summary>
public sealed record NextRelease(string Period, string When);

/// <summary>A series that is not watched: the cited record is all there is.</summary>
public sealed record CitedSeries(string Key, string Name, string Publisher, string Last);

/// <summary>What the overview is narrowed to.</summary>
public sealed record OverviewFilter(string? Text, string? Publisher, SeriesStatus? Status, Visibility? Visibility)
{
    public const string TextParameter = "q";
    public const string PublisherParameter = "publisher";
    public const string StatusParameter = "status";
    public const string VisibilityParameter = "visibility";

    public static readonly ImmutableArray<string> Parameters = [TextParameter, PublisherParameter, StatusParameter, VisibilityParameter];

    public static OverviewFilter None { get; } = new(null, null, null, null);

    public static bool TryRead(PageSetting page, MonitorCatalogue catalogue, out OverviewFilter filter, out BilingualText? refusal)
    {
        refusal = null;
        var (publisher, status, visibility) = (page[PublisherParameter], page[StatusParameter], page[VisibilityParameter]);
        filter = new OverviewFilter(page[TextParameter], publisher, Word<SeriesStatus>(status), Word<Visibility>(visibility));
        if (publisher is not null && !catalogue.Publishers.ContainsKey(publisher)) refusal = PageWords.BadChoice(PublisherParameter, publisher, "the key of a publisher");
        else if (status is not null && filter.Status is null) refusal = PageWords.BadChoice(StatusParameter, status, Words<SeriesStatus>());
        else if (visibility is not null && filter.Visibility is null) refusal = PageWords.BadChoice(VisibilityParameter, visibility, Words<Visibility>());
        return refusal is null;
    }

    public bool Takes(SeriesDefinition series, BilingualText publisher, SeriesStanding standing) =>
        (Publisher is null || series.Publisher == Publisher)
        && (Status is null || standing.Status == Status)
        && (Visibility is null || standing.Visibility == Visibility)
        && Contains([series.Key, series.Name.En, series.Name.Zh, publisher.En, publisher.Zh, .. series.Tags]);

    /// <summary>Every word must occur somewhere.</summary>
    public bool Contains(IReadOnlyCollection<string> texts) =>
        Text is null || Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => texts.Any(t => t.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static T? Word<T>(string? text)
        where T : struct, Enum => Enum.GetValues<T>().Select(v => (T?)v).FirstOrDefault(v => string.Equals(v.ToString(), text, StringComparison.OrdinalIgnoreCase));

    private static string Words<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>());
}

/// <summary>What the filters can be set to: value and word.</summary>
public sealed record FilterChoices(
    IReadOnlyList<(string Value, string Word)> Publishers, IReadOnlyList<(string Value, string Word)> Statuses, IReadOnlyList<(string Value, string Word)> Visibilities);
