using System.Text.RegularExpressions;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>
/// Compares what was said with what a script demands. An event reads <c>prices/2026-05 Late NotSeenAfterDeadline</c> (a release),
/// <c>prices Missing OvertakenByNextPeriod</c> (a series) or <c>prices Blind Challenged</c> (our sight). A demand is the beginning of
/// such an event; a star stands for any text.
/// </summary>
internal static class Expectations
{
    /// <summary>What is worth an event: all but planning, punctual finds, and sight regained.</summary>
    public static string? EventOf(Flip flip) => flip switch
    {
        { Axis: FlipAxis.Visibility, To: nameof(Visibility.Blind) } => $"{flip.Series} Blind {flip.BlindReason}",
        { Axis: FlipAxis.Visibility } => null,
        { Axis: FlipAxis.Series, Reason: Reason.FirstSeen } => null,
        { Axis: FlipAxis.Series } => $"{flip.Series} {flip.To} {flip.Reason}",
        { To: nameof(ReleaseStatus.Due) or nameof(ReleaseStatus.Scheduled) } => null,
        { To: nameof(ReleaseStatus.Published), Reason: Reason.Found } => null,
        _ => $"{flip.Series}/{flip.Period} {flip.To} {flip.Reason}",
    };

    public static IEnumerable<string> Problems(Script script, IReadOnlyList<(string Event, DateTimeOffset At)> said)
    {
        foreach (var demand in script.Required)
        {
            var times = said.Count(s => Matches(demand, s.Event));
            if (times == 0) yield return $"must be said: {demand}";
            else if (times > 1 && demand.Contains('/') && !demand.Contains('*')) yield return $"said {times} times: {demand}";
        }
        foreach (var (spoken, at) in said)
        {
            if (!script.Required.Concat(script.Allowed).Any(d => Matches(d, spoken)))
                yield return $"must not be said: {spoken} (at {at.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm})";
        }
    }

    private static bool Matches(string demand, string spoken) =>
        Regex.IsMatch(spoken, $"^{Regex.Escape(demand).Replace(@"\*", ".*", StringComparison.Ordinal)}(?= |$)", RegexOptions.CultureInvariant);
}
