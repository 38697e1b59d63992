namespace DataBlackHole.Core.Evidence;

/// <summary>
/// Every look time of a run of looks that changed nothing, delta-encoded in whole milliseconds: proof of looking must list them all,
/// and a look must not cost more than a few bytes. The first time is the run's own; the bytes hold the distances that follow.
/// </summary>
public static class LookTimes
{
    public static byte[] Append(ReadOnlySpan<byte> encoded, DateTimeOffset last, DateTimeOffset next)
    {
        var delta = next.ToUnixTimeMilliseconds() - last.ToUnixTimeMilliseconds();
        ArgumentOutOfRangeException.ThrowIfNegative(delta);
        Span<byte> buffer = stackalloc byte[10];
        var length = 0;
        for (var rest = (ulong)delta; ; rest >>= 7)
        {
            buffer[length++] = (byte)(rest < 0x80 ? rest : rest & 0x7f | 0x80);
            if (rest < 0x80) break;
        }
        return [.. encoded, .. buffer[..length]];
    }

    public static IEnumerable<DateTimeOffset> Decode(DateTimeOffset first, byte[] encoded)
    {
        yield return first;
        var current = first.ToUnixTimeMilliseconds();
        ulong value = 0;
        var shift = 0;
        foreach (var part in encoded)
        {
            value |= (ulong)(part & 0x7f) << shift;
            shift += 7;
            if ((part & 0x80) != 0) continue;
            current += (long)value;
            yield return DateTimeOffset.FromUnixTimeMilliseconds(current);
            value = 0;
            shift = 0;
        }
    }
}
