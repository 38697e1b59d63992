using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>
/// The two time questions of a request: the day asked about, and the instant up to which records count. Neither may lie in the future:
/// what was answered once must stay the answer.
/// </summary>
internal readonly record struct TimeQuestion(DateOnly On, DateTimeOffset AsOf)
{
    private const string Day = "a day such as 2023-09-01";
    private const string Instant = "an instant with its zone such as 2026-11-22T00:00Z";

    private static readonly string[] _instants =
    [
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>Reads both parameters; the one that is left out is as late as it can be.</summary>
    public static bool TryRead(string? on, string? asOf, TimeZoneInfo zone, DateTimeOffset now, out TimeQuestion question, out ProblemHttpResult? problem)
    {
        question = default;
        problem = null;
        var until = now;
        if (asOf is not null && !TryInstant(asOf, out until)) problem = ApiProblems.BadRequest("asOf", asOf, Instant);
        else if (until > now) problem = ApiProblems.BadRequest("asOf", asOf, $"{Instant} that is not in the future");
        if (problem is not null) return false;

        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(until, zone).DateTime);
        var day = last;
        if (on is not null && !TryDay(on, out day)) problem = ApiProblems.BadRequest("on", on, Day);
        else if (day > last) problem = ApiProblems.BadRequest("on", on, $"{Day} that had begun in the publisher's zone, so {Iso(last)} or earlier,");
        if (problem is not null) return false;

        question = new TimeQuestion(day, until);
        return true;
    }

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day < DateOnly.MaxValue;

    private static bool TryInstant(string text, out DateTimeOffset instant) => DateTimeOffset.TryParseExact(
        text, _instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
