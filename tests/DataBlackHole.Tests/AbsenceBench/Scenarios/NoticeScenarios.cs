using DataBlackHole.Tests.AbsenceBench.World;

namespace DataBlackHole.Tests.AbsenceBench.Scenarios;

/// <summary>Years in which the publisher says what it does: notices, postponements, ends, withdrawals.</summary>
internal static class NoticeScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        new("notice of suspension", ["prices"], s => Notice(s, "关于暂停发布居民价格变动情况的公告", "prices Paused", "prices/{0} Withheld")),
        new("notice of a stop", ["prices"], s => Notice(s, "关于停止发布居民价格变动情况的公告", "prices Discontinued OfficialNotice")),
        new("notice of a change of methodology", ["prices"], Methodology),
        new("notice that names another series", ["prices"], s => s.Item("关于暂停发布粮食生产数据的公告", s.Window("prices", s.Some("prices")).Opens.AddHours(-30))),
        new("notice of suspension, and resumed three months later", ["prices"], Resumed),
        new("missing for three cycles while another series goes on", ["prices", "activity"], ThreeCycles),
        new("a notice the day before puts the release off to a day", ["prices"], s => Postponed(s, withDate: true)),
        new("a notice the day before puts the release off without a day", ["prices"], s => Postponed(s, withDate: false)),
        new("withdrawn a week after it came out", ["prices"], Withdrawn),
    ];

    private static void Notice(Script script, string title, params string[] events)
    {
        var period = script.Some("prices", "2026-04", "2026-08");
        script.Ends("prices", period);
        script.Item(title, script.Window("prices", period).Opens.AddHours(10));
        script.Must([.. events.Select(e => string.Format(e, period))]);
        script.May("prices/* Withheld OfficialNotice", "prices/* NotPlanned OfficialNotice");
    }

    private static void Methodology(Script script)
    {
        var period = script.Some("prices");
        script.Item("关于调整居民价格统计方法的说明", script.Window("prices", period).Opens.AddHours(10));
    }

    private static void Resumed(Script script)
    {
        Notice(script, "关于暂停发布居民价格变动情况的公告", "prices Paused", "prices/{0} Withheld");
        script.On("prices", "2026-11", "2026-12-10 09:30");
        script.Must("prices Current Resumed");
    }

    private static void ThreeCycles(Script script)
    {
        var period = script.Some("prices", "2026-03", "2026-06");
        script.Ends("prices", period);
        script.GoesMissing("prices", period);
        script.Must("prices Discontinued SeveralCyclesMissing");
        script.May("prices/*");
    }

    // The calendar names the due day; the day before, the publisher puts the release off and brings it out six working days later.
    private static void Postponed(Script script, bool withDate)
    {
        var period = script.Some("prices");
        var window = script.Window("prices", period);
        var title = withDate ? $"居民价格变动情况延期至{SitePages.Local(window.Due.AddDays(8)):M月d日}发布" : "居民价格变动情况延期发布";
        script.Item($"关于{title}的公告", window.Due.AddDays(-1));
        script.Move("prices", period, window.Due.AddDays(8));
        script.Must($"prices/{period} none PostponedWithoutDate");
    }

    private static void Withdrawn(Script script)
    {
        var period = script.Some("prices");
        var release = script.Release("prices", period);
        release.Until = release.At!.Value.AddDays(7);
        script.Must($"prices/{period} Withdrawn TakenBack");
        script.NotFound.Add($"prices/{period}");
    }
}
