using DataBlackHole.Loading;

namespace DataBlackHole.Tests.Loading;

public sealed class ScalarsTests
{
    [TestCase("00:15:00", 15 * 60)]
    [TestCase("1.06:00:00", 30 * 3600)]
    [TestCase("45s", 45)]
    [TestCase("15m", 15 * 60)]
    [TestCase("6h", 6 * 3600)]
    [TestCase("2d", 48 * 3600)]
    public void A_duration_is_read(string text, int seconds)
    {
        Assert.That(Scalars.Duration.TryRead(text, out var duration), Is.True);
        Assert.That(duration, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [TestCase("15")]
    [TestCase("-15m")]
    [TestCase("1m30s")]
    [TestCase("24:00:00")]
    [TestCase("9999999d")]
    [TestCase("")]
    public void What_is_no_duration_is_refused(string text) => Assert.That(Scalars.Duration.TryRead(text, out _), Is.False);

    [TestCase("0 0/10 9-18 ? * *", true)]
    [TestCase("0 30 9 ? * MON-FRI", true)]
    [TestCase("0 0 25 ? * *", false)]
    [TestCase("0 0/10 9-18 * *", false)]
    [TestCase("every day", false)]
    [TestCase("0 0 0 31 FOO ?", false)]
    [TestCase("0 0 0 L-99 * ?", false)]
    [TestCase("a b c d e f", false)]
    [TestCase("", false)]
    public void A_cron_expression_is_what_Quartz_accepts(string text, bool valid) =>
        Assert.That(Scalars.Cron.TryRead(text, out _), Is.EqualTo(valid));

    [TestCase("https://www.stats.gov.cn/sj/", true)]
    [TestCase("http://data.example:8080/x?y=1", true)]
    [TestCase("//www.stats.gov.cn/", false)]
    [TestCase("/sj/", false)]
    [TestCase("file:///etc/passwd", false)]
    [TestCase("https://user@www.stats.gov.cn/", false)]
    [TestCase("https://www.stats.gov.cn/#part", false)]
    public void An_address_is_absolute_and_of_the_web(string text, bool valid) =>
        Assert.That(Scalars.Url.TryRead(text, out _), Is.EqualTo(valid));

    [TestCase("yyyy-MM-dd", true)]
    [TestCase("yyyy/MM/dd HH:mm", true)]
    [TestCase("'成文日期'yyyy年MM月dd日", true)]
    [TestCase("HH:mm", false)]
    [TestCase("yyyy-MM", false)]
    [TestCase("%", false)]
    public void A_date_format_gives_back_the_day_it_printed(string text, bool valid) =>
        Assert.That(Scalars.DateFormat.TryRead(text, out _), Is.EqualTo(valid));

    [TestCase("nbs-cpi", true)]
    [TestCase("nbs-70-city", true)]
    [TestCase("nbs--cpi", false)]
    [TestCase("-cpi", false)]
    [TestCase("cpi-", false)]
    [TestCase("CPI", false)]
    [TestCase("cpi\n", false)]
    public void A_key_has_its_form(string text, bool valid) => Assert.That(Scalars.Key.TryRead(text, out _), Is.EqualTo(valid));

    [Test]
    public void One_pattern_serves_all_that_are_written_alike()
    {
        Assert.That(Scalars.Pattern.TryRead("^指标7$", out var first) && Scalars.Pattern.TryRead("^指标7$", out var again) && ReferenceEquals(first, again), Is.True);
        Assert.That(Scalars.Pattern.TryRead("^指标8$", out var other) && ReferenceEquals(first, other), Is.False);
    }
}
