namespace DataBlackHole.Storage.Copying;

/// <summary>A file under a name of its own beside its final place; removed unless it is finished.</summary>
internal sealed class PartialFile : IDisposable
{
    private PartialFile(string path) => Path = path;

    public string Path { get; }

    public static PartialFile Beside(string final)
    {
        var path = $"{final}.{Guid.NewGuid():N}.partial";
        try
        {
            // Made here, so that a folder that cannot be written to is told before any work; readable by its owner only.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            new FileStream(path, options).Dispose();
            return new PartialFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RecordCopyException($"'{final}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Gives it its final name, under which there must be nothing.</summary>
    public void Finish(string final)
    {
        try
        {
            Sync(Path);
            File.Move(Path, final, overwrite: false);
            // Once more: the name is on the disk too then.
            Sync(final);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RecordCopyException($"'{final}' cannot be written: {exception.Message}", exception);
        }
    }

    public void Dispose()
    {
        foreach (var leftover in new[] { Path, $"{Path}-journal", $"{Path}-wal", $"{Path}-shm" }) File.Delete(leftover);
    }

    private static void Sync(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
