using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Judging;

/// <content>Finds: everything a look shows counts, whenever it was taken.</content>
internal sealed partial class Hearing
{
    public void TakeFinds(ClearLook look)
    {
        _document = look.Facts.IsDefaultOrEmpty ? null : look.Facts[0].Document;
        if (!(look.PublisherAliveAt <= _publisherAliveAt)) _publisherAliveAt = look.PublisherAliveAt ?? _publisherAliveAt;
        foreach (var fact in look.Facts.Where(f => f.Observation is { Kind: ObservationKind.Published, Period: not null }))
            See(fact, look.At);
    }

    private void See(SeenFact fact, DateTimeOffset at)
    {
        var period = fact.Observation.Period!.Value;
        _sawPublished = true;
        EndHalt(period, at);
        if (!(period <= _lastPeriod)) _lastPeriod = period;
        NoteRow(fact, period);
        if (!_releases.TryGetValue(period, out var known)) SeeUnexpected(fact, period, at);
        else if (known.Status == ReleaseStatus.Published) Enrich(known, fact, at);
        else Turn(Found(known, fact, at) with { Reason = FindReason(known.Status) }, known, at, fact.Observation.Witness);
    }

    private static Reason FindReason(ReleaseStatus before) => before switch
    {
        ReleaseStatus.Missing or ReleaseStatus.Withheld or ReleaseStatus.Withdrawn => Reason.FoundAfterMissing,
        ReleaseStatus.Late => Reason.FoundLate,
        _ => Reason.Found,
    };

    /// <summary>A period later than the last one before the halt ends it; planning begins anew from now, not from the gap.</summary>
    private void EndHalt(ReferencePeriod period, DateTimeOffset at)
    {
        var halted = before.Status is SeriesStatus.Paused or SeriesStatus.Discontinued;
        if (!halted || period <= (_halt is null ? before.LastPeriod : _halt.After)) return;
        _halt = null;
        _plannedThrough = null;
        if (calendar is not null) foreach (var window in calendar.WindowsEndingAfter(at).Take(1)) _plannedThrough = window.Period.Previous();
    }

    /// <summary>Whether the figure stands beside others there, so that kinds of releases with and without it are told apart.</summary>
    internal static bool ReadsRowIn(SeriesDefinition series, string source)
    {
        foreach (var reading in series.Readings)
        {
            if (reading is PageReading { ReadsFigure: true } or RecordReading && reading.Source == source) return true;
        }
        return false;
    }

    private void NoteRow(SeenFact fact, ReferencePeriod period)
    {
        if (!ReadsRowIn(series, fact.Document.Source)) return;
        var shape = ReleaseShapes.Of(period);
        if (!_rowSeenIn.TryGetValue(shape, out var last) || last < period) _rowSeenIn = _rowSeenIn.SetItem(shape, period);
    }

    /// <summary>A period nobody waited for: published before we began to look, or older than the state reaches back.</summary>
    private void SeeUnexpected(SeenFact fact, ReferencePeriod period, DateTimeOffset at)
    {
        var window = calendar is not null && calendar.IsPlanned(period) ? WindowOf(period) : null;
        var release = new ReleaseState
        {
            Period = period,
            Status = ReleaseStatus.Published,
            Reason = Reason.FirstSeen,
            Window = window,
            FirstAnnouncedAt = FirstAnnounced(period),
        };
        _turned = true;
        _backfilled[period] = _releases[period] = Found(release, fact, at);
    }

    private static ReleaseState Found(ReleaseState release, SeenFact fact, DateTimeOffset at) => release with
    {
        Status = ReleaseStatus.Published,
        Grade = Grade.Suspected,
        FirstSeenAt = release.FirstSeenAt ?? at,
        PublishedAt = release.PublishedAt ?? fact.Observation.PublishedAt,
        Value = release.Value ?? fact.Observation.Value,
        Title = release.Title ?? fact.Observation.Title,
        Link = release.Link ?? fact.Observation.Link,
        Evidence = fact.Document,
        Absences = release.Absences.Clear(),
    };

    /// <summary>A second document of a known release can add what the first did not say; it never overwrites.</summary>
    private void Enrich(ReleaseState known, SeenFact fact, DateTimeOffset at)
    {
        var seen = fact.Observation;
        var moreExact = seen.PublishedAt is { IsDayOnly: false } && known.PublishedAt is null or { IsDayOnly: true };
        var richer = known with
        {
            FirstSeenAt = at < known.FirstSeenAt ? at : known.FirstSeenAt,
            PublishedAt = moreExact ? seen.PublishedAt : known.PublishedAt ?? seen.PublishedAt,
            Value = known.Value ?? seen.Value,
            Title = known.Title ?? seen.Title,
            Link = known.Link ?? seen.Link,
            Absences = known.Absences.Remove(fact.Document.Source),
        };
        if (at >= before.AsOf) richer = Revised(richer, fact, at);
        if (richer != known) Put(richer);
    }

    /// <summary>The same source now prints another figure. The first one stays on record as the value.</summary>
    private ReleaseState Revised(ReleaseState known, SeenFact fact, DateTimeOffset at)
    {
        var seen = fact.Observation.Value;
        var last = known.RevisedValue ?? known.Value;
        if (seen is null || last is null || seen == last || known.Evidence?.Source != fact.Document.Source) return known;
        _flips.Add(new Flip
        {
            Series = series.Key,
            Axis = FlipAxis.Value,
            Period = known.Period,
            From = last,
            To = seen,
            Reason = Reason.ValueRevised,
            At = at,
            Evidence = fact.Document,
        });
        return known with { RevisedValue = seen };
    }
}
