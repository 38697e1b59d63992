using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving.Exports;

namespace DataBlackHole.Tests.Serving;

public sealed class SdmxRowTests
{
    /// <summary>Every status, with and without a figure, seen and not seen.</summary>
    [Test]
    public void Every_status_has_a_code_of_the_list_and_says_what_it_should()
    {
        var codes = SdmxRow.Codes.Select(c => c.Code).ToList();
        foreach (var status in Enum.GetValues<ReleaseStatus>())
        {
            foreach (var (hasValue, isBlind) in new[] { (false, false), (false, true), (true, false), (true, true) }) Assert.That(codes, Does.Contain(SdmxRow.CodeOf(status, hasValue, isBlind)));
        }
        Assert.That(SdmxRow.CodeOf(ReleaseStatus.Missing, false, false), Is.EqualTo("O"));
        Assert.That(SdmxRow.CodeOf(ReleaseStatus.Missing, false, true), Is.EqualTo("O"), "it was concluded while we could see");
        Assert.That(SdmxRow.CodeOf(ReleaseStatus.Withheld, false, false), Is.EqualTo("Q"));
        Assert.That(SdmxRow.CodeOf(ReleaseStatus.Due, false, false), Is.EqualTo("M"));
        Assert.That(SdmxRow.CodeOf(ReleaseStatus.Due, false, true), Is.EqualTo("L"));
        Assert.That(SdmxRow.CodeOf(ReleaseStatus.Published, false, false), Is.EqualTo("L"));
    }

    [TestCase("2026-09", "2026-09")]
    [TestCase("2026-Q3", "2026-Q3")]
    [TestCase("2026", "2026")]
    [TestCase("2026-09-30", "2026-09-30")]
    [TestCase("2026-01..2026-02", "2026-01-01/P2M")]
    public void Periods_are_written_as_SDMX_writes_them(string period, string written) => Assert.That(SdmxRow.PeriodOf(ReferencePeriod.Parse(period)), Is.EqualTo(written));
}
