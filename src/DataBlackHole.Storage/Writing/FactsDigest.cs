using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Storage.Writing;

/// <summary>
/// One digest for all that a document said, whatever the order in which it was read, and the same for facts that were
/// loaded from the record again. Two looks with the same digest are the same news.
/// </summary>
internal static class FactsDigest
{
    public static string Of(ImmutableArray<Observation> facts, CalendarReading? calendar = null)
    {
        IEnumerable<string> announced = calendar is null ? [] : [$"calendar {calendar.Version.Year} {calendar.Version.Digest}"];
        var lines = facts.Select(Line).Concat(announced).Order(StringComparer.Ordinal).ToArray();
        return ContentDigest.Of(JsonSerializer.SerializeToUtf8Bytes(lines)).Hex;
    }

    private static string Line(Observation fact)
    {
        string?[] parts =
        [
            fact.Series,
            fact.Kind.ToString(),
            fact.Period?.ToString(),
            fact.Value,
            fact.Unit,
            fact.PublishedAt is { } stated ? Instant(stated.At) : null,
            fact.PublishedAt is { IsDayOnly: true } ? "day" : null,
            fact.Title,
            fact.Link,
            fact.CoversFrom is { } from ? Day(from) : null,
            fact.CoversTo is { } to ? Day(to) : null,
            fact.Witness,
            fact.Failure?.Kind.ToString(),
            fact.Failure?.Operation.ToString(),
            fact.Failure?.Detail,
        ];
        return JsonSerializer.Serialize(parts.Select(part => part is null ? null : StorableText.Of(part)));
    }

    private static string Instant(DateTimeOffset at) =>
        UtcMilliseconds.Truncate(at).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
