using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Storage;

namespace DataBlackHole.Proving.Packing;

/// <summary>Gathers from the record all that supports or refutes the absence of one release.</summary>
public sealed class PackGathering(MonitorCatalogue catalogue, Interpreter interpreter, StatusQueries queries, CalendarQueries calendars, KeptDocuments documents)
{
    private const int Many = 100_000;

    /// <summary>Without a window, looks are listed from the end of the period for this long.</summary>
    private static readonly TimeSpan WithoutWindow = TimeSpan.FromDays(60);

    public async Task<PackContent> GatherAsync(SeriesDefinition series, ReferencePeriod period, DateTimeOffset now, CancellationToken stopping)
    {
        var release = (await queries.ReleasesAsync(series.Key, null, Many, stopping)).FirstOrDefault(r => r.Period == period);
        var rule = series.Release is null ? null : new ReleaseCalendar(series.Release);
        var window = release?.Window ?? (rule?.IsPlanned(period) == true ? rule.WindowOf(period) : null);
        var from = window?.Opens ?? new DateTimeOffset(period.End.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var until = release?.FirstSeenAt ?? (window is null && from + WithoutWindow < now ? from + WithoutWindow : now);
        if (until < from) from = until;
        var looks = await LooksAsync(series, period, from, until, stopping);
        return new PackContent
        {
            Series = series,
            Publisher = catalogue.Publishers[series.Publisher],
            Period = period,
            Release = release,
            Window = window,
            From = from,
            Until = until,
            Calendars = await CalendarsAsync(series, period, window, stopping),
            Looks = [.. looks.Where(l => l.Origin != Rereading.Origin)],
            Rereadings = [.. looks.Where(l => l.Origin == Rereading.Origin)],
            Gap = PackGap.Widest(looks, from, until),
            Siblings = await SiblingsAsync(series, period, stopping),
            SelfTest = await SelfTestAsync(series, period, until, stopping),
            Flips = await FlipsAsync(series.Key, f => f.Period is null || f.Period == period, stopping),
            CatalogueHash = catalogue.Hash,
            MadeAt = now,
        };
    }

    private async Task<ImmutableArray<PackLook>> LooksAsync(SeriesDefinition series, ReferencePeriod period, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping)
    {
        var filter = new DocumentFilter { Sources = [.. series.Readings.Select(r => r.Source).Distinct()], From = from, To = until, WithBodies = false };
        var looks = new List<PackLook>();
        await foreach (var run in documents.ReadAsync(filter, stopping)) looks.AddRange(PackLook.Of(run, series.Key, period));
        return [.. looks.Where(l => l.At >= from && l.At <= until).OrderBy(l => l.At).ThenBy(l => l.Measurement)];
    }

    private async Task<ImmutableArray<PackCalendar>> CalendarsAsync(SeriesDefinition series, ReferencePeriod period, ReleaseWindow? window, CancellationToken stopping)
    {
        var found = ImmutableArray.CreateBuilder<PackCalendar>();
        if (series.Release is not { } rule) return [];
        foreach (var source in rule.AnnouncedIn.Select(a => a.Source).Distinct())
        {
            foreach (var version in await calendars.VersionsAsync(source, stopping))
            {
                var told = AnnouncedDates.Read(rule, version.Version);
                var date = told?.Dates.FirstOrDefault(d => d.Period == period)?.At;
                var postponed = told?.PostponedWithoutDate.Contains(period) == true;
                if (date is null && !postponed && version.Version.Year != (window?.Due.Year ?? period.End.Year)) continue;
                found.Add(new PackCalendar(
                    source, version.Version.Digest, version.Version.Year, version.Version.ReadAt, version.LastReadAt, version.Version.Page, date, postponed, version.MeasurementId, version.Body)
                {
                    Id = version.Id,
                });
            }
        }
        return found.ToImmutable();
    }

    private async Task<ImmutableArray<PackSibling>> SiblingsAsync(SeriesDefinition series, ReferencePeriod period, CancellationToken stopping)
    {
        var siblings = ImmutableArray.CreateBuilder<PackSibling>();
        foreach (var other in catalogue.Series.Values.Where(s => s.Publisher == series.Publisher && s.Key != series.Key))
        {
            if ((await queries.ReleasesAsync(other.Key, null, Many, stopping)).FirstOrDefault(r => r.Period == period) is not { } release) continue;
            var flips = await FlipsAsync(other.Key, f => f.Period == period && f.To == nameof(ReleaseStatus.Published), stopping);
            siblings.Add(new PackSibling(
                other.Key, other.Name, release.Status, release.FirstSeenAt, release.PublishedAt, release.Evidence?.Url, release.Evidence?.Body, flips.FirstOrDefault()?.Measurement));
        }
        return siblings.ToImmutable();
    }

    private async Task<PackSelfTest?> SelfTestAsync(SeriesDefinition series, ReferencePeriod period, DateTimeOffset until, CancellationToken stopping)
    {
        if (await documents.LastPositiveAsync(series.Key, period, until, stopping) is not { } positive) return null;
        await foreach (var document in documents.ReadAsync(new DocumentFilter { Ids = [positive.Id] }, stopping))
        {
            var look = document.First;
            var reading = document.Body is { } body && catalogue.Sources.TryGetValue(look.Source, out var source)
                ? interpreter.Read(source, [new Capture(look, body)])[0]
                : null;
            var found = reading?.Observations.Any(o => o.Series == series.Key && o.Kind == ObservationKind.Published && o.Period == positive.Period) == true;
            var failure = reading is null ? "the source is not defined any more" : reading.Capture.Measurement.Failure?.ToString();
            return new PackSelfTest(document.Id, look.Source, look.Request.Url, look.TakenAt, look.Body, positive.Period, found, failure);
        }
        return null;
    }

    private async Task<ImmutableArray<PackFlip>> FlipsAsync(string series, Func<Flip, bool> isWanted, CancellationToken stopping)
    {
        var flips = await queries.FlipsAsync(series, null, null, Many, stopping);
        return [.. flips.Where(f => isWanted(f.Flip)).OrderBy(f => f.Id).Select(f => new PackFlip(f.Id, f.RecordedAt, f.MeasurementId, f.Flip))];
    }
}
