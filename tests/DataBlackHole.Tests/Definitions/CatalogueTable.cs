using System.Globalization;
using System.Text;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Tests.Definitions;

/// <summary>The page that tells of every series by what its reader is proven.</summary>
internal static class CatalogueTable
{
    internal const string RealCapture = "real capture";
    internal const string Excerpt = "part of a capture";
    internal const string Constructed = "constructed sample";
    internal const string Unverified = "unverified";
    internal const string HistoryOnly = "not watched; history only";

    internal static string Markdown(MonitorCatalogue catalogue)
    {
        var page = new StringBuilder();
        page.Append("# Catalogue\n\nGenerated from the definitions by a test; do not edit. Set `DATABLACKHOLE_WRITE_TABLES=1` to write it again.\n\n");
        page.Append("*Real capture*: a captured document of the publisher is read by this definition in a test. *Part of a capture*: an excerpt\nof one is, the whole document was not at hand. *Constructed sample*: a small document in the ");
        page.Append("captured shape of this source is.\n*Unverified*: address, markup or wording rest on reports; a constructed sample is read, and no absence is claimed\nbefore a first look that found the series.\n\n");
        AppendCounts(page, catalogue);
        AppendHosts(page, catalogue);
        page.Append("## Series\n\n| series | publisher | read from (by) | expected | history |\n|---|---|---|---|---|\n");
        foreach (var series in catalogue.Series.Values)
            page.Append(CultureInfo.InvariantCulture, $"| `{series.Key}` {series.Name.En} · {series.Name.Zh} | {series.Publisher} | {ReadFrom(catalogue, series)} | {ExpectedBy(series)} | {History(catalogue, series)} |\n");
        return page.ToString();
    }

    /// <summary>By what one reading is proven.</summary>
    internal static string ProofOf(MonitorCatalogue catalogue, SeriesDefinition series, string source)
    {
        var captures = DefinitionSample.All.Where(s => s.Series == series.Key && s.Source == source).Select(s => s.Capture).OfType<string>().ToList();
        if (captures.Exists(c => !IsExcerpt(c))) return RealCapture;
        if (captures.Count > 0) return Excerpt;
        return catalogue.Sources[source].IsVerified && series.Readings.Where(r => r.Source == source).All(r => r.IsVerified) ? Constructed : Unverified;
    }

    /// <summary>The best proof among the readings of a series.</summary>
    internal static string ProofOf(MonitorCatalogue catalogue, SeriesDefinition series)
    {
        if (!series.IsWatched) return HistoryOnly;
        var proofs = series.Readings.Select(r => ProofOf(catalogue, series, r.Source)).ToHashSet();
        return proofs.Contains(RealCapture) ? RealCapture : proofs.Contains(Excerpt) ? Excerpt : proofs.Contains(Constructed) && !proofs.Contains(Unverified) ? Constructed : Unverified;
    }

    private static bool IsExcerpt(string file) => file.Contains("EXCERPT", StringComparison.Ordinal) || file.Contains("trimmed", StringComparison.Ordinal);

    private static void AppendCounts(StringBuilder page, MonitorCatalogue catalogue)
    {
        var all = catalogue.Series.Values.ToList();
        page.Append("| | statistics | services | all |\n|---|---|---|---|\n");
        foreach (var proof in (string[])[RealCapture, Excerpt, Constructed, Unverified, HistoryOnly])
        {
            var own = all.Where(s => ProofOf(catalogue, s) == proof).ToList();
            page.Append(CultureInfo.InvariantCulture, $"| {proof} | {own.Count(s => s.Kind == SeriesKind.Statistic)} | {own.Count(s => s.Kind == SeriesKind.Service)} | {own.Count} |\n");
        }
        page.Append(CultureInfo.InvariantCulture, $"| all | {all.Count(s => s.Kind == SeriesKind.Statistic)} | {all.Count(s => s.Kind == SeriesKind.Service)} | {all.Count} |\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{catalogue.Publishers.Count} publishers, {catalogue.Sources.Count} sources ({catalogue.Sources.Values.Count(s => !s.IsVerified)} unverified), ");
        page.Append(CultureInfo.InvariantCulture, $"{catalogue.History.Entries.Length} history entries about {catalogue.History.Entries.Select(e => e.Series).Distinct().Count()} series, ");
        page.Append(CultureInfo.InvariantCulture, $"all of them defined; {all.Count(s => s.IsIrregular)} irregular, {all.Count(s => s.Ended is not null)} ended, {all.Count(s => s.SucceededBy is not null)} with a successor.\n\n");
    }

    private static void AppendHosts(StringBuilder page, MonitorCatalogue catalogue)
    {
        page.Append("## Looks a day\n\nFirst requests of looks, without the pages they lead to: when nothing is expected, and were everything expected at once.\n\n| host | sources | at rest | at most |\n|---|---|---|---|\n");
        foreach (var host in LooksADay(catalogue))
            page.Append(CultureInfo.InvariantCulture, $"| {host.Host} | {host.Sources} | {host.AtRest} | {host.AtMost} |\n");
        var hosts = LooksADay(catalogue).ToList();
        page.Append(CultureInfo.InvariantCulture, $"| all | {hosts.Sum(h => h.Sources)} | {hosts.Sum(h => h.AtRest)} | {hosts.Sum(h => h.AtMost)} |\n\n");
    }

    internal static IEnumerable<(string Host, int Sources, int AtRest, int AtMost)> LooksADay(MonitorCatalogue catalogue) =>
        from source in catalogue.Sources.Values
        where source.Kind == SourceKind.ReleaseCalendar || (source.Kind != SourceKind.ReleasePage && catalogue.ReadersOf(source.Key).Any())
        where source.AddressOn(new DateOnly(2026, 11, 21)) is not null
        group source by new Uri(source.Addresses[^1].Url).Host into own
        orderby own.Key
        select (own.Key, own.Count(), own.Sum(s => Looks(s.Poll.Otherwise)), own.Sum(s => Looks(s.Poll.InWindow)));

    private static int Looks(TimeSpan distance) => (int)Math.Ceiling(TimeSpan.FromDays(1) / distance);

    private static string ReadFrom(MonitorCatalogue catalogue, SeriesDefinition series) => series.IsWatched
        ? string.Join("<br>", series.Readings.GroupBy(r => r.Source).Select(g => $"`{g.Key}` ({string.Join(", ", g.Select(Reader))}): {ProofOf(catalogue, series, g.Key)}"))
        : HistoryOnly;

    private static string Reader(SeriesReading reading) => reading switch
    {
        ListingReading => "listing",
        PageReading { Row: not null } => "page, row",
        PageReading { Sentence: not null } => "page, sentence",
        PageReading => "page",
        DatabaseReading => "database",
        RecordReading => "record",
        NoticeReading => "notice",
        SiteReading => "site",
        _ => throw new ArgumentOutOfRangeException(nameof(reading), reading, "a reading of an unknown kind"),
    };

    private static string ExpectedBy(SeriesDefinition series) =>
        series.Release is { } rule ? $"`{rule.Key}`"
        : series.Ended is { } ended ? $"ended with {ended.LastPeriod}{(series.SucceededBy is { } next ? $", succeeded by `{next}`" : "")}"
        : series.IsIrregular ? "irregular"
        : "–";

    private static string History(MonitorCatalogue catalogue, SeriesDefinition series) => catalogue.History.Of(series.Key) is { IsEmpty: false } entries
        ? entries.Length + (entries.All(e => e.IsLead) ? " (lead)" : "")
        : "–";
}
