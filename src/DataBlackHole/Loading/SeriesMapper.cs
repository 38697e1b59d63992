using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

public static class SeriesMapper
{
    /// <summary>What only series with reference periods have.</summary>
    private static readonly string[] _ofStatistics = ["cadence", "unit", "calendar", "irregular", "announcedIn", "ended"];

    public static void Map(DefinitionFile file, YamlValue root, FileProblems problems, LoadContext context)
    {
        if (MapReader.Open(root, Shapes.Series, problems) is not { } reader) return;
        var cadence = reader.Get("cadence", Scalars.Word<Cadence>(), Cadence.Unknown);
        var definition = new SeriesDefinition
        {
            Key = CommonMapper.Key(reader, file),
            Name = CommonMapper.Bilingual(reader, "name"),
            Publisher = context.Publishers.Refer(reader, "publisher")?.Key ?? "",
            Kind = reader.Get("kind", Scalars.Word<SeriesKind>(), SeriesKind.Statistic),
            Cadence = cadence,
            Unit = reader.Optional("unit", Scalars.Text),
            Release = Release(reader, context),
            IsIrregular = reader.Get("irregular", Scalars.Flag, false),
            Readings = Readings(reader, cadence, context),
            Absence = CommonMapper.Bilingual(reader, "absence"),
            Ended = End(reader.Map("ended", Shapes.End), cadence),
            SucceededBy = reader.Optional("succeededBy", Scalars.Key),
            Tags = reader.List("tags", Scalars.Key),
            Note = CommonMapper.OptionalBilingual(reader, "note"),
        };
        CheckKind(reader, definition);
        CheckCalendar(reader, definition);
        CheckSuccessor(reader, definition, context);
        CheckNotices(reader, definition, context);
        if (!reader.Has("readings")) context.Afterwards.Add(() => CheckHistory(reader, definition, context));
        context.Series.Add(definition.Key, definition, reader);
    }

    /// <summary>The rule of the calendar; a series that shares it with others may name its own rows of the calendar pages.</summary>
    private static ReleaseRule? Release(MapReader reader, LoadContext context)
    {
        var rows = CalendarMapper.AnnouncedIn(reader, context);
        var rule = context.Calendars.Refer(reader, "calendar");
        return rule is null || rows.IsEmpty ? rule : rule with { AnnouncedIn = rows };
    }

    private static ImmutableArray<SeriesReading> Readings(MapReader series, Cadence cadence, LoadContext context)
    {
        var readings = ImmutableArray.CreateBuilder<SeriesReading>();
        foreach (var item in series.Items("readings", needsOne: true))
        {
            if (ReadingMapper.Map(item, series.Problems, cadence, context) is { } reading) readings.Add(reading);
        }
        return readings.ToImmutable();
    }

    private static SeriesEnd? End(MapReader? reader, Cadence cadence)
    {
        if (reader is null) return null;
        var last = reader.Get("lastPeriod", Scalars.Period, default);
        ReadingMapper.CheckCadence(reader, "lastPeriod", last, cadence);
        return new SeriesEnd(
            last,
            reader.OptionalValue("on", Scalars.Date),
            CommonMapper.Bilingual(reader, "note"),
            reader.Get("source", Scalars.Url, ""));
    }

    private static void CheckKind(MapReader reader, SeriesDefinition series)
    {
        if (series.Kind == SeriesKind.Service)
        {
            foreach (var foreign in _ofStatistics.Where(reader.Has))
            {
                reader.Complain(ProblemCode.KindDoesNotFit, foreign, $"a Service has no '{foreign}'", "remove it or correct the kind");
            }
            if (series.IsWatched && series.Readings is not [SiteReading])
            {
                reader.Complain(ProblemCode.KindDoesNotFit, "readings", "a Service is read by one site and nothing else", "write one reading of kind site");
            }
            return;
        }
        if (!reader.Has("cadence")) reader.Complain(ProblemCode.KindDoesNotFit, "key", "a Statistic needs 'cadence'", "add it");
        if (series.Readings.OfType<SiteReading>().Any())
        {
            reader.Complain(ProblemCode.KindDoesNotFit, "readings", "a Statistic is not read by a site", "a site says only whether a Service is open");
        }
    }

    private static void CheckCalendar(MapReader reader, SeriesDefinition series)
    {
        if (series.IsIrregular && reader.Has("calendar"))
        {
            reader.Complain(
                ProblemCode.IrregularDoesNotFit, "calendar", "an irregular series is never missed, so nothing is expected of it", "remove calendar or irregular");
        }
        var isMissed = series.Kind == SeriesKind.Statistic && reader.Has("readings") && !series.IsIrregular;
        if (isMissed && !reader.Has("calendar") && !reader.Has("ended"))
        {
            reader.Complain(
                ProblemCode.NeitherCalendarNorEnd, "key", "nobody would ever miss this series", "give it a calendar, or ended when it has, or irregular when it has no dates");
        }
        if (series.Release is { Cadence: not Cadence.Unknown } rule && series.Cadence != Cadence.Unknown && rule.Cadence != series.Cadence)
        {
            reader.Complain(
                ProblemCode.CadenceDiffers, "calendar", $"the calendar is {rule.Cadence}, the series {series.Cadence}",
                "make them the same");
        }
    }

    /// <summary>Nothing would ever be shown of a series that is not read and has no past on record.</summary>
    private static void CheckHistory(MapReader reader, SeriesDefinition series, LoadContext context)
    {
        if (context.History.All.Any(e => e.Series == series.Key)) return;
        reader.Complain(
            ProblemCode.NeitherReadingNorHistory, "key", "the series has no reading and no entry in the history", "add readings, or write its history first");
    }

    private static void CheckNotices(MapReader reader, SeriesDefinition series, LoadContext context)
    {
        if (!series.Readings.OfType<NoticeReading>().Any()) return;
        if (series.Readings.All(r => r is NoticeReading))
        {
            reader.Complain(
                ProblemCode.OnlyNotices, "readings", "notices alone never show that the series is there", "add a reading that finds its releases");
        }
        context.Afterwards.Add(() => CheckWordings(reader, context));
    }

    private static void CheckWordings(MapReader reader, LoadContext context)
    {
        if (context.HasNotices) return;
        reader.Complain(ProblemCode.NoWording, "readings", "there is no wording by which a notice could be known", "add them to notices.yaml");
    }

    private static void CheckSuccessor(MapReader reader, SeriesDefinition series, LoadContext context)
    {
        if (series.SucceededBy is not { } successor) return;
        if (!reader.Has("ended") || successor == series.Key)
        {
            reader.Complain(
                ProblemCode.SuccessorWithoutEnd, "succeededBy", "only an ended series has a successor, and it is another series",
                "add ended or remove succeededBy");
        }
        context.Afterwards.Add(() => context.Series.Refer(reader, "succeededBy"));
    }
}
