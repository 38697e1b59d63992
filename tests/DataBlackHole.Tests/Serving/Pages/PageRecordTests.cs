using System.Text.Json.Nodes;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving.Pages;
using DataBlackHole.Storage;

namespace DataBlackHole.Tests.Serving.Pages;

public sealed class PageRecordTests
{
    private static readonly DateTimeOffset _noon = new(2026, 9, 10, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_release_stands_as_its_last_flip_on_record_left_it()
    {
        var past = Past([new ReleaseTurn("s", "2026-08", "Due", "Late", Reason.NotSeenAfterDeadline)]);
        var then = past.Then(new ReleaseMark("s", "2026-08", ReleaseStatus.Published, Reason.FoundLate, FirstSeenAt: _noon.AddDays(3)));
        Assert.That((then!.Status, then.Reason), Is.EqualTo((ReleaseStatus.Late, Reason.NotSeenAfterDeadline)));
    }

    [TestCase(-1, ReleaseStatus.Published)]
    [TestCase(1, null)]
    public void One_without_a_flip_counts_from_the_look_that_found_it(int hours, ReleaseStatus? expected) =>
        Assert.That(Past([]).Then(new ReleaseMark("s", "2026-07", ReleaseStatus.Published, Reason.FirstSeen, FirstSeenAt: _noon.AddHours(hours)))?.Status, Is.EqualTo(expected));

    [Test]
    public void Nothing_was_on_record_before_the_series_was() =>
        Assert.That(Past([], firstRecorded: _noon.AddMinutes(1)).Then(new ReleaseMark("s", "2026-07", ReleaseStatus.Published, Reason.FirstSeen, FirstSeenAt: _noon.AddDays(-9))), Is.Null);

    [Test]
    public void What_was_learnt_later_is_left_out_of_an_earlier_answer()
    {
        var past = Past([new ReleaseTurn("s", "2026-08", "Scheduled", "Due", Reason.DueInstantPassed)]);
        var then = past.Then("s", new ReleaseState
        {
            Period = ReferencePeriod.Month(2026, 8),
            Status = ReleaseStatus.Published,
            Reason = Reason.Found,
            Value = "18.9",
            RevisedValue = "19.0",
            Title = "T",
            Link = "https://stats.example/",
            FirstSeenAt = _noon.AddHours(2),
            PublishedAt = new StatedTime(_noon.AddHours(1), false),
            LastUnseenAt = _noon.AddHours(-1),
        })!;
        Assert.That((then.Status, then.Value, then.RevisedValue, then.Title, then.Link, then.FirstSeenAt, then.PublishedAt),
            Is.EqualTo((ReleaseStatus.Due, null as string, null as string, null as string, null as string, null as DateTimeOffset?, null as StatedTime)));
        Assert.That(then.LastUnseenAt, Is.EqualTo(_noon.AddHours(-1)));
    }

    [Test]
    public void A_printed_time_that_we_have_read_says_that_it_was_out_by_then()
    {
        var asked = new PastReleases([], new Dictionary<string, DateTimeOffset> { ["s"] = _noon }, _noon.AddDays(30), _noon);
        var mark = new ReleaseMark("s", "2026-07", ReleaseStatus.Published, Reason.Found, FirstSeenAt: _noon.AddDays(1), PublishedAt: _noon.AddHours(-1));
        Assert.That(asked.Then(mark)?.Status, Is.EqualTo(ReleaseStatus.Published));
        Assert.That(asked.Then(mark with { PublishedAt = _noon.AddHours(1) }), Is.Null);
    }

    [Test]
    public void Blind_times_are_paired_and_the_last_may_still_last()
    {
        var intervals = CoverageHistory.Intervals([Sight("Blind", 0), Sight("Clear", 5), Sight("Blind", 9)]).ToList();
        Assert.That(intervals, Is.EqualTo(new (BlindReason, DateTimeOffset, DateTimeOffset?)[]
        {
            (BlindReason.Challenged, _noon, _noon.AddHours(5)), (BlindReason.Challenged, _noon.AddHours(9), null),
        }));
    }

    [Test]
    public void Coverage_is_the_share_of_the_watched_time_and_nothing_is_claimed_after_the_last_look()
    {
        var start = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
        var watches = new Dictionary<string, (DateTimeOffset, DateTimeOffset)> { ["s"] = (start, start.AddDays(10)) };
        var blind = new BlindInterval("s", "S", BlindReason.Challenged, start.AddDays(8), null);
        var month = CoverageHistory.Month(new DateOnly(2026, 9, 1), watches, [blind], start.AddDays(29));

        Assert.That((month.SeriesWatched, month.Visible), Is.EqualTo((1, 0.8)));
        Assert.That(CoverageHistory.Month(new DateOnly(2026, 10, 1), watches, [blind], start.AddDays(40)).Visible, Is.Null);
    }

    [TestCase("https://stats.example/a?b=c", true)]
    [TestCase("http://stats.example/", true)]
    [TestCase("javascript:alert(1)", false)]
    [TestCase("data:text/html,x", false)]
    [TestCase("ftp://stats.example/", false)]
    [TestCase("//stats.example/", false)]
    [TestCase("briefing:2026-01", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void Only_addresses_of_the_web_are_linked(string? url, bool isLinked) => Assert.That(OutsideLink.Of(url) is not null, Is.EqualTo(isLinked));

    [Test]
    public void Every_form_of_a_citation_names_the_permanent_address()
    {
        const string link = "https://monitor.example/series/s?asOf=2026-09-10T12:00:00Z";
        var cite = CitationText.Of("s", "Output & {rate}_1 100%", "It is published.", link, _noon, _noon.AddDays(1));

        Assert.That(cite.Plain, Is.EqualTo($"DataBlackHole: Output & {{rate}}_1 100%. Record as of 2026-09-10 12:00 UTC: It is published. {link} (accessed 2026-09-11)."));
        Assert.That(cite.BibTeX, Does.StartWith("@misc{datablackhole-s-202609101200,").And.Contain(@"title = {Output \& \{rate\}\_1 100\%}").And.Contain($"url = {{{link}}}").And.EndWith("}"));
        var csl = JsonNode.Parse(cite.CslJson)![0]!;
        Assert.That(((string?)csl["URL"], (string?)csl["type"], (int?)csl["issued"]!["date-parts"]![0]![2]), Is.EqualTo((link, "webpage", 10)));
    }

    private static FlipRecord Sight(string to, int hours) => new(
        hours,
        new Flip { Series = "s", Axis = FlipAxis.Visibility, From = "Clear", To = to, Reason = Reason.LookFailed, BlindReason = to == "Blind" ? BlindReason.Challenged : BlindReason.None, At = _noon.AddHours(hours) },
        _noon.AddHours(hours), null);

    private static PastReleases Past(ReleaseTurn[] turns, DateTimeOffset? firstRecorded = null) =>
        new(turns, new Dictionary<string, DateTimeOffset> { ["s"] = firstRecorded ?? _noon.AddDays(-30) }, _noon, _noon);
}
