namespace DataBlackHole.Core.Judging;

/// <summary>What a flip tells its readers: what they choose feeds by. Every flip has exactly one.</summary>
public enum FlipKind
{
    /// <summary>Fits no other kind; shown in the feeds of everything.</summary>
    Unknown = 0,

    /// <summary>A release is expected again at another time.</summary>
    Scheduled,

    /// <summary>The due instant of a release passed.</summary>
    Due,

    /// <summary>A release was found.</summary>
    Published,

    /// <summary>A release, or the series with it, is late.</summary>
    Late,

    /// <summary>A release, or the series with it, is missing.</summary>
    Missing,

    /// <summary>The publisher said that it will not publish a period for now.</summary>
    Withheld,

    /// <summary>A release was taken back.</summary>
    Withdrawn,

    /// <summary>A release is no longer planned.</summary>
    NotPlanned,

    /// <summary>The first release of a series was seen.</summary>
    FirstSeen,

    /// <summary>A series that was late, missing, paused or ended comes out again.</summary>
    Resumed,

    /// <summary>A series is halted by the publisher's word.</summary>
    Paused,

    /// <summary>A series ended.</summary>
    Discontinued,

    /// <summary>An announced date was changed or taken back.</summary>
    Rescheduled,

    /// <summary>A published figure was changed.</summary>
    Revised,

    /// <summary>Monitor side: we cannot see a series.</summary>
    Blind,

    /// <summary>Monitor side: we can see a series again.</summary>
    Clear,
}

/// <summary>The one place that says which flip is of which kind.</summary>
public static class FlipKinds
{
    public static FlipKind Of(Flip flip) => Of(flip.Axis, flip.From, flip.To);

    public static FlipKind Of(FlipAxis axis, string from, string to) => axis switch
    {
        FlipAxis.Calendar => FlipKind.Rescheduled,
        FlipAxis.Value => FlipKind.Revised,
        FlipAxis.Visibility => to == nameof(Visibility.Blind) ? FlipKind.Blind : FlipKind.Clear,
        FlipAxis.Series when to == nameof(SeriesStatus.Current) => from == nameof(SeriesStatus.New) ? FlipKind.FirstSeen : FlipKind.Resumed,
        FlipAxis.Series or FlipAxis.Release => Enum.TryParse<FlipKind>(to, out var kind) ? kind : FlipKind.Unknown,
        _ => FlipKind.Unknown,
    };

    /// <summary>Whether the flip says something about a publisher; what is left says only how well we can see.</summary>
    public static bool IsPublic(FlipAxis axis) => axis is FlipAxis.Release or FlipAxis.Series or FlipAxis.Calendar or FlipAxis.Value;

    /// <summary>The kinds that public flips can be of.</summary>
    public static IEnumerable<FlipKind> Public => Enum.GetValues<FlipKind>().Where(k => k is not (FlipKind.Unknown or FlipKind.Blind or FlipKind.Clear));
}
