using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DataBlackHole.Storage;

/// <summary>Instants are UTC with whole milliseconds in both databases: neither orders or compares an offset correctly.</summary>
internal sealed class UtcMilliseconds() : ValueConverter<DateTimeOffset, DateTime>(
    instant => ToDatabase(instant),
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)))
{
    public static DateTimeOffset Truncate(DateTimeOffset instant) => new(ToDatabase(instant));

    private static DateTime ToDatabase(DateTimeOffset instant) =>
        instant.UtcDateTime.AddTicks(-(instant.UtcTicks % TimeSpan.TicksPerMillisecond));
}

/// <summary>
/// Captured text is hostile: PostgreSQL takes neither U+0000 nor half a surrogate pair, and a page that contains one must not cost
/// us the look. Both become U+FFFD; the captured bytes keep what was really there.
/// </summary>
internal sealed class StorableText() : ValueConverter<string, string>(text => Of(text), stored => stored)
{
    public static string Of(string text)
    {
        if (IsStorable(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }

    public static string? OrNull(string? text) => text is null ? null : Of(text);

    private static bool IsStorable(string text) => !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\0');
}
