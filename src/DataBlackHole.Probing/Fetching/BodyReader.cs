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
        // One byte more than the limit tells a body of exactly the limit from a larger one.
        var most = Math.Min(limit + 1L, Array.MaxLength);
        var body = new byte[Math.Min((announced ?? FirstBuffer) + 1, most)];
        var stream = await content.ReadAsStreamAsync(token).ConfigureAwait(false);
        var length = 0;
        while (await stream.ReadAsync(body.AsMemory(length), token).ConfigureAwait(false) is var read and > 0)
        {
            length += read;
            if (length > limit) return null;
            if (length == body.Length) Array.Resize(ref body, (int)Math.Min(2L * length, most));
        }
        if (length < announced) throw new EndOfStreamException($"{length} of {announced} announced bytes came");
        return body.AsMemory(0, length);
    }
}
