namespace DataBlackHole.Core.Alerting;

/// <summary>When an alert may go out. Pure.</summary>
public static class DeliveryTime
{
    /// <summary>The first moment, not before <paramref name="from"/>, at which the recipient wants to be told.</summary>
    public static DateTimeOffset Next(Recipient recipient, DateTimeOffset from)
    {
        if (recipient.Digest is { } digest) return NextAt(from, digest.TimeZone, new TimeOnly(digest.Hour, 0));
        if (recipient.Quiet is not { } quiet || !IsQuiet(quiet, from)) return from;
        return NextAt(from, quiet.TimeZone, quiet.To);
    }

    private static bool IsQuiet(QuietHours quiet, DateTimeOffset moment)
    {
        var time = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, quiet.TimeZone).DateTime);
        return quiet.From <= quiet.To ? time >= quiet.From && time < quiet.To : time >= quiet.From || time < quiet.To;
    }

    private static DateTimeOffset NextAt(DateTimeOffset from, TimeZoneInfo zone, TimeOnly time)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime);
        for (var day = today; ; day = day.AddDays(1))
        {
            if (Instant(day, time, zone) is var at && at >= from) return at;
        }
    }

    /// <summary>An hour that the clocks skip in spring is taken an hour later.</summary>
    private static DateTimeOffset Instant(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
