using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Probing.Fetching;

namespace DataBlackHole.Probing.Archives;

/// <summary>
/// Reads an archive: a folder with an index and the captured documents it names. The index is read at once, the documents one at a time,
/// so that memory does not grow with the archive.
/// </summary>
public static class ArchiveReader
{
    /// <summary>Largest document after decompression.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    public static (ImmutableArray<ArchivedEntry> Entries, ImmutableArray<ArchiveProblem> Problems) ReadIndex(string directory) => ArchiveIndex.Read(directory);

    /// <summary>The document of an entry, checked against its digest; or what is wrong with it.</summary>
    public static async Task<(ArchivedDocument? Document, ArchiveProblem? Problem)> ReadAsync(ArchivedEntry entry, CancellationToken token)
    {
        try
        {
            if (ArchivePath.Resolve(entry.Directory, entry.File) is not { } path)
                return Problem(entry, "ARC005", "leads out of the folder of the archive through a link", "copy the file into the folder");
            if (!File.Exists(path)) return Problem(entry, "ARC011", "the file is not there", "restore the file or take its line out of the index");
            if (await BytesOf(path, token).ConfigureAwait(false) is not { } bytes)
                return Problem(entry, "ARC014", $"more than {MaxBytes / 1024 / 1024} MB uncompressed", "split the document or leave it out");
            return Checked(entry, bytes);
        }
        catch (InvalidDataException exception)
        {
            return Problem(entry, "ARC013", $"the gzip file is damaged: {exception.Message}", "restore the file from where it was found");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Problem(entry, "ARC012", $"cannot be read: {exception.Message}", "make the file readable");
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> BytesOf(string path, CancellationToken token)
    {
        var file = File.OpenRead(path);
        await using var closing = file.ConfigureAwait(false);
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            return file.Length > MaxBytes ? null : await BodyReader.ReadAsync(file, file.Length, MaxBytes, token).ConfigureAwait(false);
        }
        var unpacked = new GZipStream(file, CompressionMode.Decompress);
        await using var closingToo = unpacked.ConfigureAwait(false);
        return await BodyReader.ReadAsync(unpacked, null, MaxBytes, token).ConfigureAwait(false);
    }

    private static (ArchivedDocument?, ArchiveProblem?) Checked(ArchivedEntry entry, ReadOnlyMemory<byte> bytes)
    {
        var digest = ContentDigest.Of(bytes.Span);
        if (digest != entry.Digest)
            return Problem(entry, "ARC015", $"the digest is {digest}, the index says {entry.Digest}", "restore the file from where it was found; never correct the index");
        return entry.Fidelity == Fidelity.Wrapped ? Unwrapped(entry, bytes) : (new ArchivedDocument(entry, bytes), null);
    }

    /// <summary>The reply inside <c>{url, request, response, fetched_at}</c>, byte for byte as it stands there.</summary>
    private static (ArchivedDocument?, ArchiveProblem?) Unwrapped(ArchivedEntry entry, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("response", out var response))
            {
                var request = json.RootElement.TryGetProperty("request", out var sent) && sent.ValueKind != JsonValueKind.Null ? sent.GetRawText() : null;
                var body = JsonMarshal.GetRawUtf8Value(response).ToArray();
                return (new ArchivedDocument(entry with { Request = entry.Request ?? request }, body), null);
            }
        }
        catch (JsonException)
        {
            // Said below, as for a wrapper without a reply.
        }
        return Problem(entry, "ARC016", "is no capture wrapper with a member response", "correct the fidelity, or the file is not what it says");
    }

    private static (ArchivedDocument?, ArchiveProblem?) Problem(ArchivedEntry entry, string code, string message, string hint) =>
        (null, new ArchiveProblem(entry.File, entry.Line, code, message, hint));
}
