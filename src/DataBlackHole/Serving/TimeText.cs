using System.Globalization;
using DataBlackHole.Core.Catalogue;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>Days and instants as they stand in addresses.</summary>
internal static class TimeText
{
    public const string Day = "a day such as 2023-09-01";
    private const string DayOrInstant = "a day such as 2023-09-01 or an instant with its zone such as 2026-11-22T00:00Z";

    private static readonly TimeZoneInfo _usual = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private static readonly string[] _instants =
    [
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>The zone of a publisher; of several publishers that of China, in which nearly all of them print their times.</summary>
    public static TimeZoneInfo ZoneOf(MonitorCatalogue catalogue, string? publisher) =>
        publisher is not null && catalogue.Publishers.TryGetValue(publisher, out var known) ? known.TimeZone : _usual;

    public static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day < DateOnly.MaxValue;

    public static bool TryInstant(string text, out DateTimeOffset instant) => DateTimeOffset.TryParseExact(
        text, _instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>Reads a span; a day counts from its first to its last instant in the zone.</summary>
    public static bool TrySpan(string? from, string? to, TimeZoneInfo zone, out DateTimeOffset? begin, out DateTimeOffset? end, out ProblemHttpResult? problem)
    {
        (begin, end, problem) = (null, null, null);
        if (from is not null && (begin = Edge(from, zone, 0)) is null) problem = ApiProblems.BadRequest("from", from, DayOrInstant);
        else if (to is not null && (end = Edge(to, zone, 1)) is null) problem = ApiProblems.BadRequest("to", to, DayOrInstant);
        else if (end < begin) problem = ApiProblems.BadRequest("to", to, $"an end that is not before {from}");
        return problem is null;
    }

    /// <summary>Reads a span of whole days.</summary>
    public static bool TryDays(string? from, string? to, out DateOnly? begin, out DateOnly? end, out ProblemHttpResult? problem)
    {
        (begin, end, problem) = (null, null, null);
        if (from is not null && !TryDay(from, out _)) problem = ApiProblems.BadRequest("from", from, Day);
        else if (to is not null && !TryDay(to, out _)) problem = ApiProblems.BadRequest("to", to, Day);
        if (problem is not null) return false;
        if (from is not null && TryDay(from, out var first)) begin = first;
        if (to is not null && TryDay(to, out var last)) end = last;
        if (end < begin) problem = ApiProblems.BadRequest("to", to, $"an end that is not before {from}");
        return problem is null;
    }

    private static DateTimeOffset? Edge(string text, TimeZoneInfo zone, int daysOn)
    {
        if (TryInstant(text, out var instant)) return instant;
        return TryDay(text, out var day) ? StartOf(day.AddDays(daysOn), zone).AddTicks(-daysOn) : null;
    }
}
