using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Pages;

/// <content>The answers that stand first.</content>
internal sealed partial class SeriesBuilder
{
    private AnswerView AnswerNow()
    {
        var blind = _state.BlindChannel;
        var isCited = _state.Origin == Origin.Curated;
        return new AnswerView(
            StatusLook.Of(_state.Status, _state.Grade, page.Tongue),
            [.. SinceNow()],
            Who(_state.Origin, _state.Grade),
            [.. SaidNow()],
            [(page.Say(isCited ? SeriesWords.ByCitedRecord : SeriesWords.ByOurLooks), page.Say(StatusSentence.Of(series, _calendar, _state))), .. CitedQuotes()],
            CitedLook(),
            Possible(),
            blind is null ? null : page.Say(SeriesWords.Blind(SeriesWords.Utc(blind.Since), StateWords.Of(blind.Reason))))
        {
            LastLook = page.Say(OverviewWords.LastLook(_state.Channels.Values.Max(c => (DateTimeOffset?)c.LastLookAt), page.Now)),
        };
    }

    private AnswerView AnswerThen()
    {
        var observed = record.Chronicle.Observed;
        var quote = page.Say(SeriesWords.Then(record.Chronicle, series.Name, _zone));
        return new AnswerView(
            observed is null ? new StatusLook("unknown", page.Say(SeriesWords.NothingConcluded)) : StatusLook.Of(observed.Status, observed.Flip.Flip.Grade, page.Tongue),
            observed is null ? [] : [.. Since(observed.Flip.Flip)],
            observed is null ? page.Say(SeriesWords.NothingConcluded) : Who(observed.Flip.Flip.Origin, observed.Flip.Flip.Grade),
            observed?.Flip.Flip.Evidence is { } document ? [(SourceName(document.Source), document.Url)] : [],
            [(page.Say(SeriesWords.ByOurLooks), quote), .. CitedQuotes()],
            CitedLook(),
            Possible(),
            observed?.Blindness is { } blind ? page.Say(SeriesWords.Blind(SeriesWords.Utc(blind.Flip.At), StateWords.Of(blind.Flip.BlindReason))) : null);
    }

    private string Who(Origin origin, Grade grade) => grade == Grade.None
        ? page.Say(StateWords.Of(origin))
        : $"{page.Say(StateWords.Of(origin))}{(page.Tongue == Tongue.Zh ? "；" : "; ")}{page.Say(StateWords.Of(grade))}";

    private IEnumerable<string> SinceNow()
    {
        if (series.Ended?.On is { } day && _state.Origin == Origin.Curated) yield return page.Say(SeriesWords.EndedOn(day));
        else if (record.Chronicle.Observed?.Flip.Flip is { } flip && flip.To == _state.Status.ToString()) foreach (var sentence in Since(flip)) yield return sentence;
        else if (_state.Since is { } since) yield return page.Say(SeriesWords.SinceConcluded(since));
        if ((_state.LastPeriod ?? series.Ended?.LastPeriod) is { } last) yield return page.Say(SeriesWords.LastSeenPeriod(last));
    }

    private IEnumerable<string> Since(Flip flip)
    {
        yield return page.Say(SeriesWords.SinceConcluded(flip.At));
        if (flip is { LastSeenAt: { } seen, FirstMissedAt: { } missed } && seen < missed) yield return page.Say(SeriesWords.Bounds(seen, missed));
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
