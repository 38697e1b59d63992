using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Archives;
using DataBlackHole.Probing.Census;
using DataBlackHole.Storage;

namespace DataBlackHole.Surveying;

/// <summary>A captured document that a census can use, and what came of reading it.</summary>
/// <param name="What">What it is, such as <c>Tree</c>, <c>Indicators</c>, <c>FiguresOfOne</c> or <c>OldTree</c>.</param>
public sealed record ArchiveCensusDocument(string File, string What, ProbeFailure? Failure);

/// <summary>A census out of captures.</summary>
/// <param name="Documents">Every capture that belongs to a census.</param>
/// <param name="Findings">What follows from the newest of each.</param>
/// <param name="Old">What captures of the older database name, and whether the newer one has it.</param>
public sealed record ArchiveCensusReport(
    ImmutableArray<ArchiveCensusDocument> Documents, ImmutableArray<CensusFinding> Findings, CensusSummary Summary, ImmutableArray<OldItemFinding> Old, ImmutableArray<ArchiveProblem> Problems);

/// <summary>
/// Takes a census out of an archive, offline: the same walk, answered by the newest capture of each question. Captured parts that nothing
/// captured leads to are taken in too. What has no capture is told as unread.
/// </summary>
public sealed class ArchiveCensus(MonitorCatalogue catalogue, CensusReader reader)
{
    private static readonly ImmutableHashSet<string> _whole = [Fidelity.Exact, Fidelity.Wrapped, Fidelity.Reindented, Fidelity.Retyped, Fidelity.SavedByBrowser];

    /// <param name="directory">Folder of the archive.</param>
    /// <param name="publisher">Key of the publisher.</param>
    /// <param name="known">Names that the newest census on record has, beside those in the archive.</param>
    /// <param name="isKnownWhole">Whether that census read everything.</param>
    /// <param name="now">The present moment, for captures without a time.</param>
    /// <param name="stopping">Shutdown.</param>
    public async Task<ArchiveCensusReport> ReadAsync(string directory, string publisher, IReadOnlyCollection<string> known, bool isKnownWhole, DateTimeOffset now, CancellationToken stopping)
    {
        var (entries, found) = ArchiveReader.ReadIndex(directory);
        var problems = found.ToList();
        var shelf = new CaptureShelf(reader, catalogue.Hash);
        foreach (var entry in entries.Where(e => _whole.Contains(e.Fidelity) && IsOf(publisher, e)).OrderBy(e => e.CapturedAt?.Latest ?? DateTimeOffset.MinValue).ThenBy(e => e.File, StringComparer.Ordinal))
        {
            var (document, problem) = await ArchiveReader.ReadAsync(entry, stopping);
            if (problem is not null) problems.Add(problem);
            if (document is not null) shelf.Add(document);
        }
        var asOf = shelf.Newest ?? now;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(asOf, catalogue.Publishers[publisher].TimeZone).DateTime);
        var walk = new CensusWalk(CensusTree.Country.Concat(CensusTree.Provinces).Where(t => shelf.HasRoot(t.Code)), today);
        Answer(walk, shelf);
        Adopt(walk, shelf);
        var findings = CensusJudge.Judge(walk.Facts, ImmutableDictionary<string, CensusMemory>.Empty, today, asOf);
        var names = walk.Facts.NodeNames.Concat(walk.Facts.Indicators.Select(i => i.Listed.Name)).Concat(known);
        var old = OldTree.Compare(shelf.Old, names, isKnownWhole || walk.Facts.IsWhole && walk.Facts.Leaves.Count > 0);
        return new ArchiveCensusReport([.. shelf.Documents], findings, CensusSummaries.Of(walk, findings), old, [.. problems]);
    }

    private bool IsOf(string publisher, ArchivedEntry entry) =>
        Uri.TryCreate(entry.Url, UriKind.Absolute, out var url) && catalogue.Publishers[publisher].Hosts.Contains(url.Host);

    private static void Answer(CensusWalk walk, CaptureShelf shelf)
    {
        while (walk.Next() is { } call)
        {
            if (shelf.Answer(call) is { } document) walk.Take(call, document);
            else walk.Fail(call, new ProbeFailure(FailureKind.NoWitness, ProbeOperation.Read, "no capture of it"));
        }
    }

    /// <summary>What no captured node leads to: its way is not known, but it can be read.</summary>
    private void Adopt(CensusWalk walk, CaptureShelf shelf)
    {
        foreach (var (tree, node) in shelf.TreesNotAsked()) walk.Adopt(tree, node);
        Answer(walk, shelf);
        foreach (var (tree, leaf) in shelf.LeavesNotAsked()) walk.Adopt(new CensusLeaf(tree, leaf, NameOf(s => s.Query!.Category == leaf) ?? leaf));
        Answer(walk, shelf);
        foreach (var (tree, leaf, indicator) in shelf.IndicatorsNotAsked())
        {
            var listed = new ListedIndicator(indicator, NameOf(s => s.Query!.Indicator == indicator) ?? indicator, null, null, null);
            walk.Adopt(new CensusLeaf(tree, leaf, NameOf(s => s.Query!.Category == leaf) ?? leaf), listed);
        }
        Answer(walk, shelf);
    }

    private string? NameOf(Func<SourceDefinition, bool> isMeant) => catalogue.Sources.Values.FirstOrDefault(s => s.Query is not null && isMeant(s))?.Name.Zh;
}
