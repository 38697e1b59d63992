using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Storage;

namespace DataBlackHole.Proving.Packing;

/// <summary>What one look says about one release.</summary>
public enum LookSays
{
    /// <summary>Not decided; never written.</summary>
    Unknown = 0,

    /// <summary>The release or figure was there.</summary>
    Found,

    /// <summary>Its place was found and empty, or its row was absent beside its siblings.</summary>
    EmptyPlace,

    /// <summary>The document would show it, by the days that it covers, and does not.</summary>
    NotListed,

    /// <summary>Something of the series was there and could not be understood.</summary>
    Unreadable,

    /// <summary>The document was read and says nothing about the release either way.</summary>
    SaysNothing,

    /// <summary>The look could not see; it counts for nothing.</summary>
    CouldNotSee,
}

/// <summary>One look in the window of a release.</summary>
public sealed record PackLook(
    DateTimeOffset At, string Source, string Vantage, string Origin, LookSays Says, FailureKind? Failure, int? Status, string Method, string Url,
    ContentDigest? Sha256, long Measurement, string Catalogue)
{
    /// <summary>What the control of the vantage said when the look failed; null when none was asked.</summary>
    public string? Control { get; init; }

    /// <summary>Whether the look could have shown the release.</summary>
    public bool CouldSee => Origin != Rereading.Origin && Says is LookSays.Found or LookSays.EmptyPlace or LookSays.NotListed;

    /// <summary>All looks of a run: they were put into one run because they said the same.</summary>
    public static IEnumerable<PackLook> Of(KeptDocument run, string series, ReferencePeriod period) => run.LookTimes.Select(at => new PackLook(
        at, run.First.Source, run.First.Vantage, run.First.Origin, SaysOf(run, series, period), run.First.Failure?.Kind, run.First.Status,
        run.First.Request.Method, run.First.Request.Url, run.First.Body, run.Id, run.First.CatalogueHash)
    { Control = ControlLooks.SaidIn(run.First.Failure?.Detail) });

    private static LookSays SaysOf(KeptDocument run, string series, ReferencePeriod period)
    {
        if (run.First.Failure is not null) return LookSays.CouldNotSee;
        var facts = run.Observations.Where(o => o.Series == series).ToList();
        var ofPeriod = facts.Where(o => o.Period == period).Select(o => o.Kind).ToHashSet();
        if (ofPeriod.Contains(ObservationKind.Published) || ofPeriod.Contains(ObservationKind.ReleaseSeen)) return LookSays.Found;
        if (ofPeriod.Contains(ObservationKind.NotPublished) || ofPeriod.Contains(ObservationKind.RowAbsent)) return LookSays.EmptyPlace;
        if (facts.Exists(o => o.Kind == ObservationKind.Unreadable)) return LookSays.Unreadable;
        return facts.Exists(o => o.Kind == ObservationKind.NothingElse) ? LookSays.NotListed : LookSays.SaysNothing;
    }
}

/// <summary>The longest time without a look that could have shown the release.</summary>
public sealed record PackGap(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;

    /// <summary>The widest gap between the two instants, the edges counted.</summary>
    public static PackGap Widest(IEnumerable<PackLook> looks, DateTimeOffset from, DateTimeOffset to)
    {
        var edges = looks.Where(l => l.CouldSee && l.At >= from && l.At <= to).Select(l => l.At).Append(to).Order();
        var (last, widest) = (from, new PackGap(from, from));
        foreach (var at in edges)
        {
            if (at - last > widest.Length) widest = new PackGap(last, at);
            last = at;
        }
        return widest;
    }
}
