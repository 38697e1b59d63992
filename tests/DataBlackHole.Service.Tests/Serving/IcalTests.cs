using System.Net;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>Calendars of releases as other programs read them.</summary>
public sealed class IcalTests
{
    private const string Prices = "nbs-70-city-house-prices";
    private const string Source = "nbs-release-calendar";

    private const string Parse = """
        import icalendar, json, sys
        c = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
        def text(v): return v.dt.isoformat() if hasattr(v, 'dt') else str(v)
        events = [dict({k: text(v) for k, v in e.items()}, zone=str(getattr(getattr(e['DTSTART'].dt, 'tzinfo', None), 'key', None) or e['DTSTART'].params.get('TZID')), errors=[str(x) for x in e.errors]) for e in c.walk('VEVENT')]
        print(json.dumps(dict(name=str(c['X-WR-CALNAME']), zones=[str(z['TZID']) for z in c.walk('VTIMEZONE')], errors=[str(x) for x in c.errors], events=events)))
        """;

    [TestCase("/calendars/releases.ics")]
    [TestCase("/calendars/releases.ics?lang=zh")]
    [TestCase("/calendars/publishers/nbs.ics?lang=zh")]
    [TestCase($"/calendars/series/{Prices}.ics")]
    public async Task A_calendar_of_expected_releases_is_accepted_by_an_independent_parser(string path)
    {
        await using var served = await ServedMonitor.StartAsync();
        var calendar = await ParsedAsync(served, path);
        var events = calendar["events"]!.AsArray();

        Assert.That(calendar["errors"]!.AsArray(), Is.Empty);
        Assert.That(calendar["zones"]!.AsArray().Select(z => (string)z!), Is.EqualTo(["Asia/Shanghai"]));
        Assert.That(events.Count, Is.GreaterThanOrEqualTo(11), "a year of months");
        Assert.That(events.SelectMany(e => e!["errors"]!.AsArray()), Is.Empty);
        Assert.That(events.Select(e => (string)e!["UID"]!), Is.Unique);
        Assert.That(events.Select(e => (string)e!["DTSTAMP"]!), Is.All.EqualTo("2026-12-01T00:00:00+00:00"), "when the definitions came into the record");
    }

    [Test]
    public async Task A_date_that_moves_keeps_its_name_and_its_sequence_grows()
    {
        await using var served = await ServedMonitor.StartAsync();
        async Task<JsonNode> EventAsync()
        {
            var events = (await ParsedAsync(served, $"/calendars/series/{Prices}.ics"))["events"]!.AsArray();
            return events.Single(e => ((string)e!["UID"]!).StartsWith($"{Prices}.2026-11@", StringComparison.Ordinal))!;
        }
        static (string Start, string Status, int Sequence) Shown(JsonNode e) => ((string)e["DTSTART"]!, (string)e["STATUS"]!, int.Parse((string)e["SEQUENCE"]!));

        var byRule = Shown(await EventAsync());
        Assert.That((byRule.Start.Length, byRule.Status, byRule.Sequence), Is.EqualTo((10, "TENTATIVE", 0)), "a whole day that follows from the rule");
        await ReadAsync(served, "2026-11-20T00:00Z", "2026-12-15T01:30Z");
        Assert.That(Shown(await EventAsync()), Is.EqualTo(("2026-12-15T09:30:00+08:00", "CONFIRMED", 1)));
        await ReadAsync(served, "2026-11-25T00:00Z", "2026-12-18T01:30Z");
        var moved = await EventAsync();
        Assert.That(Shown(moved), Is.EqualTo(("2026-12-18T09:30:00+08:00", "CONFIRMED", 2)));
        Assert.That(((string)moved["zone"]!, (string)moved["UID"]!), Is.EqualTo(("Asia/Shanghai", $"{Prices}.2026-11@datablackhole")));
        await ReadAsync(served, "2026-11-26T00:00Z", null);
        var removed = await EventAsync();
        Assert.That(((string)removed["STATUS"]!, (string)removed["SEQUENCE"]!), Is.EqualTo(("CANCELLED", "3")));
        Assert.That((string)removed["SUMMARY"]!, Does.EndWith("2026-11 (date removed)"));
    }

    [Test]
    public async Task Lines_are_of_75_octets_at_most_and_end_with_CR_LF()
    {
        await using var served = await ServedMonitor.StartAsync();
        var (body, answer) = await served.FetchAsync("/calendars/releases.ics?lang=zh");
        var start = 0;
        var folded = 0;
        for (var at = 0; at < body.Length; at++)
        {
            if (body[at] != '\n') continue;
            Assert.That(body[at - 1], Is.EqualTo((byte)'\r'));
            Assert.That(at - 1 - start, Is.InRange(1, 75));
            Assert.That(body[start] & 0xC0, Is.Not.EqualTo(0x80), "no line begins inside a character");
            if (body[start] == ' ')
            {
                folded++;
                Assert.That(body[start + 1] & 0xC0, Is.Not.EqualTo(0x80), "no line goes on inside a character");
            }
            start = at + 1;
        }

        Assert.That(start, Is.EqualTo(body.Length));
        Assert.That(folded, Is.GreaterThan(100));
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/calendar; charset=utf-8"));
    }

    [Test]
    public async Task Two_runs_over_the_same_record_name_the_same_events()
    {
        var runs = new List<List<string>>();
        for (var run = 0; run < 2; run++)
        {
            await using var served = await ServedMonitor.StartAsync();
            runs.Add([.. (await ParsedAsync(served, "/calendars/releases.ics"))["events"]!.AsArray().Select(e => (string)e!["UID"]!)]);
        }
        Assert.That(runs[1], Is.EqualTo(runs[0]));
    }

    [TestCase("/calendars/series/no-such-key.ics", 404)]
    [TestCase("/calendars/publishers/no-such-key.ics", 404)]
    [TestCase("/calendars/releases.ics?lang=fr", 400)]
    public async Task What_cannot_be_answered_is_a_problem(string path, int status)
    {
        await using var served = await ServedMonitor.StartAsync();
        Assert.That(await served.RefusalAsync(path, (HttpStatusCode)status), Is.Not.Empty);
    }

    /// <summary>A reading of the calendar that announces November's release, or does not any more beside another one.</summary>
    private static Task ReadAsync(ServedMonitor served, string readAt, string? november)
    {
        var at = ServedMonitor.Instant(readAt);
        var dates = new List<AnnouncedDate> { new(ReferencePeriod.Month(2026, 10), ServedMonitor.Instant("2026-12-02T01:30Z"), Source) };
        if (november is not null) dates.Add(new AnnouncedDate(ReferencePeriod.Month(2026, 11), ServedMonitor.Instant(november), Source));
        return served.HearAsync(Prices, new CalendarRead(at, Source, [.. dates], [], new EvidenceRef(Source, "https://www.stats.gov.cn/sj/fbrc/bnxxfb/", at, null)));
    }

    private static async Task<JsonNode> ParsedAsync(ServedMonitor served, string path)
    {
        var (body, answer) = await served.FetchAsync(path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        using var file = new ScratchFile(".ics", body);
        return JsonNode.Parse(await Debian.PythonAsync("python3-icalendar", "icalendar", Parse, file.Path))!;
    }
}
