namespace DataBlackHole.Loading;

/// <summary>
/// What has been read of one kind of definition so far. A definition with problems is kept as well: what refers to it must not be
/// reported as referring to nothing.
/// </summary>
public sealed class DefinitionSet<T>(string what)
{
    private readonly SortedDictionary<string, (T Definition, string File)> _byKey = new(StringComparer.Ordinal);

    public IEnumerable<T> All => _byKey.Values.Select(v => v.Definition);

    public IEnumerable<string> Keys => _byKey.Keys;

    public T? Find(string key) => _byKey.TryGetValue(key, out var found) ? found.Definition : default;

    /// <summary>The definition that the entry names, or the default after reporting that there is none.</summary>
    public T? Refer(MapReader reader, string entry)
    {
        if (!reader.TryGet(entry, Scalars.Key, out var key)) return default;
        if (_byKey.TryGetValue(key, out var found)) return found.Definition;
        Complain(reader, entry, key, _byKey.Keys);
        return default;
    }

    /// <summary>Adds what needs no file.</summary>
    public void AddWhereAbsent(string key, T definition) => _byKey.TryAdd(key, (definition, "the program"));

    /// <summary>Reports that no such definition exists.</summary>
    public void Complain(MapReader reader, string entry, string key, IEnumerable<string> known)
    {
        var near = Nearest.To(key, known);
        reader.Complain(
            ProblemCode.UnknownReference, entry, $"there is no {what} '{key}'",
            near is null ? $"define the {what} first" : $"did you mean '{near}'?");
    }

    public void Add(string key, T definition, MapReader reader)
    {
        if (key.Length == 0 || _byKey.TryAdd(key, (definition, reader.Problems.File))) return;
        reader.Complain(
            ProblemCode.DuplicateDefinition, "key", $"the {what} '{key}' is defined twice", $"the other one is {_byKey[key].File}");
    }
}
