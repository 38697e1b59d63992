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
        var body = new byte[Math.Min((expected ?? FirstBuffer) + 1, most)];
        var length = 0;
        while (await stream.ReadAsync(body.AsMemory(length), token).ConfigureAwait(false) is var read and > 0)
        {
            length += read;
            if (length > limit) return null;
            if (length == body.Length) Array.Resize(ref body, (int)Math.Min(2L * length, most));
        }
        return body.AsMemory(0, length);
    }
}
