using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Loading;

public static class WorkingDaysMapper
{
    public static void Map(DefinitionFile file, YamlValue root, FileProblems problems, LoadContext context)
    {
        if (MapReader.Open(root, Shapes.WorkingDays, problems) is not { } reader) return;
        var key = CommonMapper.Key(reader, file);
        CommonMapper.Bilingual(reader, "name");
        var years = new Dictionary<int, WorkingYear>();
        foreach (var item in reader.Maps("years", Shapes.WorkingYear))
        {
            if (Year(item) is not { } year || years.TryAdd(year.Year, year)) continue;
            item.Complain(ProblemCode.DuplicateEntry, "year", $"{year.Year} stands twice", "merge the two");
        }
        context.WorkingDays.Add(key, new WorkingDays(key, years.Values), reader);
    }

    private static WorkingYear? Year(MapReader reader)
    {
        var number = reader.Number("year", 1949, 2200, 0);
        reader.Optional("title", Scalars.Text);
        reader.OptionalValue("announcedOn", Scalars.Date);
        foreach (var amendment in reader.Maps("amendments", Shapes.Amendment)) ReadAmendment(amendment);
        var off = Days(reader, "off", number);
        var work = Days(reader, "work", number);
        var both = off.Intersect(work);
        foreach (var day in both.Order())
        {
            reader.Complain(ProblemCode.ContradictoryDay, "work", $"{day:yyyy-MM-dd} is both off and worked", "keep it in one list");
        }
        var source = reader.Get("source", Scalars.Url, "");
        return number == 0 ? null : new WorkingYear(number, off, work, source);
    }

    /// <summary>Amendments are for people; their effect is in the lists already. They are read only to find slips.</summary>
    private static void ReadAmendment(MapReader reader)
    {
        reader.Text("title");
        reader.Optional("source", Scalars.Url);
        reader.OptionalValue("announcedOn", Scalars.Date);
    }

    private static ImmutableHashSet<DateOnly> Days(MapReader reader, string key, int year)
    {
        var days = ImmutableHashSet.CreateBuilder<DateOnly>();
        foreach (var (from, to) in reader.List(key, Scalars.Days))
        {
            for (var day = from; day <= to && day.DayNumber - from.DayNumber < 366; day = day.AddDays(1))
            {
                if (year != 0 && day.Year != year)
                {
                    reader.Complain(
                        ProblemCode.ContradictoryDay, key, $"{day:yyyy-MM-dd} is not in {year}", "list a day under the year it falls in");
                }
                days.Add(day);
            }
        }
        return days.ToImmutable();
    }
}
