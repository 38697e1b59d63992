using DataBlackHole.Tests.AbsenceBench.World;

namespace DataBlackHole.Tests.AbsenceBench.Scenarios;

/// <summary>Years in which the publisher's list behaves oddly.</summary>
internal static class ListingScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        new("a burst of items pushes the release to another page", ["prices"], s => Burst(s, 40)),
        new("listing rolled over: more items than pages are walked", ["prices"], RolledOver),
        new("listing rolled over while a release is late", ["prices"], RolledOverWhileLate),
        new("re-dated address: the folder names another month", ["prices"], s => s.Release("prices", s.Some("prices")).Path = "202001/t20200101_1234567.html"),
        new("re-dated item: the list prints another day", ["prices"], s => Redated(s, s.Some("prices"), 2)),
        new("the page moves to another address after a week", ["prices"], MovesAddress),
        new("duplicate item in the list", ["prices"], DuplicateItem),
        new("the same release listed again a month later", ["prices"], ListedAgain),
        new("an item of a similar name", ["prices"], s => s.Item("关于居民物价的专家解读", s.Release("prices", s.Some("prices")).At!.Value.AddHours(1))),
        new("a title with a full-width year and other dashes", ["activity"], s => s.Release("activity", "2026-01..2026-02").Title = "２０２６年1－2月份房屋市场基本情况"),
        new("a title without its month", ["prices"], WithoutMonth),
        new("release page answers 404 while the list shows it", ["prices"], s => s.Faults.Add(new Fault(Script.Start, Script.End, Place.Page, Replies.Text(404, Replies.Soft404)))),
        new("redesign: the items are found no more", ["prices"], Redesign),
        new("redesign taken back after two weeks", ["prices"], RedesignTakenBack),
        new("the list is empty for a week", ["prices"], s => EmptyList(s)),
        new("title renamed", ["prices"], Renamed),
        new("the list freezes and its copies say their age", ["prices"], s => Frozen(s, honest: true)),
        new("an older copy of the list over the deadline, dated as new", ["prices"], s => Frozen(s, honest: false)),
    ];

    // The release is off the pages that are walked before we look; nothing is claimed about it, and it is never found.
    private static void RolledOver(Script script) => script.NotFound.Add($"prices/{Burst(script, 90)}");

    private static string Burst(Script script, int items)
    {
        var release = script.Release("prices", script.Some("prices"));
        for (var i = 0; i < items; i++) script.Item($"第{i}号重要公告", release.At!.Value.AddMinutes(5 + i));
        return release.Period.ToString();
    }

    private static void RolledOverWhileLate(Script script)
    {
        var period = script.ComesLate("prices");
        var due = script.Window("prices", period).Due;
        for (var i = 0; i < 90; i++) script.Item($"第{i}号重要公告", due.AddMinutes(-60 - i));
        // Where the walk does not reach back to the opening, nothing may be concluded; then the late release is simply found.
        script.Required.Clear();
    }

    private static void Redated(Script script, string period, int days) =>
        script.Release("prices", period).Printed = script.Release("prices", period).At!.Value.AddDays(-days);

    private static void MovesAddress(Script script)
    {
        var first = script.Release("prices", script.Some("prices"));
        first.Until = first.At!.Value.AddDays(7);
        var again = script.Item(first.Title, first.Until.Value);
        again.Printed = first.At;
        again.Path = "202601/t20260101_7654321.html";
    }

    private static void DuplicateItem(Script script)
    {
        var first = script.Release("prices", script.Some("prices"));
        script.Item(first.Title, first.At!.Value.AddMinutes(script.Dice.Between(1, 300))).Path = "202601/t20260101_7654321.html";
    }

    private static void ListedAgain(Script script)
    {
        var first = script.Release("prices", script.Some("prices", "2026-03", "2026-08"));
        script.Item(first.Title, first.At!.Value.AddDays(30)).Path = "202601/t20260101_7654321.html";
    }

    private static void WithoutMonth(Script script)
    {
        var period = script.Some("prices");
        var release = script.Release("prices", period);
        script.Redefine("prices", s => s with { Readings = [BenchCatalogue.Listed("居民价格变动"), BenchCatalogue.Paged("居民价格变动")] });
        release.Title = "居民价格变动情况：2026年1—13月份";
        script.NotFound.Add($"prices/{period}");
        // The item cannot be read, so we are blind until it has left the pages that are walked; then the release cannot be told from a missing one.
        script.Must("prices Blind ReaderBroken");
        script.May($"prices/{period} *", "prices *");
        script.MayEndBlind.Add("prices");
        script.StaysBlind.Clear();
    }

    private static void Redesign(Script script)
    {
        var period = script.Some("prices");
        script.Looks.Add((script.Window("prices", period).Opens.AddDays(-2), new ListingLook("news-grid")));
        for (var next = period; next != "2026-12"; next = script.After("prices", next)) script.NotFound.Add($"prices/{next}");
        script.Must("prices Blind ReaderBroken");
        script.StaysBlind.Add("prices");
    }

    private static void RedesignTakenBack(Script script)
    {
        var from = script.Window("prices", script.Some("prices")).Opens.AddHours(8);
        script.Looks.Add((from, new ListingLook("news-grid")));
        script.Looks.Add((from.AddDays(14), new ListingLook()));
        script.Must("prices Blind ReaderBroken");
    }

    private static void EmptyList(Script script)
    {
        var period = script.Some("prices");
        script.Trouble("prices", period, 7, Replies.Text(200, SitePages.Listing([], 0, new ListingLook())), Place.Listing);
        script.Must("prices Blind ReaderBroken");
    }

    private static void Renamed(Script script)
    {
        var period = script.Some("prices");
        foreach (var release in script.Releases.Where(r => r.Series == "prices" && r.Period >= Core.Calendars.ReferencePeriod.Parse(period)))
        {
            release.Title = release.Title.Replace("居民价格变动情况", "消费物价走势", StringComparison.Ordinal);
            script.NotFound.Add($"prices/{release.Period}");
        }
        script.Must("prices Blind ReaderBroken");
        script.StaysBlind.Add("prices");
    }

    // The release comes out on time; the copies we get are older than it until well after the missing-after instant.
    private static void Frozen(Script script, bool honest)
    {
        var period = script.Some("prices");
        var window = script.Window("prices", period);
        script.Move("prices", period, window.Due.AddHours(-1));
        // Another business came out and was seen before the older copies came.
        script.Item("统计公报解读", window.Due.AddHours(-60));
        script.TroubleFrom(window.Due.AddHours(-24), 18, Replies.CopyOf(window.Opens.AddHours(-30), honest));
        script.May("prices Blind");
    }
}
