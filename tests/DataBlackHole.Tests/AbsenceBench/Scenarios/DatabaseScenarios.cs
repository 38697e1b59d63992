using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Tests.AbsenceBench.World;

namespace DataBlackHole.Tests.AbsenceBench.Scenarios;

/// <summary>Years in which a database changes its manners, its address or its series.</summary>
internal static class DatabaseScenarios
{
    private const string NewUrl = "https://new.stats.example/api";

    public static IEnumerable<Scenario> All =>
    [
        new("database: moved, and our definition follows", ["jobless"], s => Moved(s, following: true)),
        new("database: moved to a new address we do not know", ["jobless"], s => Moved(s, following: false)),
        new("database: unknown indicator, every value empty", ["jobless"], s => Trouble(s, "ReaderBroken", Replies.Text(200, "{\"success\":true,\"state\":20000,\"data\":[]}", "application/json"))),
        new("database: an error envelope", ["jobless"], s => Trouble(s, "ReaderBroken", Replies.Text(200, "{\"success\":false,\"state\":50001,\"message\":\"error\"}", "application/json"))),
        new("database: a page where JSON is due", ["jobless"], s => Trouble(s, "Challenged", Replies.Text(200, Replies.Wzws))),
        new("database: must log in", ["jobless"], s => Trouble(s, "LoginWall", Replies.Text(200, "{\"code\":401,\"message\":\"mustlogin\"}", "application/json"))),
        new("database: JSON cut off", ["jobless"], s => Trouble(s, "ReaderBroken", Replies.CutOff(announced: false))),
        new("one of two channels blind while the release is late", ["trade"], OneChannelBlind),
        new("suspended in the database while its sibling goes on", ["headline", "jobless"], Suspended),
        new("resumed with a new definition in another channel", ["jobless"], Successor),
    ];

    private static void Trouble(Script script, string reason, Func<Exchange, CancellationToken, ValueTask<Answer>> reply)
    {
        script.Trouble("jobless", script.Some("jobless"), 18, reply);
        script.Must($"jobless Blind {reason}");
    }

    private static void Moved(Script script, bool following)
    {
        var day = new DateOnly(2026, script.Dice.Between(3, 9), script.Dice.Between(1, 28));
        var moment = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8));
        script.DatabaseAddresses.Add((moment, NewUrl));
        script.DatabaseAddresses.Insert(0, (Script.Start.AddYears(-1), BenchCatalogue.DatabaseUrl));
        if (following)
        {
            script.Sources["db-jobless"] = script.Sources["db-jobless"] with
            {
                Addresses = [new SourceAddress(BenchCatalogue.DatabaseUrl, null, day.AddDays(-1)), new SourceAddress(NewUrl, day, null)],
            };
            return;
        }
        foreach (var release in script.Releases.Where(r => r.Series == "jobless" && r.At >= moment.AddDays(-4))) script.NotFound.Add($"jobless/{release.Period}");
        script.Must("jobless Blind Unreachable");
        script.StaysBlind.Add("jobless");
    }

    // Late in both; the database cannot be seen, so nothing is claimed until it can.
    private static void OneChannelBlind(Script script)
    {
        var period = script.Some("trade");
        var window = script.Window("trade", period);
        script.Move("trade", period, window.LateAfter.AddHours(60));
        script.TroubleFrom(window.Due.AddDays(-3), 14, Replies.Text(412, Replies.Ruishu), Place.Database);
        script.Must("trade Blind Challenged");
    }

    private static void Suspended(Script script)
    {
        var period = script.Some("jobless", "2026-06", "2026-09");
        script.Ends("jobless", period);
        script.GoesMissing("jobless", period);
        for (var next = script.After("jobless", period); next != "2026-12"; next = script.After("jobless", next)) script.May($"jobless/{next} *");
        script.May("jobless Missing", "jobless Discontinued", "jobless Late");
    }

    // The old indicator ends in May; its successor has another indicator and begins with August.
    private static void Successor(Script script)
    {
        var successor = script.Definitions["jobless"] with
        {
            Key = "jobless-new",
            Readings = [BenchCatalogue.InDatabase("jobless-new") with { From = ReferencePeriod.Parse("2026-08") }],
        };
        script.Definitions["jobless"] = script.Definitions["jobless"] with
        {
            SucceededBy = "jobless-new",
            Readings = [BenchCatalogue.InDatabase("jobless") with { Until = ReferencePeriod.Parse("2026-05") }],
        };
        script.Definitions["jobless-new"] = successor;
        script.Sources["db-jobless-new"] = BenchCatalogue.DatabaseSource("db-jobless-new");
        script.Ends("jobless", "2026-06");
        script.Releases.AddRange(Plan.YearOf(successor, script.Dice).Where(r => r.Period >= ReferencePeriod.Parse("2026-08")));
        // Until the first figure the database of the successor shows nothing at all, which is no reading.
        script.Must("jobless-new Blind ReaderBroken");
    }
}
