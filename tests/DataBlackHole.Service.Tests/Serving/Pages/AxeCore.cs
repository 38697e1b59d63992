namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>The accessibility checker axe-core, fetched once with npm into a temporary folder; a test is ignored where that is not possible.</summary>
internal static class AxeCore
{
    private const string Package = "axe-core@4";

    private static string? _script;

    public static async Task<string> ScriptAsync()
    {
        if (_script is not null) return _script;
        var folder = Directory.CreateTempSubdirectory("axe-").FullName;
        var (exit, _, error) = await Debian.RunAsync("/usr/bin/npm", "npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", Package]);
        if (exit != 0) Assert.Ignore($"npm cannot install {Package}: {error}");
        _script = await File.ReadAllTextAsync(Path.Combine(folder, "node_modules", "axe-core", "axe.min.js"));
        Directory.Delete(folder, recursive: true);
        return _script;
    }
}
