using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Judging;

/// <summary>
/// Most looks show what is known and nothing is expected: they are recognised before a hearing is opened. The answer must be the
/// hearing's own; a test judges the same evidence both ways.
/// </summary>
internal static class QuietLook
{
    /// <summary>The day on a page and the day in the list can differ; a list must reach back this much farther to vouch for a release.</summary>
    private const int DaysApart = 7;

    public static bool ChangesNothing(SeriesDefinition series, SeriesState state, SeriesEvidence evidence)
    {
        if (evidence is not ClearLook { IsRevisit: false } look || look.At < state.AsOf || !(look.At < state.NextDeadline)) return false;
        if (state.RecoverySeenAt is not null || state.Halt is not null || look.PublisherAliveAt is not null || look.Doubt is not null) return false;
        if (state.Status is SeriesStatus.Missing || !state.Channels.TryGetValue(look.Source, out var channel) || channel.Visibility != Visibility.Clear) return false;
        if (state.Visibility == Visibility.Blind) return false;
        foreach (var period in state.Open)
        {
            if (!(state.Releases[period].Window?.Opens > look.At)) return false;
        }
        foreach (var fact in look.Facts)
        {
            if (!IsKnown(series, state, fact)) return false;
        }
        return state.LastPeriod is not { } last || !look.CanWitnessAbsence || !state.Releases.TryGetValue(last, out var newest) || ListedWithout(newest, look) is null;
    }

    /// <summary>What proves that a list, complete for the day that was printed with a published release, does not show it any more; null when nothing does.</summary>
    public static SeenFact? ListedWithout(ReleaseState release, ClearLook look)
    {
        if (release.Status != ReleaseStatus.Published || release.PublishedAt is not { } printed) return null;
        SeenFact? list = null;
        var day = DateOnly.FromDateTime(printed.At.UtcDateTime).AddDays(-DaysApart);
        foreach (var fact in look.Facts)
        {
            var seen = fact.Observation;
            if (seen.Kind is ObservationKind.Published or ObservationKind.ReleaseSeen && seen.Period == release.Period) return null;
            if (seen is { Kind: ObservationKind.NothingElse, CoversTo: null, CoversFrom: { } from } && from <= day) list = fact;
        }
        return list;
    }

    public static Verdict Verdict(SeriesState state, ClearLook look)
    {
        var before = state.Channels[look.Source];
        var channel = before with { LastLookAt = look.At, HasFound = before.HasFound || look.ShowsSeries };
        return new Verdict(state with { AsOf = look.At, Channels = state.Channels.SetItem(look.Source, channel) }, [], [], []) { IsQuiet = before.HasFound == channel.HasFound };
    }

    private static bool IsKnown(SeriesDefinition series, SeriesState state, SeenFact fact)
    {
        var seen = fact.Observation;
        if (seen.Kind is ObservationKind.NothingElse or ObservationKind.ReleaseSeen or ObservationKind.NoticeLead) return true;
        if (seen.Kind != ObservationKind.Published || seen.Period is not { } period) return false;
        if (!state.Releases.TryGetValue(period, out var known) || known.Status != ReleaseStatus.Published || !known.Absences.IsEmpty) return false;
        return AddsNothing(known, seen) && IsSameFigure(known, fact) && !IsNewRow(series, state, fact, period);
    }

    /// <summary>What is known is not overwritten; only a time of day says more than a day.</summary>
    private static bool AddsNothing(ReleaseState known, Observation seen) =>
        (seen.Title is null || known.Title is not null)
        && (seen.Link is null || known.Link is not null)
        && (seen.Value is null || known.Value is not null)
        && (seen.PublishedAt is not { } printed || known.PublishedAt is { } before && (printed.IsDayOnly || !before.IsDayOnly));

    private static bool IsSameFigure(ReleaseState known, SeenFact fact) =>
        fact.Observation.Value is not { } value || value == (known.RevisedValue ?? known.Value) || known.Evidence?.Source != fact.Document.Source;

    private static bool IsNewRow(SeriesDefinition series, SeriesState state, SeenFact fact, ReferencePeriod period) =>
        Hearing.ReadsRowIn(series, fact.Document.Source) && !(state.RowSeenIn.TryGetValue(ReleaseShapes.Of(period), out var last) && last >= period);
}
