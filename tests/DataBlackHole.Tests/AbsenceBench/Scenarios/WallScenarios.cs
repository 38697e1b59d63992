using DataBlackHole.Tests.AbsenceBench.World;
using Reply = System.Func<DataBlackHole.Tests.AbsenceBench.World.Exchange, System.Threading.CancellationToken, System.Threading.Tasks.ValueTask<DataBlackHole.Tests.AbsenceBench.World.Answer>>;

namespace DataBlackHole.Tests.AbsenceBench.Scenarios;

/// <summary>Something stands between us and the list over the deadline of a punctual release: blindness, never a claim.</summary>
internal static class WallScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        Wall("challenge at 200", "Challenged", Replies.Text(200, Replies.Wzws)),
        Wall("challenge at 202", "Challenged", Replies.Text(202, Replies.Ruishu)),
        Wall("challenge at 412", "Challenged", Replies.Text(412, Replies.Ruishu)),
        Wall("challenge at 521", "Challenged", Replies.Text(521, Replies.Jiasule)),
        Wall("captcha", "Challenged", Replies.Text(200, Replies.Captcha)),
        Wall("login wall", "LoginWall", Replies.LoginWall()),
        Wall("refusal of a region", "Unreachable", Replies.Text(200, Replies.OverseasRefused)),
        Wall("refused address", "Unreachable", Replies.Text(403, "<html><body>reason: UrlACL</body></html>")),
        Wall("maintenance page", "Unreachable", Replies.Text(200, Replies.Maintenance)),
        Wall("soft 404", "ReaderBroken", Replies.Text(200, Replies.Soft404)),
        Wall("404 for a month", "ReaderBroken", Replies.Text(404, "<html><body>404</body></html>"), 30),
        Wall("redirect to the home page", "ReaderBroken", Replies.Redirect($"https://{Script.Site}/")),
        Wall("redirect to another site", "ReaderBroken", Replies.Redirect("https://portal.other.example/")),
        Wall("empty body", "Unreachable", Replies.Text(200, "")),
        Wall("truncated body at 200", "ReaderBroken", Replies.CutOff(announced: false)),
        Wall("body shorter than announced", "ReaderBroken", Replies.CutOff(announced: true)),
        Wall("wrong charset", "ReaderBroken", Replies.WrongCharset()),
        Wall("JSON where a page is due", "ReaderBroken", Replies.Text(200, "{\"ok\":true}", "application/json")),
        Wall("throttled with Retry-After", "Challenged", Replies.AskToWait(7200)),
        Wall("certificate expired", "Unreachable", Replies.CertificateExpired()),
        Wall("DNS failure", "Unreachable", Replies.NoDns()),
        Wall("connection reset", "Unreachable", Replies.Reset()),
        Wall("slow beyond our deadline", "Unreachable", Replies.After(TimeSpan.FromSeconds(90))),
        new("404 for a day", ["prices"], s =>
        {
            s.Trouble("prices", s.Some("prices"), 1, Replies.Text(404, "<html><body>404</body></html>"));
            if (s.LooksOften) s.Must("prices Blind ReaderBroken");
            else s.May("prices Blind ReaderBroken");
        }),
        new("slow within our deadline, all year", ["prices"], s => s.TroubleFrom(Script.Start, 400, Replies.After(TimeSpan.FromSeconds(40)))),
        new("GB18030 all year, declared", ["prices", "activity"], s => s.TroubleFrom(Script.Start, 400, Replies.InGb18030())),
        new("503 every third look, all year", ["prices"], s =>
        {
            s.TroubleFrom(Script.Start, 400, Replies.Every(3, Replies.Text(503, "busy")), Place.Listing);
            s.Must("prices Blind Unreachable");
            s.MayEndBlind.Add("prices");
        }),
        new("503 every third look while a release is late", ["prices"], s =>
        {
            var period = s.ComesLate("prices");
            // Late for so long that a look which can see falls into it at the sparsest of looking.
            s.Move("prices", period, s.Window("prices", period).LateAfter.AddHours(s.Dice.Between(150, 170)));
            s.TroubleFrom(Script.Start, 400, Replies.Every(3, Replies.Text(503, "busy")), Place.Listing);
            s.Must("prices Blind Unreachable");
            s.MayEndBlind.Add("prices");
        }),
        new("a wall goes up while a release is late", ["prices"], WallWhileLate),
        new("a late release behind a wall that falls after it came", ["prices"], LateBehindWall),
        new("release pages behind a challenge: the row cannot be read", ["activity", "land"], RowsBehindWall),
    ];

    private static Scenario Wall(string name, string reason, Reply reply, double days = 18) => new(name, ["prices"], s =>
    {
        var period = s.Some("prices");
        s.Trouble("prices", period, days, reply);
        s.Must($"prices Blind {reason}");
    });

    private static void WallWhileLate(Script script)
    {
        var period = script.ComesLate("prices");
        script.TroubleFrom(script.Release("prices", period).At!.Value.AddHours(-8), 20, Replies.Text(200, Replies.Wzws));
        script.Must("prices Blind Challenged");
    }

    private static void LateBehindWall(Script script)
    {
        var period = script.Some("prices");
        var window = script.Window("prices", period);
        script.Move("prices", period, window.LateAfter.AddHours(script.Dice.Between(44, 100)));
        script.TroubleFrom(window.Opens.AddHours(8), 17, Replies.Text(200, Replies.Wzws));
        script.Must("prices Blind Challenged");
    }

    private static void RowsBehindWall(Script script)
    {
        var period = script.Some("activity");
        script.Trouble("activity", period, 16, Replies.Text(412, Replies.Ruishu), Place.Page);
        script.Must("land Blind Challenged");
    }
}
