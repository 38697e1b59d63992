using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Catalogue;

/// <summary>
/// Recognises a page that is not the wanted one. It is asked only about documents that lack the anchors of their source:
/// a marker alone is never enough. All conditions given must hold.
/// </summary>
public sealed record Recogniser
{
    public required string Name { get; init; }

    public required FailureKind Kind { get; init; }

    /// <summary>Statuses with which the page is known to come; empty means any.</summary>
    public ImmutableHashSet<int> Statuses { get; init; } = [];

    /// <summary>Texts that must all occur in the body.</summary>
    public ImmutableArray<string> All { get; init; } = [];

    /// <summary>Texts of which one must occur.</summary>
    public ImmutableArray<string> Any { get; init; } = [];

    public Regex? Pattern { get; init; }

    /// <summary>Pattern on the final address, for walls that are redirects.</summary>
    public Regex? FinalUrl { get; init; }

    /// <summary>Most characters of visible text (scripts and styles left out) that such a page has.</summary>
    public int? VisibleTextAtMost { get; init; }
}
