using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DataBlackHole.Core.Judging;

/// <summary>
/// What the judge concludes: the new state, the releases that changed (to be written over their rows), the releases of older
/// periods seen for the first time (to be written only where no row exists), and the flips.
/// </summary>
public sealed record Verdict(
    SeriesState State,
    ImmutableArray<ReleaseState> Changed,
    ImmutableArray<ReleaseState> Backfilled,
    ImmutableArray<Flip> Flips)
{
    /// <summary>Whether the look showed what was known while nothing was expected: all that is new in the state is that it was looked at.</summary>
    [JsonIgnore]
    public bool IsQuiet { get; init; }
}
