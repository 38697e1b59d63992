using System.Collections.Immutable;
using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

public static class CalendarMapper
{
    public static void Map(DefinitionFile file, YamlValue root, FileProblems problems, LoadContext context)
    {
        if (MapReader.Open(root, Shapes.Calendar, problems) is not { } reader) return;
        var zone = reader.Get("timeZone", Scalars.Zone, TimeZoneInfo.Utc);
        var cadence = reader.Get("cadence", Scalars.Word<Cadence>(), Cadence.Unknown);
        var rule = new ReleaseRule
        {
            Key = CommonMapper.Key(reader, file),
            Cadence = cadence,
            TimeZone = zone,
            WorkingDays = context.WorkingDays.Refer(reader, "workingDays") ?? WorkingDays.None,
            Time = reader.Get("time", Scalars.Time, TimeOnly.MinValue),
            Follows = Follows(reader.Map("follows", Shapes.Follows), cadence, context),
            Usual = Range(reader.Map("usual", Shapes.DayRange)),
            ByMonth = ByMonth(reader),
            CombinesJanuaryAndFebruary = reader.Get("combinesJanuaryAndFebruary", Scalars.Flag, false),
            MonthsWithout = MonthsWithout(reader),
            LateAfterWorkingDays = reader.Number("lateAfterWorkingDays", 0, 60, 1),
            MissingAfterWorkingDays = reader.Number("missingAfterWorkingDays", 1, 250, 7),
            Announced = Announced(reader, zone, cadence),
            AnnouncedIn = AnnouncedIn(reader, context),
        };
        Check(reader, rule);
        CheckUsual(reader, cadence);
        context.Calendars.Add(rule.Key, rule, reader);
    }

    /// <summary>Daily figures are due on their own day; all others need to know when.</summary>
    private static void CheckUsual(MapReader reader, Cadence cadence)
    {
        if (cadence == Cadence.Unknown || cadence == Cadence.Daily != reader.Has("usual")) return;
        if (cadence == Cadence.Daily) reader.Complain(ProblemCode.ForeignSection, "usual", "a Daily figure is due on its own day", "remove it");
        else reader.Complain(ProblemCode.MissingKey, "key", "calendar lacks 'usual'", "say in which days a release usually comes out");
    }

    private static FollowedRelease? Follows(MapReader? reader, Cadence cadence, LoadContext context)
    {
        if (reader is null) return null;
        context.Afterwards.Add(() => CheckFollowed(reader, cadence, context));
        return new FollowedRelease(reader.Get("series", Scalars.Key, ""), reader.Number("workingDays", 0, 60, 1));
    }

    private static void CheckFollowed(MapReader reader, Cadence cadence, LoadContext context)
    {
        if (context.Series.Refer(reader, "series") is not { } first) return;
        if (first.Release is { Follows: null } rule && (rule.Cadence == cadence || cadence == Cadence.Unknown)) return;
        reader.Complain(
            ProblemCode.CannotFollow, "series", $"'{first.Key}' has another cadence, no calendar, or one that follows a release itself",
            "follow a series of the same cadence whose calendar follows no other");
    }

    private static DayRange Range(MapReader? reader)
    {
        if (reader is null) return new DayRange(1, 1, 31);
        var monthsAfter = reader.Number("monthsAfter", 0, 24, 1);
        var range = new DayRange(monthsAfter, reader.Number("fromDay", 1, 31, 1), reader.Number("toDay", 1, 31, 31))
        {
            ToMonthsAfter = reader.Number("toMonthsAfter", 0, 24, monthsAfter),
        };
        if (range.ToMonthsAfter < monthsAfter || range.ToMonthsAfter == monthsAfter && range.ToDay < range.FromDay)
        {
            reader.Complain(
                ProblemCode.BackwardRange, "fromDay", "the range ends before it begins", "put the earlier day first, or add toMonthsAfter");
        }
        return range;
    }

