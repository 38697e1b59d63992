using System.Collections.Immutable;

namespace DataBlackHole.Loading;

/// <summary>A value of a YAML document with the line, counted from 1, on which it begins.</summary>
public abstract record YamlValue(int Line);

/// <summary>A scalar as it is written; <paramref name="Plain"/> when it stands without quotes.</summary>
public sealed record YamlText(int Line, string Text, bool Plain) : YamlValue(Line)
{
    /// <summary>Whether nothing is given: an empty place, <c>~</c> or <c>null</c>.</summary>
    public bool IsNothing => Plain && Text is "" or "~" or "null";
}

public sealed record YamlList(int Line, ImmutableArray<YamlValue> Items) : YamlValue(Line);

/// <summary>A mapping with every entry that was written, keys that stand twice included.</summary>
public sealed record YamlMap(int Line, ImmutableArray<YamlEntry> Entries) : YamlValue(Line);

/// <summary>One entry of a mapping and the line of its key.</summary>
public sealed record YamlEntry(string Key, int Line, YamlValue Value);
