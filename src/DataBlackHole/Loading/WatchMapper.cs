using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

/// <summary>
/// Indicators of a database that are watched by one line each. The line names the indicator, its place and the calendar; the source and the
/// series follow from it: asked for where the publisher's other queries are asked for, and judged like every other series.
/// </summary>
public static class WatchMapper
{
    private const int KeyDigits = 12;

    public static ImmutableArray<SeriesDefinition> Map(YamlValue root, FileProblems problems, LoadContext context)
    {
        if (MapReader.Open(root, Shapes.Watch, problems) is not { } reader) return [];
        return [.. reader.Maps("watch", Shapes.Watched).Select(line => Watched(line, context)).OfType<SeriesDefinition>()];
    }

    private static SeriesDefinition? Watched(MapReader reader, LoadContext context)
    {
        var publisher = context.Publishers.Refer(reader, "publisher");
        var rule = context.Calendars.Refer(reader, "calendar");
        var indicator = reader.Text("indicator");
        var key = Key(reader, publisher, indicator);
        if (publisher is null || rule is null || key is null) return null;
        if (context.Sources.All.FirstOrDefault(s => s.Publisher == publisher.Key && s.Kind == SourceKind.NbsDatabase) is not { } beside)
        {
            reader.Complain(ProblemCode.NothingToWatchBeside, "publisher", $"no source of '{publisher.Key}' is a query of a database (kind NbsDatabase)", "define one query in sources/ first: it says where to ask");
            return null;
        }
        var name = new BilingualText(reader.Text("name"), reader.Text("name"));
        var source = Source(reader, beside, key, name, indicator, rule.Cadence);
        var series = Series(reader, publisher, key, name, source, rule);
        context.Sources.Add(source.Key, source, reader);
        context.Series.Add(series.Key, series, reader);
        return series;
    }

    /// <summary>The key, or one made of the publisher and the beginning of the indicator's identity.</summary>
    private static string? Key(MapReader reader, PublisherDefinition? publisher, string indicator)
    {
        if (reader.Has("key")) return reader.Optional("key", Scalars.Key);
        var made = $"{publisher?.Key}-{indicator[..Math.Min(KeyDigits, indicator.Length)].ToLowerInvariant()}";
        if (Scalars.Key.TryRead(made, out var key)) return key;
        reader.Complain(ProblemCode.BadKey, "indicator", $"no key can be made of '{indicator}'", "add key: and a permanent key of your own");
        return null;
    }

    private static SourceDefinition Source(MapReader reader, SourceDefinition beside, string key, BilingualText name, string indicator, Cadence cadence) => beside with
    {
        Key = $"{key}-db",
        Name = name,
        // Nobody looked yet: nothing is claimed before a first successful look, as with every source.
        IsVerified = false,
        Query = new DatabaseQuery
        {
            Category = reader.Text("category"),
            Indicator = indicator,
            Root = reader.Optional("root", Scalars.Text),
            Cadence = cadence,
            PeriodsBack = cadence switch { Cadence.Monthly => 14, Cadence.Quarterly => 8, _ => 5 },
        },
    };

    private static SeriesDefinition Series(MapReader reader, PublisherDefinition publisher, string key, BilingualText name, SourceDefinition source, ReleaseRule rule) => new()
    {
        Key = key,
        Name = name,
        Publisher = publisher.Key,
        Cadence = rule.Cadence,
        Unit = reader.Optional("unit", Scalars.Text),
        Release = rule,
        Readings = [new DatabaseReading { Source = source.Key }],
        Absence = new BilingualText(
            "The database was read, earlier periods of the same indicator were in it, and this period was blank. It means only that: not the reason, and not that the figure exists.",
            "已读取数据库，同一指标的较早时期有数值，而该时期为空。仅说明这一点，不说明原因，也不说明数据是否存在。"),
        Tags = ["census"],
    };
}
