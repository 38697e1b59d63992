using System.Buffers;

namespace DataBlackHole.Probing.Fetching;

/// <summary>Reads a body as a stream, so that one that grows without end costs no more than the limit.</summary>
internal static class BodyReader
{
    private const int FirstBuffer = 64 * 1024;

    /// <returns>The decompressed body, or null when it is larger than the limit.</returns>
    /// <exception cref="EndOfStreamException">The body ended before its announced length.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, int limit, CancellationToken token)
    {
        var announced = content.Headers.ContentLength;
        if (announced > limit) return null;
        var stream = await content.ReadAsStreamAsync(token).ConfigureAwait(false);
        if (await ReadAsync(stream, announced, limit, token).ConfigureAwait(false) is not { } body) return null;
        return body.Length < announced ? throw new EndOfStreamException($"{body.Length} of {announced} announced bytes came") : body;
    }

    /// <param name="expected">The length that is expected, if one is, to take the right amount of memory at once.</param>
    /// <returns>All bytes up to the end of the stream, or null when there are more than the limit.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, long? expected, int limit, CancellationToken token)
    {
        // One byte more than the limit tells a body of exactly the limit from a larger one.
        var most = Math.Min(limit + 1L, Array.MaxLength);
        if (expected is { } length) return await ReadOnAsync(stream, new byte[Math.Min(length + 1, most)], 0, limit, token).ConfigureAwait(false);
        // Of unknown length are the answers without a body, and most pages: they need not take more than they are.
        var first = ArrayPool<byte>.Shared.Rent((int)Math.Min(FirstBuffer, most));
        try
        {
            var read = await stream.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, token).ConfigureAwait(false);
            if (read > limit) return null;
            if (read < first.Length) return first.AsSpan(0, read).ToArray();
            var body = new byte[Math.Min(2L * read, most)];
            first.AsSpan(0, read).CopyTo(body);
            return await ReadOnAsync(stream, body, read, limit, token).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadOnAsync(Stream stream, byte[] body, int length, int limit, CancellationToken token)
    {
        while (await stream.ReadAsync(body.AsMemory(length), token).ConfigureAwait(false) is var read and > 0)
        {
            length += read;
            if (length > limit) return null;
            if (length == body.Length) Array.Resize(ref body, (int)Math.Min(2L * length, Math.Min(limit + 1L, Array.MaxLength)));
        }
        return body.AsMemory(0, length);
    }
}
