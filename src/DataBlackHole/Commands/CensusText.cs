using DataBlackHole.Core.Census;
using DataBlackHole.Serving.Census;
using DataBlackHole.Surveying;

namespace DataBlackHole.Commands;

/// <summary>A census for people at a terminal.</summary>
internal static class CensusText
{
    private const int MostDoubts = 20;

    public static void Write(TextWriter output, CensusReportDocument report)
    {
        if (report.Census is not { } census) return;
        output.WriteLine($"{report.Publisher}: {census.Indicators} indicators in {census.Leaves} lists, {census.PagesRead} questions answered, {census.PagesUnread} not; the tree was read {(census.IsWhole ? "whole" : "in part")}");
        foreach (var (standing, count) in census.ByStanding) output.WriteLine($"  {standing,-12} {count}");
        Write(output, "No new figures", report.Stopped);
        Write(output, "No longer in the tree", report.Vanished);
        Write(output, "Perhaps renamed", report.Renamed);
        Write(output, "Came back", report.CameBack);
        Doubts(output, report.CannotTell);
    }

    public static void Write(TextWriter output, ArchiveCensusReport report)
    {
        foreach (var problem in report.Problems) output.WriteLine(problem);
        output.WriteLine($"{report.Documents.Length} captures of the database, {report.Documents.Count(d => d.Failure is not null)} of them could not be read; {report.Summary.Indicators} indicators in {report.Summary.Leaves} lists");
        foreach (var failed in report.Documents.Where(d => d.Failure is not null)) output.WriteLine($"  {failed.File}: {failed.Failure}");
        foreach (var finding in report.Findings.Where(f => f.Doubt == CensusDoubt.None)) output.WriteLine($"  {finding.Indicator.Name}: {CensusSentence.Of(finding).En}");
        Doubts(output, [.. report.Summary.CannotTell.Select(CensusMapping.Untold)]);
        if (report.Old.IsEmpty) return;
        output.WriteLine($"The older tree: {report.Old.Length} names");
        foreach (var old in report.Old.Where(o => o.Fate != OldItemFate.Found)) output.WriteLine($"  {old.Item.Code} {old.Item.Name}: {Words(old)}");
    }

    private static string Words(OldItemFinding old) => old.Fate switch
    {
        OldItemFate.Similar => $"perhaps '{old.Match}'",
        OldItemFate.NotFound => "nothing of that or a similar name in the newer tree",
        _ => "cannot tell: the newer tree was not read whole",
    };

    private static void Write(TextWriter output, string heading, IReadOnlyList<CensusIndicatorDocument> indicators)
    {
        if (indicators.Count == 0) return;
        output.WriteLine($"{heading}: {indicators.Count}");
        foreach (var indicator in indicators)
        {
            output.WriteLine($"  {indicator.Name}: {indicator.Sentence.En}");
            output.WriteLine($"    to watch it: {indicator.WatchLine}");
        }
    }

    private static void Doubts(TextWriter output, IReadOnlyList<CensusUntoldDocument> untold)
    {
        if (untold.Count == 0) return;
        output.WriteLine($"Cannot tell: {untold.Count} (this says nothing about the publisher)");
        foreach (var doubt in untold.Take(MostDoubts)) output.WriteLine($"  {doubt.Path}: {doubt.Words.En}{(doubt.Detail is null ? "" : $" ({doubt.Detail})")}");
        if (untold.Count > MostDoubts) output.WriteLine($"  and {untold.Count - MostDoubts} more; --json lists all");
    }
}
