using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Pages;

/// <content>The answers that stand first.</content>
internal sealed partial class SeriesBuilder
{
    private AnswerView AnswerNow()
    {
        if (series is { IsWatched: false, Ended: null }) return AnswerUnwatched();
        var blind = _state.BlindChannel;
        var review = ReviewMapping.OfStatus(record.Book, series.Key, _state.Status, StatusSentence.Overdue(_state)?.Period);
        var isCited = _state.Origin == Origin.Curated;
        return new AnswerView(
            StatusLook.Of(_state.Status, _state.Grade, page.Tongue, review),
            [.. SinceNow(review)],
            Who(_state.Origin, ReviewBook.Over(_state.Grade, review)),
            [.. SaidNow()],
            [(page.Say(isCited ? SeriesWords.ByCitedRecord : SeriesWords.ByOurLooks), page.Say(ReviewMapping.Sentence(StatusSentence.Of(series, _calendar, _state), review))), .. CitedQuotes()],
            CitedLook(),
            Possible(),
            blind is null ? null : page.Say(SeriesWords.Blind(SeriesWords.Utc(blind.Since), StateWords.Of(blind.Reason))))
        {
            Review = ReviewLine.Of(review, page.Tongue),
            Unproven = Unproven.Sources(catalogue, series).Any(s => !(_state.Channels.GetValueOrDefault(s)?.HasFound ?? false)) ? page.Say(Unproven.Explanation) : null,
            LastLook = !series.IsWatched ? null : page.Say(OverviewWords.LastLook(_state.Channels.Values.Max(c => (DateTimeOffset?)StatusMapping.LastLook(c, record.Sources.GetValueOrDefault(c.Source))), page.Now)),
        };
    }

    /// <summary>Nothing is read for it, and it is not known to have ended.</summary>
    private AnswerView AnswerUnwatched() => new(
        new StatusLook("unknown", page.Say(SeriesWords.HistoryOnly)),
        record.Chronicle.Curated.Claim is { } claim ? [page.Say(OverviewWords.SinceDay(claim.BeganLatest))] : [],
        page.Say(record.Chronicle.Curated.Claim is null ? SeriesWords.NotWatched : StateWords.Of(Origin.Curated)),
        record.Chronicle.Curated.Claim is { } said ? [.. said.Entry.Citations.Select(c => (c.Title, (string?)c.Url))] : [],
        [.. CitedQuotes(), (page.Say(PageWords.Product), page.Say(StatusSentence.Of(series, _calendar, _state)))],
        CitedLook(),
        Possible(),
        null);

    private AnswerView AnswerThen()
    {
        var observed = record.Chronicle.Observed;
        var review = observed is null ? null : record.Book.Of(observed.Flip.Id);
        var grade = ReviewBook.Over(observed?.Flip.Flip.Grade ?? Grade.None, review);
        var quote = page.Say(ReviewMapping.Sentence(SeriesWords.Then(record.Chronicle, series.Name, _zone), review));
        return new AnswerView(
            observed is null ? new StatusLook("unknown", page.Say(SeriesWords.NothingConcluded)) : StatusLook.Of(observed.Status, grade, page.Tongue, review),
            observed is null ? [] : [.. Since(observed.Flip.Flip, review)],
            observed is null ? page.Say(SeriesWords.NothingConcluded) : Who(observed.Flip.Flip.Origin, grade),
            observed?.Flip.Flip.Evidence is { } document ? [(SourceName(document.Source), document.Url)] : [],
            [(page.Say(SeriesWords.ByOurLooks), quote), .. CitedQuotes()],
            CitedLook(),
            Possible(),
            observed?.Blindness is { } blind ? page.Say(SeriesWords.Blind(SeriesWords.Utc(blind.Flip.At), StateWords.Of(blind.Flip.BlindReason))) : null)
        {
            Review = ReviewLine.Of(review, page.Tongue),
        };
    }

    private string Who(Origin origin, Grade grade) => grade == Grade.None
        ? page.Say(StateWords.Of(origin))
        : $"{page.Say(StateWords.Of(origin))}{(page.Tongue == Tongue.Zh ? "；" : "; ")}{page.Say(StateWords.Of(grade))}";

    private IEnumerable<string> SinceNow(VerdictReview? review)
    {
        if (series.Ended?.On is { } day && _state.Origin == Origin.Curated) yield return page.Say(SeriesWords.EndedOn(day));
        else if (record.Chronicle.Observed?.Flip.Flip is { } flip && flip.To == _state.Status.ToString()) foreach (var sentence in Since(flip, review)) yield return sentence;
        else if (_state.Since is { } since) yield return page.Say(SeriesWords.SinceConcluded(since));
        if ((_state.LastPeriod ?? series.Ended?.LastPeriod) is { } last) yield return page.Say(SeriesWords.LastSeenPeriod(last));
    }

    /// <summary>When it was concluded; when it happened only of what still holds.</summary>
    private IEnumerable<string> Since(Flip flip, VerdictReview? review)
    {
        yield return page.Say(SeriesWords.SinceConcluded(flip.At));
        if (review?.Action != ReviewAction.Refute && flip is { LastSeenAt: { } seen, FirstMissedAt: { } missed } && seen < missed) yield return page.Say(SeriesWords.Bounds(seen, missed));
    }

    private IEnumerable<(string, string?)> SaidNow()
    {
        if (_state.Origin == Origin.Curated && series.Ended is { } ended) yield return (ended.Source, ended.Source);
        if (_state.Halt?.Document is { } notice) yield return (SourceName(notice.Source), notice.Url);
        else if (_state.Origin != Origin.Curated && record.Detail?.LastSighting is { } seen) yield return (SourceName(seen.Source), seen.Url);
    }

    private IEnumerable<(string, string)> CitedQuotes()
    {
        if (record.Chronicle.Curated.Claim is { } claim) yield return (page.Say(SeriesWords.ByCitedRecord), page.Say(CuratedWords.Claim(claim)));
    }

    private StatusLook? CitedLook() => record.Chronicle.Curated.Claim is { } claim ? StatusLook.Of(claim.Status, page.Tongue) : null;

    private string[] Possible() => [.. record.Chronicle.Curated.Possible.Select(c => page.Say(CuratedWords.Claim(c)))];
}
