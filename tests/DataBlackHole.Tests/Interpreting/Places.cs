namespace DataBlackHole.Tests.Interpreting;

/// <summary>Where the tests find the repository and, beside it, the archive of real documents.</summary>
internal static class Places
{
    internal static string Repository { get; } = Ancestors().FirstOrDefault(d => File.Exists(Path.Combine(d, "DataBlackHole.sln")))
        ?? throw new DirectoryNotFoundException("the tests run outside the repository");

    /// <summary>The folder with index.tsv, or null.</summary>
    internal static string? Archive { get; } = Ancestors().Select(d => Path.Combine(d, "shared", "archive"))
        .Prepend(Environment.GetEnvironmentVariable("DATABLACKHOLE_ARCHIVE") ?? "")
        .FirstOrDefault(d => d.Length > 0 && File.Exists(Path.Combine(d, "index.tsv")));

    private static IEnumerable<string> Ancestors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
