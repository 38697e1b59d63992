using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Loading;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Proposing;

/// <summary>Proves a proposal before anybody sees it: together with the definitions there are it passes the check, and it reads the very document it came from.</summary>
internal static class ProposalProof
{
    private const int MostShown = 5;

    /// <returns>What was read, in sentences.</returns>
    /// <exception cref="ProposalException">It does not pass, or reads nothing.</exception>
    public static ImmutableArray<string> Of(string config, string series, IEnumerable<ProposedFile> files, Capture capture)
    {
        var folder = Directory.CreateTempSubdirectory("proposal-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(config, "*.yaml", SearchOption.AllDirectories)) Write(folder, Path.GetRelativePath(config, file), File.ReadAllText(file));
            foreach (var file in files) Write(folder, file.Path, file.Text);
            var result = CatalogueLoader.Load(folder);
            if (result.Catalogue is not { } catalogue) throw new ProposalException(result.Problems[0].File, result.Problems[0].Message, result.Problems[0].Hint);
            return Read(catalogue, catalogue.Series[series], capture);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ImmutableArray<string> Read(MonitorCatalogue catalogue, SeriesDefinition series, Capture capture)
    {
        ProbeFailure? failure = null;
        foreach (var source in series.Readings.Select(r => catalogue.Sources[r.Source]).Where(s => IsOf(s, capture)).Distinct())
        {
            var reading = new Interpreter(catalogue).Read(source, [capture])[0];
            failure = reading.Capture.Measurement.Failure;
            var found = reading.Observations.Where(o => o.Series == series.Key && o.Kind is ObservationKind.Published or ObservationKind.ReleaseSeen).ToList();
            if (found.Count > 0) return [.. found.OrderByDescending(o => o.Period).Take(MostShown).Select(o => $"{o.Period}: {o.Value ?? o.Title}")];
        }
        throw new ProposalException(capture.Measurement.Request.Url, $"the proposed definitions read nothing in the document they came from{(failure is null ? "" : $": {failure}")}",
            "nothing was written; define the series by hand, or propose from a document in which it has a figure");
    }

    /// <summary>A page of a list is read as a list, a release page as such.</summary>
    private static bool IsOf(SourceDefinition source, Capture capture) => source.Kind switch
    {
        SourceKind.ReleasePage => source.Addresses.Any(a => capture.Measurement.Request.Url.StartsWith(a.Url, StringComparison.Ordinal)),
        _ => true,
    };

    private static void Write(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
