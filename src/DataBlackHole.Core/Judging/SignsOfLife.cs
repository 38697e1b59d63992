using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>
/// Whether it matters for a series that its publisher goes on with others: only where enough releases in a row are missing, or may be after this look, and as
/// long as it is not known for the newest of them. A hole from long ago asks nothing. Pure.
/// </summary>
public static class SignsOfLife
{
    /// <summary>From when on a find among the other series can count in what a look at this moment decides.</summary>
    /// <returns>Null when none can.</returns>
    public static DateTimeOffset? WantedSince(SeriesDefinition series, SeriesState state, DateTimeOffset at)
    {
        var (count, newest, missing) = (0, DateTimeOffset.MinValue, (ReleaseState?)null);
        foreach (var period in state.Open)
        {
            var release = state.Releases[period];
            if (!(period > state.LastPeriod) || release.Window is not { } window || release.Status == ReleaseStatus.Scheduled && window.Opens > at) continue;
            count++;
            if (release.Status == ReleaseStatus.Missing) missing = release;
            // A row that is dropped turns missing when its release comes out, whatever its due instant.
            var bar = release.Status == ReleaseStatus.Scheduled ? window.Opens : Bar(release);
            if (bar > newest) newest = bar;
        }
        return missing is null || count < Needed(series.Cadence) || state.PublisherAliveAt >= newest ? null : missing.Window!.Opens;
    }

    /// <summary>How many releases in a row must be missing before a series has stopped.</summary>
    internal static int Needed(Cadence cadence) => cadence switch
    {
        Cadence.Daily => 20,
        Cadence.Monthly => 3,
        Cadence.Quarterly => 2,
        Cadence.Annual => 1,
        _ => int.MaxValue,
    };

    /// <summary>Since when the publisher must have been seen publishing for its silence about a missing release to mean something. A dropped row is missed when its release comes out, which may be long before the due instant.</summary>
    internal static DateTimeOffset Bar(ReleaseState missing) => missing.Reason == Reason.IndicatorDropped ? missing.Window!.Opens : missing.Window!.Due;
}
