using System.Collections;

namespace DataBlackHole.Storage.Writing;

/// <summary>Rows that are made when they are asked for, and kept by nobody.</summary>
internal sealed class MappedRows<TSource, TRow>(IReadOnlyCollection<TSource> sources, Func<TSource, TRow> map) : IReadOnlyCollection<TRow>
{
    public int Count => sources.Count;

    public IEnumerator<TRow> GetEnumerator() => sources.Select(map).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
