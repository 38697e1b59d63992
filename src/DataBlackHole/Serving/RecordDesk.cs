using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving;

/// <summary>What answers about series, releases and flips are made from.</summary>
internal sealed record RecordDesk(
    MonitorCatalogue Catalogue, Judge Judge, StatusQueries States, ReleaseQueries Releases, FlipQueries Flips, VerdictReviews Reviews, TimeProvider Time)
{
    public ReleaseCalendar? CalendarOf(string series) => Catalogue.Series.TryGetValue(series, out var known) ? Judge.CalendarOf(known) : null;

    /// <summary>Releases as they stand, or as they stood; those that were not on record then are left out.</summary>
    public async Task<IReadOnlyList<(ReleaseRecord Record, PastRelease? Past)>> AtAsync(
        IReadOnlyList<ReleaseRecord> records, TimeQuestion? question, CancellationToken stopping)
    {
        if (question is not { } asked) return [.. records.Select(r => (r, (PastRelease?)null))];
        var flips = await Releases.FlipsOfAsync(records, stopping);
        var since = await Releases.KnownSinceAsync([.. records.Select(r => r.Series).Distinct(StringComparer.Ordinal)], stopping);
        var found = new List<(ReleaseRecord, PastRelease?)>();
        foreach (var record in records)
        {
            var known = since.TryGetValue(record.Series, out var at) ? at : (DateTimeOffset?)null;
            if (PastRelease.Of(record.Release, [.. flips[(record.Series, record.Release.Period)]], asked.Until, asked.AsOf, known) is { } past) found.Add((record, past));
        }
        return found;
    }

    public ReleaseDocument Document(ReleaseRecord record, PastRelease? past, ReviewBook book) => past is null
        ? StatusMapping.Release(record.Series, CalendarOf(record.Series), record.Release, book)
        : StatusMapping.Release(record.Series, CalendarOf(record.Series), past, book);
}
