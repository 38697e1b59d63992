namespace DataBlackHole.Probing.Archives;

/// <summary>Keeps an index from naming files outside its own folder, by its wording or through links.</summary>
internal static class ArchivePath
{
    /// <summary>Whether the name as written stays below the folder.</summary>
    public static bool IsInside(string file) =>
        file.Length > 0 && !file.Contains('\\') && !file.Contains('\0') && !file.Contains(':') && !Path.IsPathRooted(file)
        && file.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>The real path of a file of the folder; null when links lead it out of there.</summary>
    public static string? Resolve(string directory, string file)
    {
        var root = RealPathOf(directory) + Path.DirectorySeparatorChar;
        var path = RealPathOf(Path.Combine(root, file));
        return path.StartsWith(root, StringComparison.Ordinal) ? path : null;
    }

    private static string RealPathOf(string path, int links = 0)
    {
        // A link may name a path through itself; the system would refuse it at 40 as well.
        if (links > 40) throw new IOException($"{path} leads through too many links");
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            if (info.LinkTarget is not null) real = RealPathOf(info.ResolveLinkTarget(returnFinalTarget: true)!.FullName, links + 1);
        }
        return real;
    }
}
