using System.Globalization;
using System.Text;

namespace DataBlackHole.Serving.Ical;

/// <summary>Lines of iCalendar (RFC 5545): escaped, at most 75 octets, ended by CR LF. Pure.</summary>
internal sealed class IcalText
{
    private const int MostOctets = 75;

    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    public void Text(string name, string value) => Raw(name, Escaped(value));

    public void Utc(string name, DateTimeOffset moment) => Raw(name, moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A line whose value is not text, or is escaped already. Folded between characters, never inside one.</summary>
    public void Raw(string name, string value)
    {
        var octets = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                _text.Append("\r\n ");
                octets = 1;
            }
            _text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        _text.Append("\r\n");
    }

    private static string Escaped(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var unit in PlainText.Of(value).ReplaceLineEndings("\n"))
        {
            if (unit == '\n') escaped.Append("\\n");
            else if (unit is '\\' or ';' or ',') escaped.Append('\\').Append(unit);
            // DEL and the C1 controls are no text either; XML would take them.
            else if (!char.IsControl(unit)) escaped.Append(unit);
        }
        return escaped.ToString();
    }
}
