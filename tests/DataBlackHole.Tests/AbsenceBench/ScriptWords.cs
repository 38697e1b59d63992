using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Tests.AbsenceBench.World;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>The words in which scenarios are told.</summary>
internal static class ScriptWords
{
    /// <summary>Some period of the series, by the dice, out of the middle of the year.</summary>
    public static string Some(this Script script, string series, string from = "2026-03", string to = "2026-09") => script.Dice.One(
        [.. script.Releases.Where(r => r.Series == series && r.Period >= ReferencePeriod.Parse(from) && r.Period <= ReferencePeriod.Parse(to)).Select(r => r.Period.ToString())]);

    /// <summary>The planned period after the given one.</summary>
    public static string After(this Script script, string series, string period) =>
        new ReleaseCalendar(script.Definitions[series].Release!).NextPlanned(ReferencePeriod.Parse(period)).ToString();

    public static void Move(this Script script, string series, string period, DateTimeOffset? at) => script.Release(series, period).At = at;

    /// <summary>Comes out after the late-after instant and before the missing-after instant.</summary>
    public static string ComesLate(this Script script, string series, string? period = null)
    {
        period ??= script.Some(series);
        script.Move(series, period, script.Window(series, period).LateAfter.AddHours(script.Dice.Between(44, 100)));
        script.Must($"{series}/{period} Late NotSeenAfterDeadline", $"{series} Late", $"{series}/{period} Published FoundLate", $"{series} Current CaughtUp");
        return period;
    }

    /// <summary>Comes out some days after the missing-after instant.</summary>
    public static string ComesAfterMissing(this Script script, string series, string? period = null)
    {
        period ??= script.Some(series);
        script.Move(series, period, script.Window(series, period).MissingAfter.AddHours(script.Dice.Between(48, 110)));
        script.GoesMissing(series, period);
        script.Must($"{series}/{period} Published FoundAfterMissing", $"{series} Current Resumed");
        return period;
    }

    /// <summary>Never comes out.</summary>
    public static void NeverComes(this Script script, string series, string period)
    {
        script.Move(series, period, null);
        script.GoesMissing(series, period);
    }

    /// <summary>All from the given period on never come out.</summary>
    public static void Ends(this Script script, string series, string period)
    {
        foreach (var release in script.Releases.Where(r => r.Series == series && r.Period >= ReferencePeriod.Parse(period))) release.At = null;
    }

    public static void GoesMissing(this Script script, string series, string period) => script.Must(
        $"{series}/{period} Late NotSeenAfterDeadline", $"{series} Late", $"{series}/{period} Missing NotSeenRepeatedly", $"{series} Missing NotSeenRepeatedly");

    /// <summary>Something wrong for some days, beginning the morning after the window of the period opens.</summary>
    public static void Trouble(
        this Script script, string series, string period, double days, Func<Exchange, CancellationToken, ValueTask<Answer>> reply, Place where = Place.All) =>
        script.TroubleFrom(script.Window(series, period).Opens.AddHours(8), days, reply, where);

    public static void TroubleFrom(
        this Script script, DateTimeOffset from, double days, Func<Exchange, CancellationToken, ValueTask<Answer>> reply, Place where = Place.All) =>
        script.Faults.Add(new Fault(from, from.AddDays(days), where, reply));

    /// <summary>An item in the listing that belongs to no series.</summary>
    public static ScriptedRelease Item(this Script script, string title, DateTimeOffset at)
    {
        var item = new ScriptedRelease { Series = "", Title = title, At = at };
        script.Releases.Add(item);
        return item;
    }

    public static void Redefine(this Script script, string series, Func<SeriesDefinition, SeriesDefinition> change) =>
        script.Definitions[series] = change(script.Definitions[series]);

    /// <summary>Another rule; to be told before anything that asks for windows.</summary>
    public static void Rule(this Script script, string series, Func<ReleaseRule, ReleaseRule> change) =>
        script.Redefine(series, s => s with { Release = change(s.Release!) });

    /// <summary>The release comes out at a local time on a day.</summary>
    public static void On(this Script script, string series, string period, string local) => script.Move(series, period, Script.At(local));

    /// <summary>The tables of the housing release without the row of land, from a period to a period.</summary>
    public static void WithoutLand(this Script script, string from, string to, string? label = null)
    {
        foreach (var release in script.Releases.Where(r => r.Series == "activity" && r.Period >= ReferencePeriod.Parse(from) && r.Period <= ReferencePeriod.Parse(to)))
            release.Rows = label is null ? Plan.HousingTable(script.Dice, withLand: false) : Plan.HousingTable(script.Dice, landLabel: label);
    }
}
