using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

/// <summary>Reads the definition files of a configuration folder, all of them, and tells everything that is wrong with them.</summary>
public static class CatalogueLoader
{
    private delegate void Mapper(DefinitionFile file, YamlValue root, FileProblems problems, LoadContext context);

    /// <summary>The folders, in the order in which definitions refer to one another.</summary>
    private static readonly ImmutableArray<(string Folder, Mapper Map)> _folders =
    [
        ("publishers", PublisherMapper.Map),
        ("calendars/working-days", WorkingDaysMapper.Map),
        ("calendars", CalendarMapper.Map),
        ("sources", SourceMapper.Map),
        ("series", SeriesMapper.Map),
        ("history", HistoryMapper.Map),
    ];

    private const string VantageFile = "vantages.yaml";

    private const string RecogniserFile = "recognisers.yaml";

    private const string NoticeFile = "notices.yaml";

    private const string WatchFile = "watch.yaml";

    private const string AlertsFile = "alerts.yaml";

    public static LoadResult Load(string configDirectory)
    {
        var log = new ProblemLog();
        var context = new LoadContext();
        var read = new List<DefinitionFile>();
        LoadVantages(configDirectory, context, log, read);
        foreach (var (folder, map) in _folders)
        {
            foreach (var file in Files(configDirectory, folder, log))
            {
                read.Add(file);
                var problems = log.In(file.Path);
                if (file.Parse(problems) is { } root) map(file, root, problems, context);
            }
        }
        // What it defines goes where the other definitions are.
        _ = Single(configDirectory, WatchFile, (root, problems) => WatchMapper.Map(root, problems, context), log, read);
        var recognisers = Single(configDirectory, RecogniserFile, RecogniserMapper.Map, log, read);
        var notices = Single(configDirectory, NoticeFile, NoticeMapper.Map, log, read);
        context.HasNotices = !notices.IsEmpty || read.Any(f => f.Path == NoticeFile);
        // Not among what was read: the catalogue must not change its name because somebody wants another mail.
        var alerts = Single<AlertRules>(configDirectory, AlertsFile, (root, problems) => [AlertsMapper.Map(root, problems, context)], log, []);
        foreach (var check in context.Afterwards) check();

        var found = log.Sorted();
        if (!found.IsEmpty) return new LoadResult(null, found);
        var catalogue = new MonitorCatalogue(
            Hash(read), context.Publishers.All, context.Sources.All, context.Series.All.Select(s => WithFollowedRule(s, context)), recognisers, notices, history: new CuratedHistory(context.History.All), context.Vantages.All);
        return new LoadResult(catalogue, found) { Alerts = alerts.IsEmpty ? AlertRules.None : alerts[0] };
    }

    /// <summary>The rule that a calendar follows is that of a series, which is known only after all are read.</summary>
    private static SeriesDefinition WithFollowedRule(SeriesDefinition series, LoadContext context) => series.Release is not { Follows: { } follows } rule
        ? series
        : series with { Release = rule with { Follows = follows with { Rule = context.Series.Find(follows.Series)!.Release } } };

    private static IEnumerable<DefinitionFile> Files(string configDirectory, string folder, ProblemLog log)
    {
        var path = Path.Combine(configDirectory, folder);
        var found = Directory.Exists(path) ? Directory.EnumerateFiles(path).Select(Path.GetFileName).OfType<string>() : [];
        var names = found.Where(IsDefinition).Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            log.In(folder).Add(
                ProblemCode.EmptyFolder, 0, "there is no definition in this folder", "add one, or correct the configuration folder");
        }
        return names.Select(name => DefinitionFile.Read(configDirectory, $"{folder}/{name}", log)).OfType<DefinitionFile>();
    }

    private static bool IsDefinition(string name) => Path.GetExtension(name) is ".yaml" or ".yml" && !name.StartsWith('.');

    /// <summary>The direct vantage is there also when no file defines it.</summary>
    private static void LoadVantages(string configDirectory, LoadContext context, ProblemLog log, List<DefinitionFile> read)
    {
        if (File.Exists(Path.Combine(configDirectory, VantageFile)) && DefinitionFile.Read(configDirectory, VantageFile, log) is { } file)
        {
            read.Add(file);
            var problems = log.In(file.Path);
            if (file.Parse(problems) is { } root) VantageMapper.Map(root, problems, context);
        }
        context.Vantages.AddWhereAbsent(VantageDefinition.DirectKey, VantageDefinition.PlainDirect);
    }

    /// <summary>The entries of a file that may be left out.</summary>
    private static ImmutableArray<T> Single<T>(
        string configDirectory, string name, Func<YamlValue, FileProblems, ImmutableArray<T>> map, ProblemLog log, List<DefinitionFile> read)
    {
        if (!File.Exists(Path.Combine(configDirectory, name))) return [];
        if (DefinitionFile.Read(configDirectory, name, log) is not { } file) return [];
        read.Add(file);
        var problems = log.In(file.Path);
        return file.Parse(problems) is { } root ? map(root, problems) : [];
    }

    /// <summary>Paths and texts, in order: the same definitions give the same hash on every machine.</summary>
    private static string Hash(IEnumerable<DefinitionFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Text}\0"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
