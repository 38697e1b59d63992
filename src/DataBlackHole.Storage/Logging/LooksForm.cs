using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Storage.Logging;

/// <summary>
/// The canonical form of how far a run of looks has grown: <c>{"kind":"Looks","last_at":…,"looks":…,"measurement_id":…,"times_digest":…,"v":1}</c>,
/// with the SHA-256 of the encoded times of the looks after the first.
/// </summary>
/// <remarks>
/// A run grows with every look that changes nothing, and a leaf for each look would make the log grow with polling instead of news. A leaf
/// is written when a look of another UTC day extends the run (for the looks before it) and when the run ends. Until then the looks of the
/// present day are covered by the rule that a run may only grow, and by the agreement of its three columns.
/// </remarks>
internal static class LooksForm
{
    public static TreeHash HashOf(long measurement, int looks, DateTimeOffset lastAt, ReadOnlySpan<byte> times)
    {
        var json = new CanonicalJson();
        Write(json, measurement, looks, lastAt, times);
        return TreeHash.Leaf(json.Written);
    }

    public static void Write(CanonicalJson json, long measurement, int looks, DateTimeOffset lastAt, ReadOnlySpan<byte> times)
    {
        json.Clear();
        json.Begin();
        json.Text("kind", nameof(LogEntryKind.Looks));
        json.Instant("last_at", lastAt);
        json.Number("looks", looks);
        json.Number("measurement_id", measurement);
        json.Text("times_digest", ContentDigest.Of(times).Hex);
        json.Number("v", LeafForm.Version);
        json.End();
    }

    /// <summary>The last look of encoded times; an instant that none can be when the times are damaged.</summary>
    public static DateTimeOffset LastAt(DateTimeOffset? firstAt, byte[] times)
    {
        try
        {
            return firstAt is { } first ? LookTimes.Decode(first, times).Last() : DateTimeOffset.MinValue;
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTimeOffset.MinValue;
        }
    }

    /// <summary>The beginning of the encoded times that holds the looks after the first up to a number; empty when there are fewer.</summary>
    public static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> times, int looks)
    {
        var ends = 0;
        for (var i = 0; i < times.Length && ends < looks - 1; i++)
        {
            if ((times[i] & 0x80) == 0 && ++ends == looks - 1) return times[..(i + 1)];
        }
        return [];
    }
}
