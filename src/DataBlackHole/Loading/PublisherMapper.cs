using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

public static class PublisherMapper
{
    public static void Map(DefinitionFile file, YamlValue root, FileProblems problems, LoadContext context)
    {
        if (MapReader.Open(root, Shapes.Publisher, problems) is not { } reader) return;
        var definition = new PublisherDefinition
        {
            Key = CommonMapper.Key(reader, file),
            Name = CommonMapper.Bilingual(reader, "name"),
            TimeZone = reader.Get("timeZone", Scalars.Zone, TimeZoneInfo.Utc),
            Hosts = reader.Filled("hosts", Scalars.Host).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
            Homepage = reader.Optional("homepage", Scalars.Url),
        };
        context.Publishers.Add(definition.Key, definition, reader);
    }
}