    private static ImmutableDictionary<int, DayRange> ByMonth(MapReader reader)
    {
        var ranges = ImmutableDictionary.CreateBuilder<int, DayRange>();
        foreach (var entry in reader.Entries("byMonth"))
        {
            var isNumber = int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var month);
            if (!isNumber || month is < 1 or > 12)
            {
                reader.Problems.Add(
                    ProblemCode.OutOfRange, entry.Line, $"'{entry.Key}' is not a month",
                    "write the number of the month in which the period ends, 1 to 12");
            }
            else if (!ranges.TryAdd(month, Range(MapReader.Open(entry.Value, Shapes.DayRange, reader.Problems))))
            {
                reader.Problems.Add(ProblemCode.DuplicateKey, entry.Line, $"month {month} stands twice", "keep one");
            }
        }
        return ranges.ToImmutable();
    }

    private static ImmutableHashSet<int> MonthsWithout(MapReader reader)
    {
        var months = reader.List("monthsWithout", Scalars.Number);
        foreach (var month in months.Where(m => m is < 1 or > 12))
        {
            reader.Complain(ProblemCode.OutOfRange, "monthsWithout", $"'{month}' is not a month", "write numbers from 1 to 12");
        }
        return [.. months];
    }

    private static ImmutableSortedDictionary<ReferencePeriod, AnnouncedDate> Announced(
        MapReader calendar, TimeZoneInfo zone, Cadence cadence)
    {
        var dates = ImmutableSortedDictionary.CreateBuilder<ReferencePeriod, AnnouncedDate>();
        foreach (var reader in calendar.Maps("announced", Shapes.Announced))
        {
            var known = reader.TryGet("period", Scalars.Period, out var period) & reader.TryGet("at", Scalars.LocalMoment, out var local);
            var source = reader.Get("source", Scalars.Url, "");
            if (!known) continue;
            if (cadence != Cadence.Unknown && period.Cadence != cadence)
            {
                reader.Complain(
                    ProblemCode.PeriodDoesNotFit, "period", $"{period} is not {cadence}", "write a period of the calendar's cadence");
            }
            var at = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
            if (dates.TryAdd(period, new AnnouncedDate(period, at, source))) continue;
            reader.Complain(ProblemCode.DuplicateEntry, "period", $"{period} is announced twice", "keep the date that was announced last");
        }
        return dates.ToImmutable();
    }

    /// <summary>The rows of calendar pages that a release calendar or a series names.</summary>
    public static ImmutableArray<AnnouncedRowRule> AnnouncedIn(MapReader reader, LoadContext context) =>
        [.. reader.Maps("announcedIn", Shapes.AnnouncedIn).Select(entry => AnnouncedRow(entry, context))];

    private static AnnouncedRowRule AnnouncedRow(MapReader reader, LoadContext context)
    {
        context.Afterwards.Add(() => CheckCalendarSource(reader, context.Sources));
        return new AnnouncedRowRule
        {
            Source = reader.Get("source", Scalars.Key, ""),
            Row = reader.Get("row", Scalars.Pattern, ReadingMapper.Nothing),
            MonthsBefore = reader.Has("monthsBefore") ? reader.Number("monthsBefore", 0, 12, 1) : null,
        };
    }

    private static void CheckCalendarSource(MapReader reader, DefinitionSet<SourceDefinition> sources)
    {
        if (sources.Refer(reader, "source") is not { } source || source.Kind is SourceKind.ReleaseCalendar or SourceKind.Unknown) return;
        reader.Complain(ProblemCode.DoesNotFitSource, "source", $"'{source.Key}' is a {source.Kind}", "dates are announced in a ReleaseCalendar");
    }

    private static void Check(MapReader reader, ReleaseRule rule)
    {
        if (!rule.CombinesJanuaryAndFebruary && Enumerable.Range(1, 12).All(rule.MonthsWithout.Contains))
        {
            reader.Complain(ProblemCode.NoReleaseAtAll, "monthsWithout", "no month has a release", "leave out the months that have one");
        }
        if (rule.MissingAfterWorkingDays < rule.LateAfterWorkingDays)
        {
            reader.Complain(
                ProblemCode.MissingBeforeLate, "missingAfterWorkingDays", "a release would be missing before it is late",
                "make it at least lateAfterWorkingDays");
        }
    }
}
