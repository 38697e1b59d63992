using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Judging;

/// <summary>What entitles a look to say that a release is not there.</summary>
internal sealed record AbsenceWitness(EvidenceRef Document, string? Text, bool IsRowAbsence, bool LaterPeriodIsOut);

internal static class AbsenceWitnesses
{
    /// <summary>The witness in this look for the absence of this release, or null when the look proves nothing about it.</summary>
    public static AbsenceWitness? Find(ReleaseState release, ClearLook look, ReleaseCalendar calendar)
    {
        var period = release.Period;
        var laterIsOut = look.Facts.Any(f => f.Observation is { Kind: ObservationKind.Published, Period: { } p } && p > period);
        foreach (var fact in look.Facts)
        {
            var seen = fact.Observation;
            switch (seen.Kind)
            {
                case ObservationKind.NotPublished when seen.Period == period:
                    return new AbsenceWitness(fact.Document, seen.Witness, IsRowAbsence: false, laterIsOut);
                case ObservationKind.RowAbsent when seen.Period == period:
                    return new AbsenceWitness(fact.Document, seen.Witness, IsRowAbsence: true, laterIsOut);
                case ObservationKind.NothingElse when ReachesBack(seen, release.Window!, look, calendar) && !Shows(look, period):
                    return new AbsenceWitness(fact.Document, seen.Witness, IsRowAbsence: false, laterIsOut);
            }
        }
        return null;
    }

    private static bool ReachesBack(Observation coverage, ReleaseWindow window, ClearLook look, ReleaseCalendar calendar) =>
        coverage.CoversTo is null
        && window.Opens <= look.At
        && coverage.CoversFrom <= calendar.LocalDay(window.Opens);

    private static bool Shows(ClearLook look, ReferencePeriod period) => look.Facts.Any(f =>
        f.Observation.Kind is ObservationKind.Published or ObservationKind.ReleaseSeen && f.Observation.Period == period);
}
