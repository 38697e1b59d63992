using DataBlackHole.Loading;

namespace DataBlackHole.Commands;

/// <summary>What every verb is given: the common options and where to write.</summary>
public sealed record Invocation(string? Config, string? Database, bool Json, TextWriter Output, TextWriter Error)
{
    /// <summary>Settings from appsettings.json, the environment and the common options; the later win.</summary>
    public MonitorSettings Settings() => MonitorSettings.From(MonitorSettings.Sources(), Config, Database);

    /// <summary>The definitions, or null after every problem has been printed.</summary>
    public LoadResult LoadCatalogue(MonitorSettings settings)
    {
        var result = CatalogueLoader.Load(settings.Config);
        foreach (var problem in result.Problems) Error.WriteLine(problem);
        if (result.Catalogue is null)
            Error.WriteLine($"{result.Problems.Length} problem(s) in the definitions under {settings.Config}; nothing was started");
        return result;
    }
}
