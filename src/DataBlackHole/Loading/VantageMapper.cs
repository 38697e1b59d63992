using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

/// <summary>Reads the places from which we look. Secrets are never in the file: it names the environment variables that hold them.</summary>
public static class VantageMapper
{
    private static readonly string[] _ofProxies = ["proxy", "userVariable", "passwordVariable"];

    private static readonly string[] _neededByProxies = ["proxy", "country"];

    public static void Map(YamlValue root, FileProblems problems, LoadContext context)
    {
        if (MapReader.Open(root, Shapes.Vantages, problems) is not { } file) return;
        foreach (var reader in file.Maps("vantages", Shapes.Vantage, needsOne: true))
        {
            var vantage = One(reader);
            CheckProxy(reader, vantage);
            context.Vantages.Add(vantage.Key, vantage, reader);
        }
    }

    /// <summary>The vantages that a source names, reported where one does not exist.</summary>
    public static ImmutableArray<string> Named(MapReader source, LoadContext context)
    {
        if (!source.Has("vantages")) return [VantageDefinition.DirectKey];
        var keys = source.Filled("vantages", Scalars.Key);
        foreach (var key in keys.Where(k => context.Vantages.Find(k) is null)) context.Vantages.Complain(source, "vantages", key, context.Vantages.Keys);
        if (keys.Distinct(StringComparer.Ordinal).Count() < keys.Length)
        {
            source.Complain(ProblemCode.DuplicateEntry, "vantages", "a vantage stands twice", "name each once");
        }
        return keys;
    }

    private static VantageDefinition One(MapReader reader) => new()
    {
        Key = reader.Get("key", Scalars.Key, ""),
        Name = CommonMapper.Bilingual(reader, "name"),
        Kind = reader.Get("kind", Scalars.Word<VantageKind>(), VantageKind.Unknown),
        Country = reader.Optional("country", Scalars.Country),
        Proxy = reader.Optional("proxy", Scalars.Endpoint),
        UserVariable = reader.Optional("userVariable", Scalars.Variable),
        PasswordVariable = reader.Optional("passwordVariable", Scalars.Variable),
        Controls = reader.Filled("controls", Scalars.Url),
    };

    private static void CheckProxy(MapReader reader, VantageDefinition vantage)
    {
        if (vantage.Kind == VantageKind.Direct)
        {
            foreach (var foreign in _ofProxies.Where(reader.Has))
            {
                reader.Complain(ProblemCode.ProxyDoesNotFit, foreign, $"a Direct vantage has no '{foreign}'", "remove it or correct the kind");
            }
        }
        else if (vantage.Kind != VantageKind.Unknown)
        {
            foreach (var needed in _neededByProxies.Where(k => !reader.Has(k)))
            {
                reader.Complain(ProblemCode.ProxyDoesNotFit, "kind", $"a vantage behind a proxy needs '{needed}'", "add it");
            }
        }
        if (reader.Has("userVariable") != reader.Has("passwordVariable"))
        {
            reader.Complain(ProblemCode.ProxyDoesNotFit, "kind", "user name and password belong together", "name both variables or neither");
        }
    }
}
