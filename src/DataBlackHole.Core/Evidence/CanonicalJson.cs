using System.Buffers;
using System.Globalization;
using System.Text;

namespace DataBlackHole.Core.Evidence;

/// <summary>
/// The one byte form of an entry of the log: JSON in the canonical form of RFC 8785, restricted to objects, lists, strings, integers and
/// booleans. Names stand in the order of their bytes, what is null is left out, there is no white space, and text is UTF-8 with only those
/// characters escaped that must be. Numbers with a fraction are strings. Instants are UTC with milliseconds.
/// </summary>
/// <remarks>
/// Every entry carries <c>"v"</c>, the version of the form of its kind; a changed form gets a new number and the old one stays readable.
/// Names must be written in order; writing them out of order is a mistake of the program and throws.
/// </remarks>
public sealed class CanonicalJson
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private readonly Stack<string?> _names = new();
    private string? _last;
    private bool _needsComma;

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Forgets everything, to write the next entry.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _names.Clear();
        _last = null;
        _needsComma = false;
    }

    /// <summary>Begins the object of an entry, of a list item, or of the name.</summary>
    public void Begin(string? name = null) => Open(name, (byte)'{');

    public void End() => Close((byte)'}');

    public void BeginList(string name) => Open(name, (byte)'[');

    public void EndList() => Close((byte)']');

    public void Text(string name, string? value)
    {
        if (value is null) return;
        Name(name);
        String(value);
    }

    /// <summary>A string of a list.</summary>
    public void Item(string value)
    {
        Comma();
        String(value);
        _needsComma = true;
    }

    public void Number(string name, long? value)
    {
        if (value is not { } number) return;
        Name(name);
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        _bytes.Write(digits[..length]);
    }

    public void Flag(string name, bool? value)
    {
        if (value is not { } flag) return;
        Name(name);
        _bytes.Write(flag ? "true"u8 : "false"u8);
    }

    public void Instant(string name, DateTimeOffset? value) => Text(name, value is { } at ? InstantText(at) : null);

    public static string InstantText(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private void Open(string? name, byte bracket)
    {
        if (name is null) Comma();
        else Name(name);
        _names.Push(_last);
        _last = null;
        _needsComma = false;
        _bytes.Write([bracket]);
    }

    private void Close(byte bracket)
    {
        _bytes.Write([bracket]);
        _last = _names.Pop();
        _needsComma = true;
    }

    private void Name(string name)
    {
        if (string.CompareOrdinal(_last, name) >= 0) throw new InvalidOperationException($"'{name}' is written after '{_last}'; canonical names are in order");
        Comma();
        _last = name;
        String(name);
        _bytes.Write(":"u8);
        _needsComma = true;
    }

    private void Comma()
    {
        if (_needsComma) _bytes.Write(","u8);
        _needsComma = false;
    }

    private void String(string value)
    {
        _bytes.Write("\""u8);
        var plain = value.AsSpan();
        while (true)
        {
            var control = plain.IndexOfAnyExceptInRange(' ', char.MaxValue);
            var quoted = plain.IndexOfAny('"', '\\');
            var next = control < 0 ? quoted : quoted < 0 ? control : Math.Min(control, quoted);
            if (next < 0) break;
            Encoding.UTF8.GetBytes(plain[..next], _bytes);
            Escape(plain[next]);
            plain = plain[(next + 1)..];
        }
        Encoding.UTF8.GetBytes(plain, _bytes);
        _bytes.Write("\""u8);
    }

    private void Escape(char character)
    {
        var escaped = character switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => $"\\u{(int)character:x4}",
        };
        Encoding.ASCII.GetBytes(escaped, _bytes);
    }
}
