using System.IO.Compression;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage.Writing;

/// <summary>Captured bytes: stored once for each digest, compressed, and checked against their digest both ways.</summary>
internal static class Bodies
{
    private const string Encoding = "br";
    private const int Quality = 4;
    private const int WindowBits = 22;

    /// <summary>More than any look takes in: a damaged length must not be believed.</summary>
    private const int MostBytes = 256 * 1024 * 1024;

    /// <summary>Makes sure that the body a run refers to is there. Returns the number of rows added.</summary>
    public static async Task<int> StoreAsync(MonitorDb db, Capture capture, CancellationToken cancellationToken)
    {
        if (capture.Measurement.Body is not { } digest) return 0;
        if (ContentDigest.Of(capture.Body.Span) == digest) return await InsertAsync(db, digest, capture.Body, cancellationToken);
        if (!capture.Body.IsEmpty)
            throw new ArgumentException($"The body of {capture.Measurement.Request.Url} does not have the digest {digest}.", nameof(capture));
        if (await IsThereAsync(db, digest, cancellationToken)) return 0;
        throw new ArgumentException($"{capture.Measurement.Request.Url} refers to the body {digest}, which is not on record.", nameof(capture));
    }

    public static async Task<ReadOnlyMemory<byte>?> LoadAsync(MonitorDb db, ContentDigest digest, CancellationToken cancellationToken)
    {
        var row = await db.Bodies.AsNoTracking().SingleOrDefaultAsync(b => b.Digest == digest.Hex, cancellationToken);
        if (row is null) return null;
        if (row.Encoding != Encoding) throw new InvalidDataException($"body {digest} has the unknown encoding '{row.Encoding}'");
        var content = new byte[row.Length];
        var isWhole = BrotliDecoder.TryDecompress(row.Content, content, out var written) && written == row.Length;
        if (!isWhole || ContentDigest.Of(content) != digest)
            throw new InvalidDataException($"the stored body {digest} does not have its digest: the database is damaged");
        return content;
    }

    /// <summary>Whether a stored body is not what its digest says.</summary>
    public static bool IsDamaged(string digest, long length, string? encoding, byte[]? content)
    {
        if (encoding != Encoding || content is null || length is < 0 or > MostBytes) return true;
        var body = new byte[length];
        return !BrotliDecoder.TryDecompress(content, body, out var written) || written != length || ContentDigest.Of(body).Hex != digest;
    }

    /// <summary>
    /// Both clauses are needed: NOT EXISTS because the guard of SQLite refuses to write over a body before ON CONFLICT is asked,
    /// and ON CONFLICT because another node on PostgreSQL may insert the same body at the same instant.
    /// </summary>
    private static async Task<int> InsertAsync(
        MonitorDb db, ContentDigest digest, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(db, digest, cancellationToken)) return 0;
        var content = Compress(body.Span);
        return await Statements.RunAsync(
            db,
            $"""
            INSERT INTO bodies (digest, length, encoding, content)
            SELECT {digest.Hex}, {(long)body.Length}, {Encoding}, {content}
            WHERE NOT EXISTS (SELECT 1 FROM bodies WHERE digest = {digest.Hex})
            ON CONFLICT (digest) DO NOTHING
            """,
            cancellationToken);
    }

    private static async Task<bool> IsThereAsync(MonitorDb db, ContentDigest digest, CancellationToken cancellationToken) =>
        await Statements.AskAsync(db, $"SELECT 1 FROM bodies WHERE digest = {digest.Hex}", cancellationToken) is not null;

    private static byte[] Compress(ReadOnlySpan<byte> body)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        return BrotliEncoder.TryCompress(body, buffer, out var written, Quality, WindowBits)
            ? buffer[..written]
            : throw new InvalidOperationException($"{body.Length} bytes could not be compressed");
    }
}
