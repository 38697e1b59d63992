using System.Globalization;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>What is put on record when the access to a service changes: from where it was reached, from where not, and what stood in the way.</summary>
internal static class ServiceFlips
{
    public static Flip OfStatus(SeriesDefinition series, SeriesState before, SeriesState after, ServiceLook look)
    {
        var spoke = after.Access.Values.Where(a => a.Last == look.At);
        // A barrier is as old as the first look that met it; a service is open since the last of its vantages reached it again.
        var turned = after.Status == SeriesStatus.Open
            ? spoke.Where(a => a.Outcome == AccessOutcome.Reached).MaxBy(a => a.First)!
            : spoke.Where(a => a.Outcome == AccessOutcome.Barred && a.Reason == after.Reason).MinBy(a => a.First)!;
        return new Flip
        {
            Series = series.Key,
            Axis = FlipAxis.Series,
            From = before.Status.ToString(),
            To = after.Status.ToString(),
            Reason = after.Reason,
            Grade = after.Grade,
            At = look.At,
            LastSeenAt = after.Status switch
            {
                SeriesStatus.Open => after.Access.Values.Max(a => a.LastBarredAt),
                SeriesStatus.Closed => after.Access.Values.Max(a => a.LastReachedAt),
                _ => turned.LastReachedAt,
            },
            FirstMissedAt = turned.First,
            Evidence = look.Looks.First(l => l.Vantage == turned.Vantage).Document,
            Detail = string.Join("; ", spoke.Select(Told)),
        };
    }

    /// <summary>Null when we see as well or as badly as before.</summary>
    public static Flip? OfSight(SeriesDefinition series, SeriesState before, SeriesState after, ServiceLook look)
    {
        var now = after.BlindChannel;
        if (before.Visibility == after.Visibility || before.Visibility == Visibility.Unknown && now is null) return null;
        var seen = look.Looks.FirstOrDefault(l => now is not null && now.Source.EndsWith($"@{l.Vantage}", StringComparison.Ordinal)) ?? look.Looks[0];
        return new Flip
        {
            Series = series.Key,
            Axis = FlipAxis.Visibility,
            From = before.Visibility.ToString(),
            To = after.Visibility.ToString(),
            Reason = now is null ? Reason.LookSucceeded : Reason.LookFailed,
            BlindReason = now?.Reason ?? BlindReason.None,
            At = look.At,
            Evidence = seen.Document,
            Detail = now is null ? null : $"{Scope(look, seen)}: {seen.Failure}",
        };
    }

    private static string Scope(ServiceLook look, AccessLook seen) => look.Looks.Length == 1 ? "from one vantage" : $"from {Place(seen.Vantage, seen.Country)}";

    private static string Told(VantageAccess access) => access.Outcome == AccessOutcome.Reached
        ? $"from {Place(access.Vantage, access.Country)}: reached"
        : string.Create(CultureInfo.InvariantCulture, $"from {Place(access.Vantage, access.Country)}: {access.Detail}, {access.Looks} looks since {access.First.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    private static string Place(string vantage, string? country) => country is null ? vantage : $"{vantage} ({country})";
}
