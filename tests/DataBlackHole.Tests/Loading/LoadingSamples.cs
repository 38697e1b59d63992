using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Tests.Loading;

/// <summary>Where the definitions and the samples of this room lie, and folders of definitions made for one test.</summary>
internal static class LoadingSamples
{
    public static string Root { get; } = FindUpward(d => File.Exists(Path.Combine(d, "DataBlackHole.sln")))!;

    public static string Config => Path.Combine(Root, "config");

    public static string Room => Path.Combine(Root, "tests", "DataBlackHole.Tests", "Loading");

    /// <summary>The folder of captured documents, or the test is ignored.</summary>
    public static string Archive()
    {
        var named = Environment.GetEnvironmentVariable("DATABLACKHOLE_ARCHIVE");
        var found = named ?? FindUpward(d => File.Exists(Path.Combine(d, "shared", "archive", "index.tsv")));
        if (found is null) Assert.Ignore("no archive of captured documents beside the repository");
        return named ?? Path.Combine(found!, "shared", "archive");
    }

    public static string Describe(IEnumerable<CatalogueProblem> problems) => string.Join('\n', problems);

    private static string? FindUpward(Func<string, bool> isIt)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (isIt(folder.FullName)) return folder.FullName;
        }
        return null;
    }
}

/// <summary>A copy of the good definitions in a folder of its own, to be spoilt by a test.</summary>
internal sealed class SampleFolder : IDisposable
{
    public SampleFolder()
    {
        var good = System.IO.Path.Combine(LoadingSamples.Room, "good-catalogue");
        foreach (var file in Directory.EnumerateFiles(good, "*", SearchOption.AllDirectories))
        {
            Write(System.IO.Path.GetRelativePath(good, file), File.ReadAllBytes(file));
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("catalogue-").FullName;

    public void Write(string file, byte[] content)
    {
        var target = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, content);
    }

    public byte[] Read(string file) => File.ReadAllBytes(System.IO.Path.Combine(Path, file));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
