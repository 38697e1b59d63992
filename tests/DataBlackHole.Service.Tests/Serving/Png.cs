using System.Buffers.Binary;
using System.IO.Compression;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>Reads the colours of a picture as browsers write them: 8 bits for each of 3 or 4 channels, not interlaced.</summary>
internal static class Png
{
    /// <summary>Every pixel as 0xRRGGBB.</summary>
    public static IEnumerable<int> Read(byte[] file)
    {
        var (width, height) = (Number(file, 16), Number(file, 20));
        Assert.That((file[24], file[28]), Is.EqualTo(((byte)8, (byte)0)), "8 bits, not interlaced");
        var channels = file[25] == 6 ? 4 : 3;
        using var packed = new MemoryStream();
        for (var at = 8; at < file.Length; at += Number(file, at) + 12)
        {
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8)) packed.Write(file, at + 8, Number(file, at));
        }
        packed.Position = 0;
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        var above = new byte[width * channels];
        for (var y = 0; y < height; y++)
        {
            var filter = rows.ReadByte();
            var row = new byte[width * channels];
            rows.ReadExactly(row);
            for (var x = 0; x < row.Length; x++) row[x] += Predicted(filter, x >= channels ? row[x - channels] : 0, above[x], x >= channels ? above[x - channels] : 0);
            for (var x = 0; x < row.Length; x += channels) yield return row[x] << 16 | row[x + 1] << 8 | row[x + 2];
            above = row;
        }
    }

    private static byte Predicted(int filter, int left, int up, int corner) => filter switch
    {
        0 => 0,
        1 => (byte)left,
        2 => (byte)up,
        3 => (byte)((left + up) / 2),
        _ => (byte)Nearest(left, up, corner),
    };

    private static int Nearest(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (l, u, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return l <= u && l <= c ? left : u <= c ? up : corner;
    }

    private static int Number(byte[] file, int at) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
}
