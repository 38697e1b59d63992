using System.Diagnostics.CodeAnalysis;

namespace DataBlackHole.Storage;

/// <summary>
/// Keeps what was used lately, between <paramref name="most"/> and twice as many entries: what is not asked for while as many others are is forgotten.
/// </summary>
internal sealed class Recent<TKey, TValue>(int most) where TKey : notnull
{
    private readonly Lock _turn = new();
    private Dictionary<TKey, TValue> _now = [];
    private Dictionary<TKey, TValue> _before = [];

    public void Put(TKey key, TValue value)
    {
        lock (_turn) Keep(key, value);
    }

    public void Forget(TKey key)
    {
        lock (_turn)
        {
            _now.Remove(key);
            _before.Remove(key);
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_turn)
        {
            if (_now.TryGetValue(key, out value)) return true;
            if (!_before.Remove(key, out value)) return false;
            Keep(key, value);
            return true;
        }
    }

    private void Keep(TKey key, TValue value)
    {
        if (_now.Count >= most && !_now.ContainsKey(key)) (_before, _now) = (_now, []);
        _before.Remove(key);
        _now[key] = value;
    }
}
