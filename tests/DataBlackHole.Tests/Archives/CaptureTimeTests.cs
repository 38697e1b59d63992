using System.Globalization;
using DataBlackHole.Probing.Archives;

namespace DataBlackHole.Tests.Archives;

public class CaptureTimeTests
{
    [TestCase("2026-08-04T09:18:07.406Z", "2026-08-04T09:18:07.4060000Z")]
    [TestCase("2026-10-04T22:41:48+08:00", "2026-10-04T14:41:48.0000000Z")]
    [TestCase("2026-10-08T10:43:16.568530Z", "2026-10-08T10:43:16.5685300Z")]
    [TestCase("2026-10-09T05:21:38Z", "2026-10-09T05:21:38.0000000Z")]
    public void An_exact_time_is_one_moment(string text, string expected)
    {
        Assert.That(CaptureTime.TryParse(text, out var time), Is.True);
        Assert.That(time!.IsExact, Is.True);
        Assert.That(time.Earliest.UtcDateTime.ToString("o", CultureInfo.InvariantCulture), Is.EqualTo(expected));
    }

    [TestCase("2026-07-15", "2026-07-14T10:00:00.000Z", "2026-07-16T11:59:59.999Z")]
    [TestCase("2019-10", "2019-09-30T10:00:00.000Z", "2019-11-01T11:59:59.999Z")]
    [TestCase("2019", "2018-12-31T10:00:00.000Z", "2020-01-01T11:59:59.999Z")]
    public void A_day_month_or_year_covers_itself_in_every_time_zone(string text, string earliest, string latest)
    {
        Assert.That(CaptureTime.TryParse(text, out var time), Is.True);
        Assert.That(time, Is.EqualTo(new CaptureTime(DateTimeOffset.Parse(earliest, CultureInfo.InvariantCulture), DateTimeOffset.Parse(latest, CultureInfo.InvariantCulture))));
        Assert.That(time!.IsExact, Is.False);
    }

    [TestCase("")]
    [TestCase("20261009T052138145819Z")]
    [TestCase("2026-08-04T09:18:07")]
    [TestCase("2026-08-04 09:18:07Z")]
    [TestCase("2026-02-30")]
    [TestCase("0001")]
    [TestCase("9999")]
    [TestCase("26-07-15")]
    public void Anything_else_is_no_time(string text) => Assert.That(CaptureTime.TryParse(text, out _), Is.False);
}
