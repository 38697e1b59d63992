using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Interpreting;

public sealed class PeriodTextTests
{
    [TestCase("2023年1—7月份全国房地产市场基本情况", "2023-08-15", "2023 1-7")]
    [TestCase("2023年1-7月财政收支情况", "2023-08-15", "2023 1-7")]
    [TestCase("2023年1–7月", "2023-08-15", "2023 1-7")]
    [TestCase("2023年1～7月份", "2023-08-15", "2023 1-7")]
    [TestCase("2023年1~7月份", "2023-08-15", "2023 1-7")]
    [TestCase("2023年1至7月份", "2023-08-15", "2023 1-7")]
    [TestCase("2023年1月至7月", "2023-08-15", "2023 1-7")]
    [TestCase("2023年1月份——7月份", "2023-08-15", "2023 1-7")]
    [TestCase("２０２３年１－７月份", "2023-08-15", "2023 1-7")]
    [TestCase("2023 年 1 — 7 月份 全国", "2023-08-15", "2023 1-7")]
    [TestCase("2024年1—2月份社会消费品零售总额增长5.5%", "2024-03-18", "2024 1-2")]
    [TestCase("2024年上半年全国固定资产投资", "2024-07-15", "2024 1-6")]
    [TestCase("2026年一季度国内生产总值初步核算结果", "2026-04-17", "2026 1-3")]
    [TestCase("2026年第一季度", "2026-04-17", "2026 1-3")]
    [TestCase("2022年三季度全国工业产能利用率为75.6%", "2022-10-24", "2022 7-9")]
    [TestCase("2023年四季度和全年国内生产总值初步核算结果", "2024-01-18", "2023 10-12")]
    [TestCase("2022年前三季度居民收入和消费支出情况", "2022-10-24", "2022 1-9")]
    [TestCase("2022年一至三季度", "2022-10-24", "2022 1-9")]
    [TestCase("2023年全国房地产市场基本情况", "2024-01-17", "2023 1-12")]
    [TestCase("2025年全年社会消费品零售总额", "2026-01-19", "2025 1-12")]
    [TestCase("2025年经济发展新动能指数增长12.5%", "2026-08-27", "2025 1-12")]
    [TestCase("2024年《中国妇女发展纲要（2021—2030年）》统计监测报告", "2025-12-30", "2024 1-12")]
    [TestCase("2026年7月份70个大中城市商品住宅销售价格变动情况", "2026-08-17", "2026 7-7")]
    [TestCase("2025年12月中国采购经理指数运行情况", "2025-12-31", "2025 12-12")]
    [TestCase("2025年1月中国采购经理指数运行情况", "2025-01-27", "2025 1-1")]
    [TestCase("2021年1—10月份全国规模以上工业企业利润同比增长42.2% 两年平均增长19.7%", "2021-11-27", "2021 1-10")]
    [TestCase("2025年前7个月", "2025-08-20", "2025 1-7")]
    [TestCase("2026年全国1—7月份", "2026-08-20", "2026 1-7")]
    public void A_title_with_a_year_names_its_months(string title, string documentDay, string expected) =>
        Assert.That(Describe(PeriodText.Find(title, Day(documentDay))), Is.EqualTo(expected));

    [TestCase("10月份经济运行总体平稳持续恢复", "2021-11-15", "2021 10-10")]
    [TestCase("12月份经济运行", "2022-01-17", "2021 12-12")]
    [TestCase("10月中国采购经理指数", "2021-10-31", "2021 10-10")]
    [TestCase("1月中国采购经理指数", "2025-01-27", "2025 1-1")]
    [TestCase("1—7月份国民经济保持总体平稳、向新向优发展态势", "2026-08-17", "2026 1-7")]
    [TestCase("前三季度国民经济恢复向好", "2022-10-24", "2022 1-9")]
    [TestCase("上半年国民经济运行", "2024-07-15", "2024 1-6")]
    [TestCase("全年国民经济", "2026-01-19", "2025 1-12")]
    [TestCase("前三季度国内生产总值比2020年同期增长", "2021-10-18", "2021 1-9")]
    public void A_title_without_a_year_gets_the_latest_that_had_ended(string title, string documentDay, string expected) =>
        Assert.That(Describe(PeriodText.Find(title, Day(documentDay))), Is.EqualTo(expected));

