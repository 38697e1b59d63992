using System.Diagnostics;
using System.Text;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>Captured pages are hostile input: whatever comes, the reader ends soon and says so.</summary>
public sealed class HostileInputTests
{
    [TestCase("div")]
    [TestCase("b")]
    [TestCase("font")]
    [TestCase("table")]
    [TestCase("custom-tag")]
    public void A_hundred_thousand_nested_elements_are_over_the_limit(string tag)
    {
        var page = "<html><body>" + string.Concat(Enumerable.Repeat($"<{tag}>", 100_000)) + "x</body></html>";
        var watch = Stopwatch.StartNew();
        Assert.That(FailureOf("pages", page), Is.EqualTo(FailureKind.OverLimit));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    [TestCase("p")]
    [TestCase("li")]
    [TestCase("td")]
    [TestCase("option")]
    [TestCase("br")]
    public void Old_pages_leave_end_tags_out_and_are_read(string tag)
    {
        var page = SamplePages.Page(body: string.Concat(Enumerable.Repeat($"<{tag}>x", 20_000)));
        Assert.That(FailureOf("pages", page), Is.Null);
    }

    [Test]
    public void A_million_elements_are_over_the_limit() =>
        Assert.That(FailureOf("pages", SamplePages.Page(body: string.Concat(Enumerable.Repeat("<i></i>", 1_000_000)))), Is.EqualTo(FailureKind.OverLimit));

    [Test]
    public void Scripts_full_of_angle_brackets_are_no_elements() =>
        Assert.That(FailureOf("pages", SamplePages.Page(body: "<script>" + string.Concat(Enumerable.Repeat("if(a<b)c='<div>';", 100_000)) + "</script>")), Is.Null);

    [Test]
    public void Deep_JSON_is_malformed() =>
        Assert.That(FailureOf("db-youth", new string('[', 100_000) + new string(']', 100_000)), Is.EqualTo(FailureKind.MalformedReply));

    [Test]
    public void NUL_bytes_do_no_harm()
    {
        var page = SamplePages.Page().Replace("<p>文</p>", "<p>文\0\0\0</p>\0", StringComparison.Ordinal);
        Assert.That(Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, page)).Observations, Is.Not.Empty);
    }

    [Test]
    public void An_endless_title_is_cut()
    {
        var page = SamplePages.Page("2026年7月份居民消费价格" + new string('涨', 1_000_000));
        var observation = Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, page)).Observations.Single();
        Assert.That((observation.Title!.Length, observation.Period?.ToString()), Is.EqualTo((500, "2026-07")));
    }

    [Test]
    public void Random_bytes_never_break_a_reader()
    {
        var random = new Random(20260817);
        string[] sources = ["listing", "pages", "db-youth", "easy-cpi", "cnki"];
        for (var i = 0; i < 300; i++)
        {
            var body = new byte[random.Next(1, 2000)];
            random.NextBytes(body);
            foreach (var source in sources)
            {
                Assert.That(FailureOf(source, body), Is.Not.Null);
            }
        }
    }

    [Test]
    public void Damaged_pages_never_break_a_reader()
    {
        var random = new Random(7);
        var page = Encoding.UTF8.GetBytes(SamplePages.Listing(("2026年7月份能源生产情况", "./1.html", "2026-08-17"), ("2026年7月份居民消费价格", "./2.html", "2026-08-09")));
        for (var i = 0; i < 300; i++)
        {
            var body = (byte[])page.Clone();
            for (var flips = random.Next(1, 20); flips > 0; flips--) body[random.Next(body.Length)] = (byte)random.Next(32, 127);
            Assert.DoesNotThrow(() => Captures.Read("listing", Captures.Of(SampleCatalogue.ListingUrl, body)));
        }
    }

    private static FailureKind? FailureOf(string source, string body) => FailureOf(source, Encoding.UTF8.GetBytes(body));

    private static FailureKind? FailureOf(string source, byte[] body) => Captures.FailureOf(Captures.Read(source, Captures.Of(SampleCatalogue.PageUrl, body)));
}
