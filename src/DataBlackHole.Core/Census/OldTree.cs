using System.Collections.Immutable;

namespace DataBlackHole.Core.Census;

/// <summary>What became of something that an older tree of the database had.</summary>
public enum OldItemFate
{
    /// <summary>Not known; never told.</summary>
    Unknown = 0,

    /// <summary>The new tree has it under the same name.</summary>
    Found,

    /// <summary>The new tree has something of a similar name: perhaps the same. Proposed, never asserted.</summary>
    Similar,

    /// <summary>The new tree was read whole and has nothing of that or a similar name.</summary>
    NotFound,

    /// <summary>The new tree was not read whole, so that it may be where nobody looked.</summary>
    CannotTell,
}

/// <summary>A node or indicator of an older tree.</summary>
public sealed record OldItem(string Code, string Name, bool IsIndicator);

/// <summary>What became of it.</summary>
/// <param name="Match">The name in the new tree that is the same or similar.</param>
public sealed record OldItemFinding(OldItem Item, OldItemFate Fate, string? Match);

/// <summary>Compares an older tree with a newer one by names: the two have no identities in common.</summary>
public static class OldTree
{
    /// <param name="old">What the older tree had.</param>
    /// <param name="names">Names of nodes and indicators of the newer one.</param>
    /// <param name="isWhole">Whether all of the newer one was read.</param>
    public static ImmutableArray<OldItemFinding> Compare(IEnumerable<OldItem> old, IEnumerable<string> names, bool isWhole)
    {
        var known = names.Select(n => n.Trim()).Distinct(StringComparer.Ordinal).Select(n => (Name: n, Stem: CensusName.Stem(n))).ToList();
        var byStem = known.GroupBy(n => n.Stem, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Name, StringComparer.Ordinal);
        return [.. old.DistinctBy(i => i.Code).OrderBy(i => i.Code, StringComparer.Ordinal).Select(Fate)];

        OldItemFinding Fate(OldItem item)
        {
            var stem = CensusName.Stem(item.Name);
            if (byStem.TryGetValue(stem, out var same)) return new(item, OldItemFate.Found, same);
            var similar = known.Select(n => (n.Name, Likeness: CensusName.Likeness(stem, n.Stem))).OrderByDescending(n => n.Likeness).FirstOrDefault();
            if (similar.Name is not null && CensusName.AreAlike(item.Name, similar.Name)) return new(item, OldItemFate.Similar, similar.Name);
            return new(item, isWhole ? OldItemFate.NotFound : OldItemFate.CannotTell, null);
        }
    }
}
