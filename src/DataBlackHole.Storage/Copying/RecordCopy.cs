namespace DataBlackHole.Storage.Copying;

/// <summary>A copy of the record in one file.</summary>
/// <param name="File">The file.</param>
/// <param name="Bytes">Its length.</param>
public sealed record CopySummary(string File, long Bytes);

/// <summary>
/// Copies the whole record into one file while others write to it, and puts such a file in the place of an empty record. What is there is
/// never overwritten, and a file has its final name only when it is whole, checked and on the disk.
/// </summary>
public static class RecordCopy
{
    /// <exception cref="RecordCopyException">There is no copy; the message says why.</exception>
    public static async Task<CopySummary> BackUpAsync(DatabaseSettings database, string file, CancellationToken cancellationToken = default)
    {
        var final = Path.GetFullPath(file);
        if (Path.Exists(final)) throw new RecordCopyException($"'{file}' exists already and is not overwritten: give another name");
        using var partial = PartialFile.Beside(final);
        if (database.Provider == DatabaseProvider.Sqlite) await SqliteCopy.BackUpAsync(database, partial.Path, cancellationToken);
        else await PostgresCopy.BackUpAsync(database, partial.Path, final, cancellationToken);
        partial.Finish(final);
        return new CopySummary(final, new FileInfo(final).Length);
    }

    /// <exception cref="RecordCopyException">Nothing was restored, and the record is as it was; the message says why.</exception>
    public static async Task<CopySummary> RestoreAsync(DatabaseSettings database, string file, CancellationToken cancellationToken = default)
    {
        var from = Path.GetFullPath(file);
        if (!File.Exists(from)) throw new RecordCopyException($"There is no file '{file}'");
        if (database.Provider == DatabaseProvider.Sqlite) await SqliteCopy.RestoreAsync(database, from, cancellationToken);
        else await PostgresCopy.RestoreAsync(database, from, cancellationToken);
        return new CopySummary(from, new FileInfo(from).Length);
    }
}
