using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving;
using DataBlackHole.Serving.Pages;
using DataBlackHole.Storage;

namespace DataBlackHole.Tests.Serving.Pages;

public sealed class HeatMapTests
{
    private static readonly DateTimeOffset _now = new(2026, 10, 9, 6, 0, 0, TimeSpan.Zero);
    private static readonly HeatMap _map = new(new DateOnly(2026, 10, 9), _now);

    [Test]
    public void It_shows_two_years_up_to_the_present_month() =>
        Assert.That((_map.Months[0], _map.Months[^1], _map.Months.Length), Is.EqualTo((new DateOnly(2024, 11, 1), new DateOnly(2026, 10, 1), 24)));

    [TestCase(ReleaseStatus.Published, Reason.Found, HeatCell.Published)]
    [TestCase(ReleaseStatus.Published, Reason.FirstSeen, HeatCell.Published)]
    [TestCase(ReleaseStatus.Published, Reason.FoundLate, HeatCell.PublishedLate)]
    [TestCase(ReleaseStatus.Published, Reason.FoundAfterMissing, HeatCell.PublishedLate)]
    [TestCase(ReleaseStatus.Late, Reason.NotSeenAfterDeadline, HeatCell.Late)]
    [TestCase(ReleaseStatus.Missing, Reason.NotSeenRepeatedly, HeatCell.Missing)]
    [TestCase(ReleaseStatus.Withheld, Reason.OfficialNotice, HeatCell.Withheld)]
    [TestCase(ReleaseStatus.Withdrawn, Reason.TakenBack, HeatCell.Withdrawn)]
    [TestCase(ReleaseStatus.NotPlanned, Reason.Planned, HeatCell.NotPlanned)]
    [TestCase(ReleaseStatus.Scheduled, Reason.Planned, HeatCell.Expected)]
    [TestCase(ReleaseStatus.Due, Reason.DueInstantPassed, HeatCell.Expected)]
    [TestCase(ReleaseStatus.Unknown, Reason.Unknown, HeatCell.CannotTell)]
    public void Every_state_of_a_release_has_its_cell(ReleaseStatus status, Reason reason, HeatCell expected) =>
        Assert.That(HeatMap.CellOf(new ReleaseMark("s", "2026-08", status, reason), Clear, _now), Is.EqualTo(expected));

    [TestCase(ReleaseStatus.Missing)]
    [TestCase(ReleaseStatus.Late)]
    public void What_was_refuted_is_not_shown_as_what_was_concluded(ReleaseStatus status) =>
        Assert.That(HeatMap.CellOf(new ReleaseMark("s", "2026-08", status, Reason.NotSeenRepeatedly) { IsRefuted = true }, Clear, _now), Is.EqualTo(HeatCell.Refuted));

    [Test]
    public void What_was_due_while_we_could_not_see_cannot_be_told() =>
        Assert.That(HeatMap.CellOf(new ReleaseMark("s", "2026-08", ReleaseStatus.Due, Reason.DueInstantPassed), Clear with { Visibility = Visibility.Blind }, _now), Is.EqualTo(HeatCell.CannotTell));

    [TestCase(ReleaseStatus.Due)]
    [TestCase(ReleaseStatus.Scheduled)]
    public void What_nobody_looked_for_after_its_deadline_cannot_be_told(ReleaseStatus status)
    {
        var mark = new ReleaseMark("s", "2026-08", status, Reason.Planned, LateAfter: _now.AddMinutes(-1));
        Assert.That(HeatMap.CellOf(mark, Clear, _now), Is.EqualTo(HeatCell.CannotTell));
        Assert.That(HeatMap.CellOf(mark with { LateAfter = _now.AddMinutes(1) }, Clear, _now), Is.EqualTo(HeatCell.Expected));
    }

    [Test]
    public void Every_state_that_says_something_bad_about_a_publisher_keeps_its_cell_while_we_are_blind() =>
        Assert.That(HeatMap.CellOf(new ReleaseMark("s", "2026-08", ReleaseStatus.Missing, Reason.NotSeenRepeatedly), Clear with { Visibility = Visibility.Blind }, _now), Is.EqualTo(HeatCell.Missing));

