using DataBlackHole.Tests.AbsenceBench.World;

namespace DataBlackHole.Tests.AbsenceBench.Scenarios;

/// <summary>Years in which the trouble is ours.</summary>
internal static class OwnTroubleScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        new("our own network down over the deadline", ["prices", "jobless"], s => NetworkDown(s, "")),
        new("our own network down is told apart from theirs", ["prices", "jobless"], s => NetworkDown(s, "OwnNetwork")),
        new("our process down over the deadline", ["prices"], s => Down(s, s.Some("prices"), 5)),
        new("our process down for two months", ["prices"], s => Down(s, "2026-05", 60)),
        new("our process down while a release is late", ["prices"], DownWhileLate),
        new("our process down for the whole of a late release", ["prices"], DownOverLate),
        new("our process restarted every day", ["prices"], RestartedDaily),
        new("our clock is an hour slow all year", ["prices"], s => s.ClockErrors.Add((Script.Start.AddHours(2), Script.End, TimeSpan.FromHours(-1)))),
        new("our clock is half an hour fast all year", ["prices"], s => s.ClockErrors.Add((Script.Start.AddHours(2), Script.End, TimeSpan.FromMinutes(30)))),
        new("our clock is three days fast over the deadline", ["prices"], s => Skewed(s, TimeSpan.FromDays(3))),
        new("our clock is three days slow over the deadline", ["prices"], s => Skewed(s, TimeSpan.FromDays(-3))),
        new("our clock is a month fast for two days", ["prices"], s => Skewed(s, TimeSpan.FromDays(31))),
    ];

    private static void NetworkDown(Script script, string reason)
    {
        script.Trouble("prices", script.Some("prices"), 16, Replies.NetworkDown(), Place.All | Place.Control);
        script.Must($"prices Blind {reason}".Trim(), $"jobless Blind {reason}".Trim());
    }

    private static void Down(Script script, string period, int days)
    {
        var from = script.Window("prices", period).Opens.AddDays(3);
        script.Downtimes.Add((from, from.AddDays(days)));
    }

    private static void DownWhileLate(Script script)
    {
        var period = script.ComesLate("prices");
        script.Downtimes.Add((script.Release("prices", period).At!.Value.AddHours(-6), script.Release("prices", period).At!.Value.AddDays(4)));
    }

    private static void DownOverLate(Script script)
    {
        var period = script.Some("prices");
        var window = script.Window("prices", period);
        script.Move("prices", period, window.LateAfter.AddDays(2));
        script.Downtimes.Add((window.Due.AddDays(-1), window.LateAfter.AddDays(3)));
    }

    private static void RestartedDaily(Script script)
    {
        for (var day = Script.Start.AddHours(27); day < Script.End; day = day.AddDays(1)) script.Downtimes.Add((day, day.AddMinutes(10)));
    }

    // The release comes out on time; our clock goes wrong for two days before it.
    private static void Skewed(Script script, TimeSpan by)
    {
        var period = script.Some("prices");
        var due = script.Window("prices", period).Due;
        script.Move("prices", period, due.AddHours(-1));
        script.ClockErrors.Add((due.AddDays(-2), due.AddHours(-3), by));
        script.May("prices Blind");
    }
}
