using System.Globalization;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Pages;

/// <summary>Releases as a calendar showed them at an earlier instant: states by the flips, dates before every change that came later. Pure.</summary>
internal sealed class CalendarThen(PastReleases past, IReadOnlyDictionary<(string Series, string Period), string> datesBeforeMoves)
{
    public IEnumerable<ReleaseState> Of(string series, AgendaRecord record) => record.Releases.Select(r => Then(series, r)).OfType<ReleaseState>();

    public VerdictReview? ReviewOf(string series, ReleaseState then, ReviewBook book) => past.ReviewOf(series, then.Period.ToString(), then.Status, book);

    private ReleaseState? Then(string series, ReleaseState now)
    {
        if (past.Then(series, now) is { } known) return Moved(series, known);
        if (now.Window is null) return null;
        return Moved(series, new ReleaseState { Period = now.Period, Status = ReleaseStatus.Scheduled, Reason = Reason.Planned, Window = now.Window, FirstAnnouncedAt = now.FirstAnnouncedAt });
    }

    private ReleaseState Moved(string series, ReleaseState release)
    {
        if (release.Window is not { } window || !datesBeforeMoves.TryGetValue((series, release.Period.ToString()), out var date)) return release;
        // Without a date before the change nothing was announced: what is left is the day by rule.
        return DateTimeOffset.TryParseExact(date, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? release with { Window = window with { Due = at, Basis = Core.Calendars.WindowBasis.Announced } }
            : release with { Window = window with { Basis = Core.Calendars.WindowBasis.Rule }, FirstAnnouncedAt = null };
    }
}
