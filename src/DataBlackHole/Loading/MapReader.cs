using System.Collections.Immutable;

namespace DataBlackHole.Loading;

/// <summary>
/// Reads the entries of one mapping by key. Opening it reports keys that are unknown, missing or there twice; reading an entry reports
/// what is wrong with its value and goes on with a stand-in, so that one slip does not hide the next.
/// </summary>
public sealed class MapReader
{
    private readonly Dictionary<string, YamlEntry> _entries = new(StringComparer.Ordinal);

    private MapReader(YamlMap map, FileProblems problems)
    {
        Line = map.Line;
        Problems = problems;
    }

    public int Line { get; }

    public FileProblems Problems { get; }

    /// <summary>Opens a mapping of the given shape, or reports that the value is none and returns null.</summary>
    public static MapReader? Open(YamlValue value, Shape shape, FileProblems problems)
    {
        if (value is not YamlMap map)
        {
            problems.Add(
                ProblemCode.WrongType, value.Line, $"{shape.Name} must be a mapping", $"with the keys {string.Join(", ", shape.Keys)}");
            return null;
        }
        var reader = new MapReader(map, problems);
        reader.Take(map, shape);
        return reader;
    }

    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>Line of the key; of the mapping when the key is not there.</summary>
    public int LineOf(string key) => _entries.TryGetValue(key, out var entry) ? entry.Line : Line;

    public void Complain(string code, string key, string message, string hint) => Problems.Add(code, LineOf(key), message, hint);

    public bool TryGet<T>(string key, ScalarKind<T> kind, out T value)
    {
        value = default!;
        if (!_entries.TryGetValue(key, out var entry) || !TryScalar(entry.Value, entry.Line, key, kind, out var read)) return false;
        value = read;
        return true;
    }

    /// <summary>The value of an entry, or the stand-in when it is not there or wrong.</summary>
    public T Get<T>(string key, ScalarKind<T> kind, T otherwise) => TryGet(key, kind, out var value) ? value : otherwise;

    public T? Optional<T>(string key, ScalarKind<T> kind) where T : class => TryGet(key, kind, out var value) ? value : null;

    public T? OptionalValue<T>(string key, ScalarKind<T> kind) where T : struct => TryGet(key, kind, out var value) ? value : null;

    public string Text(string key) => Get(key, Scalars.Text, "");

    public int Number(string key, int least, int most, int otherwise)
    {
        if (!TryGet(key, Scalars.Number, out var value)) return otherwise;
        if (value >= least && value <= most) return value;
        Complain(ProblemCode.OutOfRange, key, $"'{key}' is {value}", $"write a whole number from {least} to {most}");
        return otherwise;
    }

    public MapReader? Map(string key, Shape shape) => _entries.TryGetValue(key, out var entry) ? Open(entry.Value, shape, Problems) : null;

    /// <summary>The entries of a mapping whose keys are data, such as the months of a calendar.</summary>
    public ImmutableArray<YamlEntry> Entries(string key)
    {
        if (!_entries.TryGetValue(key, out var entry)) return [];
        if (entry.Value is YamlMap map) return map.Entries;
        Complain(ProblemCode.WrongType, key, $"'{key}' must be a mapping", "write its entries indented below it");
        return [];
    }

    /// <summary>The elements of a list; none when it is not there or no list.</summary>
    public ImmutableArray<YamlValue> Items(string key, bool needsOne = false)
    {
        if (!_entries.TryGetValue(key, out var entry)) return [];
        if (entry.Value is not YamlList list)
        {
            Complain(ProblemCode.WrongType, key, $"'{key}' must be a list", "write [one, two] or lines that begin with a hyphen");
            return [];
        }
        if (needsOne && list.Items.IsEmpty) Complain(ProblemCode.WrongType, key, $"'{key}' is an empty list", "write at least one");
        return list.Items;
    }

    public ImmutableArray<MapReader> Maps(string key, Shape shape, bool needsOne = false) =>
        [.. Items(key, needsOne).Select(i => Open(i, shape, Problems)).OfType<MapReader>()];

    public ImmutableArray<T> List<T>(string key, ScalarKind<T> kind, bool needsOne = false)
    {
        var values = ImmutableArray.CreateBuilder<T>();
        foreach (var item in Items(key, needsOne))
        {
            if (TryScalar(item, item.Line, key, kind, out var value)) values.Add(value);
        }
        return values.ToImmutable();
    }

    /// <summary>A list that must not be empty.</summary>
    public ImmutableArray<T> Filled<T>(string key, ScalarKind<T> kind) => List(key, kind, needsOne: true);

    private bool TryScalar<T>(YamlValue value, int line, string key, ScalarKind<T> kind, out T read)
    {
        read = default!;
        if (value is not YamlText text || text.IsNothing)
        {
            Problems.Add(ProblemCode.WrongType, line, $"'{key}' must be {kind.What}", kind.Hint);
            return false;
        }
        if (kind.TryRead(text.Text, out var result))
        {
            read = result;
            return true;
        }
        Problems.Add(kind.Code, line, $"'{text.Text}' in '{key}' is not {kind.What}", kind.Hint);
        return false;
    }

    private void Take(YamlMap map, Shape shape)
    {
        foreach (var entry in map.Entries)
        {
            if (!shape.Keys.Contains(entry.Key))
            {
                var meant = Nearest.To(entry.Key, shape.Keys);
                var hint = meant is null ? $"known are {string.Join(", ", shape.Keys)}" : $"did you mean '{meant}'?";
                Problems.Add(ProblemCode.UnknownKey, entry.Line, $"{shape.Name} has no key '{entry.Key}'", hint);
            }
            else if (!_entries.TryAdd(entry.Key, entry))
            {
                Problems.Add(
                    ProblemCode.DuplicateKey, entry.Line, $"'{entry.Key}' stands twice",
                    $"first on line {_entries[entry.Key].Line}; keep one");
            }
        }
        foreach (var key in shape.Required.Where(key => !_entries.ContainsKey(key)))
        {
            Problems.Add(
                ProblemCode.MissingKey, map.Line, $"{shape.Name} lacks '{key}'", $"needed are {string.Join(", ", shape.Required)}");
        }
    }
}
