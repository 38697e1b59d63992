using System.Data.Common;
using System.Globalization;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Storage.Logging;

/// <summary>How a column stands in the canonical form of an entry.</summary>
internal enum ColumnForm
{
    Text,
    Integer,

    /// <summary>A number with a fraction: the shortest text that reads back as the same number.</summary>
    Real,
    Flag,
    Instant,
    Day,
}

/// <summary>
/// One column as the database holds it. What cannot be what the column is for is written as it stands, so that a damaged value never looks
/// like the undamaged one and never stops the reading of the others.
/// </summary>
internal sealed record LeafColumn(string Name, ColumnForm Form)
{
    private static readonly string[] Instants = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.f", "yyyy-MM-dd HH:mm:ss.ff", "yyyy-MM-dd HH:mm:ss.fff"];

    public void Write(CanonicalJson json, DbDataReader row, int ordinal)
    {
        if (row.IsDBNull(ordinal)) return;
        switch (row.GetValue(ordinal), Form)
        {
            case (long number, ColumnForm.Flag) when number is 0 or 1:
                json.Flag(Name, number == 1);
                break;
            case (bool flag, ColumnForm.Flag):
                json.Flag(Name, flag);
                break;
            case (long number, ColumnForm.Integer):
                json.Number(Name, number);
                break;
            case (int number, ColumnForm.Integer):
                json.Number(Name, number);
                break;
            case (double number, ColumnForm.Real):
                json.Text(Name, number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case (DateTime instant, ColumnForm.Instant) when instant.Ticks % TimeSpan.TicksPerMillisecond == 0:
                json.Instant(Name, new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc)));
                break;
            case (DateOnly day, ColumnForm.Day):
                json.Text(Name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case (DateTime day, ColumnForm.Day):
                json.Text(Name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case (string text, ColumnForm.Instant):
                json.Text(Name, InstantOf(text) is { } at ? CanonicalJson.InstantText(at) : text);
                break;
            case (string text, _):
                json.Text(Name, text);
                break;
            case (var other, _):
                json.Text(Name, other is byte[] bytes ? $"blob {Convert.ToHexStringLower(bytes)}" : Convert.ToString(other, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>An instant as SQLite holds it; null when the text is not exactly how one is written.</summary>
    public static DateTimeOffset? InstantOf(string text)
    {
        if (!DateTime.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)) return null;
        return at.ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture) == text ? new DateTimeOffset(at) : null;
    }
}
