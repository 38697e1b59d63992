using System.Collections.Immutable;
using DataBlackHole.Core.Judging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>
/// The part of a <see cref="SeriesStateRow"/> that hardly ever changes: its releases that nothing is expected of any more. They are most of it, and need
/// not be written with every look. Derived.
/// </summary>
internal sealed class SettledReleasesRow
{
    public required string SeriesKey { get; set; }

    /// <summary>JSON in UTF-8, which is read and written without a text in between.</summary>
    public required byte[] Releases { get; set; }

    public static SettledReleasesRow From(SeriesState state) => new()
    {
        SeriesKey = state.Series,
        Releases = RecordJson.WriteBytes(Of(state)),
    };

    public ImmutableArray<ReleaseState> ToReleases() => RecordJson.Read<ImmutableArray<ReleaseState>>(Releases);

    /// <summary>Whether two states of a series have the same settled releases, so that one need not be written where the other is on record.</summary>
    public static bool AreSame(SeriesState one, SeriesState other) =>
        ReferenceEquals(one.Releases, other.Releases) || Of(one).SequenceEqual(Of(other), ReferenceEqualityComparer.Instance);

    public static void Configure(EntityTypeBuilder<SettledReleasesRow> row)
    {
        row.ToTable("settled_releases");
        row.HasKey(s => s.SeriesKey);
    }

    private static IEnumerable<ReleaseState> Of(SeriesState state) => state.Releases.Values.Where(r => !r.IsOpen);
}
