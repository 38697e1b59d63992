using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Tests.AbsenceBench.World;

namespace DataBlackHole.Tests.AbsenceBench.Scenarios;

/// <summary>Years in which the publisher does nothing wrong, and nothing may be said.</summary>
internal static class PunctualScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        new("on time: a monthly release", ["prices"], _ => { }),
        new("on time: January and February combined, with a row", ["activity", "land"], _ => { }),
        new("on time: figures in a database", ["jobless"], _ => { }),
        new("on time: one series in listing and database", ["trade"], _ => { }),
        new("on time: a quarterly and an annual series", ["accounts", "census"], _ => { }),
        new("on time: a series with months without release", ["tourism"], _ => { }),
        new("on time: everything at once", ["prices", "activity", "land", "tourism", "accounts", "census"], _ => { }),
        new("on the last moment of every due day", ["prices"], s => All12("prices", s, p => s.Window("prices", p).Due.AddMinutes(-1))),
        new("an hour and a half after every due time", ["prices"], s => All12("prices", s, p => s.Window("prices", p).Due.AddMinutes(90))),
        new("the first moment of every window", ["prices"], s => All12("prices", s, p => s.Window("prices", p).Opens.AddMinutes(1))),
        new("days before the window opens", ["prices"], s => All12("prices", s, p => s.Window("prices", p).Opens.AddDays(-s.Dice.Between(1, 4)))),
        new("late by a working holiday: October", ["prices"], OverHoliday),
        new("Spring Festival shifts the release of January", ["prices"], SpringFestival),
        new("holidays of next year not announced yet", ["prices"], s => s.Rule("prices", r => r with { WorkingDays = BenchCatalogue.WorkingDaysUntil(2025) })),
        new("a make-up Sunday is a working day", ["prices"], MakeUpDay),
        new("two releases in one month", ["prices"], TwoInOneMonth),
        new("the figure enters the database days after the listing", ["trade"], s => All12("trade", s, _ => null, FigureDaysLater)),
        new("released before the month has ended", ["prices"], BeforeTheEnd),
    ];

    private static void All12(string series, Script script, Func<string, DateTimeOffset?> at, Action<Script, ScriptedRelease>? also = null)
    {
        foreach (var release in script.Releases.Where(r => r.Series == series && r.Period >= ReferencePeriod.Parse("2025-12")))
        {
            if (at(release.Period.ToString()) is { } moment && moment < Script.End) release.At = moment;
            also?.Invoke(script, release);
        }
    }

    private static void FigureDaysLater(Script script, ScriptedRelease release)
    {
        release.At = script.Window("trade", release.Period.ToString()).Opens.AddHours(10);
        release.FigureAt = release.At.Value.AddDays(script.Dice.Between(1, 5));
    }

    // Due by the 7th, which the holiday moves to the 8th; out on the 9th, one working day after, which is not late.
    private static void OverHoliday(Script script)
    {
        script.Rule("prices", r => r with { ByMonth = ImmutableDictionary<int, DayRange>.Empty.Add(9, new DayRange(1, 1, 7)) });
        script.On("prices", "2026-09", $"2026-10-09 09:{script.Dice.Between(0, 25):00}");
    }

    // Due by the 16th, in the middle of the holiday; the first working day is the 24th.
    private static void SpringFestival(Script script)
    {
        script.Rule("prices", r => r with { ByMonth = ImmutableDictionary<int, DayRange>.Empty.Add(1, new DayRange(1, 9, 16)) });
        script.On("prices", "2026-01", $"2026-02-24 09:{script.Dice.Between(10, 50)}");
    }

    // Due by Saturday the 19th: Sunday the 20th is worked.
    private static void MakeUpDay(Script script)
    {
        script.Rule("prices", r => r with { Usual = new DayRange(1, 12, 19) });
        script.On("prices", "2026-08", $"2026-09-20 09:{script.Dice.Between(0, 29):00}");
    }

    private static void TwoInOneMonth(Script script)
    {
        script.Rule("prices", r => r with { ByMonth = ImmutableDictionary<int, DayRange>.Empty.Add(7, new DayRange(2, 2, 8)) });
        script.On("prices", "2026-07", $"2026-09-0{script.Dice.Between(2, 8)} 09:30");
        script.On("prices", "2026-08", $"2026-09-1{script.Dice.Between(0, 5)} 09:30");
    }

    private static void BeforeTheEnd(Script script)
    {
        script.Rule("prices", r => r with { Usual = new DayRange(0, 25, 31) });
        foreach (var release in script.Releases.Where(r => r.Series == "prices" && r.Period >= ReferencePeriod.Parse("2025-12")).ToList())
            release.At = release.Period.End.AddDays(-script.Dice.Between(0, 3)).ToDateTime(new TimeOnly(9, 30)) is var local && local.Year < 2027 ? new DateTimeOffset(local, TimeSpan.FromHours(8)) : null;
    }
}
