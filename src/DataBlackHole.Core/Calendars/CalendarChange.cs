namespace DataBlackHole.Core.Calendars;

/// <summary>What changed for one announced date between two versions of a calendar.</summary>
public enum CalendarChangeKind
{
    /// <summary>Not known; never reported.</summary>
    Unknown = 0,

    /// <summary>A date is announced where none was.</summary>
    Added,

    /// <summary>A date was replaced by another one.</summary>
    Moved,

    /// <summary>A date is no longer announced.</summary>
    Removed,

    /// <summary>A date was replaced by a word such as "delayed", and no new date is given.</summary>
    PostponedWithoutDate,
}

/// <summary>Whether a change of an announced date was made known before that date.</summary>
public enum ChangeNotice
{
    /// <summary>
    /// Cannot be told: the change was first read after the old date, and nobody had read the old calendar on that date or later.
    /// Also where no old date is given up.
    /// </summary>
    Unknown = 0,

    /// <summary>The change was first read before the old date.</summary>
    WithNotice,

    /// <summary>The old calendar was still read on the old date or later.</summary>
    WithoutNotice,
}

/// <summary>One change of one announced date. It happened between <see cref="LastReadAt"/> and <see cref="FirstReadAt"/>.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="Row">Name of the release.</param>
/// <param name="Month">Month of the cell: of the old date where there is one, otherwise of the new one.</param>
/// <param name="From">The date given up.</param>
/// <param name="To">The date announced instead.</param>
/// <param name="Notice">Whether it was known before the old date.</param>
/// <param name="LastReadAt">The last time the earlier version was read.</param>
/// <param name="FirstReadAt">The first time the later version was read.</param>
public sealed record CalendarChange(
    CalendarChangeKind Kind,
    string Row,
    int Month,
    DateTimeOffset? From,
    DateTimeOffset? To,
    ChangeNotice Notice,
    DateTimeOffset LastReadAt,
    DateTimeOffset FirstReadAt);
