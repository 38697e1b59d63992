using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace DataBlackHole.Loading;

/// <summary>Patterns of which a hit must mean something: one that matches an empty text would hit everything.</summary>
public static class Telling
{
    public static Regex? Optional(MapReader reader, string key)
    {
        var pattern = reader.Optional(key, Scalars.Pattern);
        Check(reader, key, pattern);
        return pattern;
    }

    public static ImmutableArray<Regex> Filled(MapReader reader, string key)
    {
        var patterns = reader.Filled(key, Scalars.Pattern);
        foreach (var pattern in patterns) Check(reader, key, pattern);
        return patterns;
    }

    private static void Check(MapReader reader, string key, Regex? pattern)
    {
        if (pattern is null || !pattern.IsMatch("")) return;
        reader.Complain(ProblemCode.MatchesEverything, key, $"'{pattern}' matches an empty text", "make it need the words that it is about");
    }
}
