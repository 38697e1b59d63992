using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Commands;

/// <summary>Writes a replay report for people. Publication times are the publisher's own (Beijing), look times are UTC.</summary>
internal static class ReplayText
{
    public static void Write(TextWriter output, ReplayReport report)
    {
        foreach (var problem in report.Problems)
            output.WriteLine($"{problem.File}:{problem.Line}: {problem.Code}: {problem.Message} ({problem.Hint})");
        WriteDocuments(output, report);
        foreach (var series in report.Series) WriteSeries(output, series);
    }

    private static void WriteDocuments(TextWriter output, ReplayReport report)
    {
        output.WriteLine($"{report.Documents.Length} documents, {report.Problems.Length} problems; catalogue {report.CatalogueHash[..12]}");
        foreach (var group in report.Documents.GroupBy(d => d.Outcome).OrderBy(g => g.Key))
            output.WriteLine($"  {group.Key,-16} {group.Count(),4}");
        output.WriteLine();
        output.WriteLine("Documents that hide what was asked for (no fact is taken from them):");
        foreach (var document in report.Documents.Where(d => d.Failure is not null).OrderBy(d => d.File, StringComparer.Ordinal))
            output.WriteLine($"  {document.Failure,-16} {document.File}  {document.Detail}");
        output.WriteLine();
        output.WriteLine("Items of listings that a definition matches:");
        foreach (var document in report.Documents.Where(d => d.Facts.Any(f => f.Kind is ObservationKind.NothingElse)))
        {
            output.WriteLine($"  {document.File}");
            foreach (var fact in document.Facts.Where(f => f.Kind is ObservationKind.Published or ObservationKind.ReleaseSeen))
                output.WriteLine($"    {fact.Period,-18} {Printed(fact.PublishedAt),-16} {fact.Series,-34} {fact.Title}");
        }
    }

    private static void WriteSeries(TextWriter output, ReplaySeries series)
    {
        var published = series.Releases.Count(r => r.Status == ReleaseStatus.Published);
        output.WriteLine();
        output.WriteLine($"{series.Key}: {series.Status} ({series.Reason}), last period {series.LastPeriod?.ToString() ?? "none"}, {published} releases seen");
        foreach (var release in series.Releases.Where(r => r.Punctuality is { IsLate: true }))
            output.WriteLine($"  LATE {release.Period}: out {Printed(release.PublishedAt)}, due {Local(release.Due!.Value)} ({release.Basis}), {release.Punctuality!.DelayWorkingDays} working days late");
        var timed = series.Releases.Where(r => r.Punctuality is not null).ToList();
        if (timed.Count > 0) output.WriteLine($"  {timed.Count(r => !r.Punctuality!.IsLate)} of {timed.Count} with a printed time came within their window");
        foreach (var release in series.Releases.Where(r => r.Punctuality is null || r.Status != ReleaseStatus.Published))
            output.WriteLine($"  {release.Period,-18} {release.Status,-10} {release.Value,-8} last look without {Utc(release.LastUnseenAt)}, first look with {Utc(release.FirstSeenAt)}{Due(release)}");
    }

    private static string Due(ReplayRelease release) =>
        release.Status != ReleaseStatus.Published && release.Due is { } due ? $", due {Local(due)}" : "";

    private static string Printed(StatedTime? time) => time is null ? "no printed time" : time.IsDayOnly ? Local(time.At)[..10] : Local(time.At);

    private static string Local(DateTimeOffset moment) => moment.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "-";
}