    [TestCase("2026年8月中旬流通领域重要生产资料市场价格变动情况", "2026-08-24")]
    [TestCase("7月下旬流通领域重要生产资料市场价格", "2026-08-04")]
    [TestCase("2026年8月上旬", "2026-08-14")]
    [TestCase("中国妇女发展纲要（2021—2030年）", "2025-12-30")]
    [TestCase("国家统计局关于2026年早稻产量数据的公告", "2026-08-21")]
    [TestCase("截至2023年7月31日", "2023-08-15")]
    [TestCase("2023年13月份", "2024-08-15")]
    [TestCase("2023年0月份", "2024-08-15")]
    [TestCase("2023年7—1月份", "2024-08-15")]
    [TestCase("2023年11月—2024年1月", "2024-02-15")]
    [TestCase("2027年1—7月份", "2026-08-15")]
    [TestCase("能源生产情况", "2026-08-15")]
    [TestCase("", "2026-08-15")]
    public void What_is_no_period_of_whole_months_is_not_read(string title, string documentDay) =>
        Assert.That(PeriodText.Find(title, Day(documentDay)), Is.Null);

    [Test]
    public void An_endless_title_is_not_read() => Assert.That(PeriodText.Find("2023年1月" + new string('1', 1_000_000), Day("2024-01-01")), Is.Null);

    [TestCase(1, 7, Cadence.Monthly, "2024-07")]
    [TestCase(7, 7, Cadence.Monthly, "2024-07")]
    [TestCase(1, 12, Cadence.Monthly, "2024-12")]
    [TestCase(1, 2, Cadence.Monthly, "2024-01..2024-02")]
    [TestCase(2, 2, Cadence.Monthly, "2024-02")]
    [TestCase(1, 1, Cadence.Monthly, "2024-01")]
    [TestCase(1, 3, Cadence.Quarterly, "2024-Q1")]
    [TestCase(1, 6, Cadence.Quarterly, "2024-Q2")]
    [TestCase(7, 9, Cadence.Quarterly, "2024-Q3")]
    [TestCase(1, 12, Cadence.Quarterly, "2024-Q4")]
    [TestCase(1, 7, Cadence.Quarterly, null)]
    [TestCase(9, 9, Cadence.Quarterly, null)]
    [TestCase(1, 12, Cadence.Annual, "2024")]
    [TestCase(1, 11, Cadence.Annual, null)]
    [TestCase(1, 1, Cadence.Daily, null)]
    public void Months_become_the_period_of_the_cadence(int first, int last, Cadence cadence, string? expected) =>
        Assert.That(new MonthSpan(2024, first, last).ToPeriod(cadence)?.ToString(), Is.EqualTo(expected));

    [TestCase(1, 2, true, "2024-01..2024-02")]
    [TestCase(2, 2, true, "2024-01..2024-02")]
    [TestCase(1, 1, true, null)]
    [TestCase(1, 3, true, "2024-03")]
    [TestCase(1, 2, false, "2024-02")]
    [TestCase(2, 2, false, "2024-02")]
    public void A_calendar_decides_what_January_and_February_are(int first, int last, bool combines, string? expected) =>
        Assert.That(new MonthSpan(2024, first, last).ToPeriod(Cadence.Monthly, SampleCatalogue.Rule("r", combines))?.ToString(), Is.EqualTo(expected));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Describe(MonthSpan? span) => span is { } s ? $"{s.Year} {s.First}-{s.Last}" : null;
}
