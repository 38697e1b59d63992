using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataBlackHole.Storage.Copying;

/// <summary>Number and SHA-256 of the rows of a table in the order of its key: equal only where both databases say the same.</summary>
internal sealed class RowDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Rows { get; private set; }

    public void Add(object?[] row)
    {
        Rows++;
        foreach (var value in row) Add(value);
    }

    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void Add(object? value)
    {
        switch (value)
        {
            case null: Append(0, []); break;
            case string text: Append(1, Encoding.UTF8.GetBytes(text)); break;
            case byte[] bytes: Append(2, bytes); break;
            case int number: Number(3, number); break;
            case long number: Number(3, number); break;
            case bool truth: Number(4, truth ? 1 : 0); break;
            case double number: Number(5, BitConverter.DoubleToInt64Bits(number)); break;
            case DateTime instant: Number(6, instant.Ticks); break;
            case DateOnly day: Number(7, day.DayNumber); break;
            default: throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"no form for a {value.GetType()}"));
        }
    }

    private void Number(byte kind, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Append(kind, bytes);
    }

    private void Append(byte kind, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        _hash.AppendData(head);
        _hash.AppendData(bytes);
    }
}
