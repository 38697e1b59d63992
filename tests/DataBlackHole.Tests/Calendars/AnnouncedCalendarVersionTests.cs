using DataBlackHole.Core.Calendars;
using static DataBlackHole.Tests.Calendars.Announcements;

namespace DataBlackHole.Tests.Calendars;

public sealed class AnnouncedCalendarVersionTests
{
    private static readonly AnnouncedCell _dated = new(1, [At("2026-01-19 10:00"), At("2026-01-30 09:30")], false, false, "注4", "19/一 10:00");
    private static readonly AnnouncedRow _row = new("1", "GDP", [_dated, new(2, [], true, false, null, "……"), new(3, [], false, true, null, "delayed\tto\nlater")]);

    private static string Digest(AnnouncedRow row, string note = "1. preliminary", int year = 2026) =>
        AnnouncedCalendarVersion.Of(Source, year, At("2026-01-05 08:00"), [row], [note]).Digest.ToString();

    [Test]
    public void The_canonical_text_has_a_line_for_the_year_each_row_each_cell_and_each_note() =>
        Assert.That(AnnouncedCalendarVersion.CanonicalText(2026, [_row, new AnnouncedRow("2", "CPI", []) { Problem = "month 10" }], ["1. preliminary"]), Is.EqualTo(string.Join('\n',
            "calendar\t2026",
            "row\t1\tGDP\t",
            "cell\t1\t2026-01-19T02:00Z 2026-01-30T01:30Z\t注4\t19/一 10:00",
            "cell\t2\tnone\t\t……",
            "cell\t3\tpostponed\t\tdelayed to later",
            "row\t2\tCPI\tmonth 10",
            "note\t1. preliminary",
            "")));

    [Test]
    public void Every_change_of_what_is_announced_changes_the_digest()
    {
        AnnouncedRow[] changed =
        [
            _row with { Number = "2" }, _row with { Content = "CPI" }, _row with { Problem = "month 1" }, _row with { Cells = _row.Cells.SetItem(0, _dated with { Note = null }) },
            _row with { Cells = _row.Cells.SetItem(0, _dated with { At = [At("2026-01-19 10:00")] }) }, _row with { Cells = _row.Cells.SetItem(1, new(2, [], false, false, null, "……")) },
        ];
        string[] digests = [Digest(_row), Digest(_row, "2. final"), Digest(_row, year: 2027), .. changed.Select(r => Digest(r))];
        Assert.That(digests, Is.Unique);
    }
}