    [Test]
    public void Months_released_together_are_shown_in_both()
    {
        var cells = Cells(Cadence.Monthly, Mark("2026-01..2026-02"), Mark("2026-03"));
        Assert.That((At(cells, 2026, 1), At(cells, 2026, 2), At(cells, 2026, 3)), Is.EqualTo((HeatCell.Published, HeatCell.Published, HeatCell.Published)));
    }

    [Test]
    public void A_quarter_stands_in_its_last_month_and_no_release_is_planned_in_the_others()
    {
        var cells = Cells(Cadence.Quarterly, Mark("2026-Q1"), Mark("2026-Q2"));
        Assert.That((At(cells, 2026, 3), At(cells, 2026, 4), At(cells, 2026, 5), At(cells, 2026, 6)),
            Is.EqualTo((HeatCell.Published, HeatCell.NotPlanned, HeatCell.NotPlanned, HeatCell.Published)));
    }

    [Test]
    public void Of_several_days_of_a_month_the_worst_is_shown()
    {
        var cells = Cells(Cadence.Daily, Mark("2026-09-01"), Mark("2026-09-02", ReleaseStatus.Missing), Mark("2026-09-03"));
        Assert.That(At(cells, 2026, 9), Is.EqualTo(HeatCell.Missing));
    }

    [Test]
    public void A_gap_in_the_record_cannot_be_told_and_what_comes_after_it_is_expected()
    {
        var cells = Cells(Cadence.Monthly, Mark("2026-05"), Mark("2026-07"));
        Assert.That((At(cells, 2026, 4), At(cells, 2026, 6), At(cells, 2026, 8)), Is.EqualTo((HeatCell.CannotTell, HeatCell.CannotTell, HeatCell.Expected)));
    }

    [Test]
    public void After_its_end_a_series_has_no_release_and_without_any_record_nothing_can_be_told()
    {
        var ended = Definition(Cadence.Monthly) with { Ended = new SeriesEnd(ReferencePeriod.Month(2025, 6), null, new BilingualText("", ""), "https://stats.example/") };
        var cells = _map.CellsOf(ended, null, Clear, []);
        Assert.That((cells[7], cells[8]), Is.EqualTo((HeatCell.CannotTell, HeatCell.NotPlanned)), "June and July 2025");
    }

    [Test]
    public void Every_cell_says_its_word_in_the_language_of_the_page()
    {
        foreach (var cell in Enum.GetValues<HeatCell>())
        {
            Assert.That(HeatMap.Markup([cell], Tongue.En).Value, Is.EqualTo($"<td class={HeatMap.Class(cell)}><i>{OverviewWords.Cell(cell).En}</i>"));
            Assert.That(HeatMap.Markup([cell], Tongue.Zh).Value, Does.Contain(OverviewWords.Cell(cell).Zh));
        }
        Assert.That(Enum.GetValues<HeatCell>().Select(HeatMap.Class).Distinct(), Has.Exactly(Enum.GetValues<HeatCell>().Length).Items, "each has a shape of its own");
    }

    private static SeriesStanding Clear => new(SeriesStatus.Current, Grade.Suspected, Origin.Observed, _now, Visibility.Clear, BlindReason.None, null, null);

    private static ImmutableArray<HeatCell> Cells(Cadence cadence, params ReleaseMark[] marks) => _map.CellsOf(Definition(cadence), null, Clear, marks);

    private static HeatCell At(ImmutableArray<HeatCell> cells, int year, int month) => cells[_map.Months.IndexOf(new DateOnly(year, month, 1))];

    private static ReleaseMark Mark(string period, ReleaseStatus status = ReleaseStatus.Published) => new("s", period, status, Reason.Found);

    private static SeriesDefinition Definition(Cadence cadence) => new()
    {
        Key = "s",
        Name = new BilingualText("S", "丙"),
        Publisher = "p",
        Cadence = cadence,
        Readings = [],
        Absence = new BilingualText("", ""),
    };
}
