using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>The two time questions as they stand in the address of whatever has time.</summary>
internal sealed record TimeAsked(
    [property: Description("How it was at the end of this day (in the publisher's zone), by all that counts. Such as 2023-09-01; not in the future")] string? On,
    [property: Description("Only what had been recorded by this instant counts, such as 2026-11-22T00:00Z; a plus sign is written %2B. Not in the future")] string? AsOf)
{
    public bool IsAsked => On is not null || AsOf is not null;
}

/// <summary>
/// The two time questions of a request: the day asked about, and the instant up to which records count. Neither may lie in the future:
/// what was answered once must stay the answer.
/// </summary>
/// <param name="On">The day, in the publisher's zone.</param>
/// <param name="AsOf">The instant, UTC.</param>
/// <param name="Until">The first instant after the day.</param>
internal readonly record struct TimeQuestion(DateOnly On, DateTimeOffset AsOf, DateTimeOffset Until)
{
    private const string Instant = "an instant with its zone such as 2026-11-22T00:00Z";

    /// <summary>The last instant that the answer can be about.</summary>
    public DateTimeOffset Moment => AsOf < Until ? AsOf : Until;

    public static bool TryRead(TimeAsked asked, TimeZoneInfo zone, DateTimeOffset now, out TimeQuestion question, out ProblemHttpResult? problem) =>
        TryRead(asked.On, asked.AsOf, zone, now, out question, out problem);

    /// <summary>Reads both parameters; the one that is left out is as late as it can be.</summary>
    public static bool TryRead(string? on, string? asOf, TimeZoneInfo zone, DateTimeOffset now, out TimeQuestion question, out ProblemHttpResult? problem)
    {
        question = default;
        problem = null;
        var until = now;
        if (asOf is not null && !TimeText.TryInstant(asOf, out until)) problem = ApiProblems.BadRequest("asOf", asOf, Instant);
        else if (until > now) problem = ApiProblems.BadRequest("asOf", asOf, $"{Instant} that is not in the future");
        if (problem is not null) return false;

        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(until, zone).DateTime);
        var day = last;
        if (on is not null && !TimeText.TryDay(on, out day)) problem = ApiProblems.BadRequest("on", on, TimeText.Day);
        else if (day > last) problem = ApiProblems.BadRequest("on", on, $"{TimeText.Day} that had begun in the publisher's zone, so {Iso(last)} or earlier,");
        if (problem is not null) return false;

        question = new TimeQuestion(day, until, TimeText.StartOf(day.AddDays(1), zone));
        return true;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
