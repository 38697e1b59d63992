namespace DataBlackHole.Core.Judging;

/// <summary>State of one release: one series and one reference period. Publisher side.</summary>
public enum ReleaseStatus
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>The publisher has no release for this period by its own plan.</summary>
    NotPlanned,

    /// <summary>Planned; its due instant has not come.</summary>
    Scheduled,

    /// <summary>Its due instant has passed; nothing has been concluded yet.</summary>
    Due,

    /// <summary>Found by the reader.</summary>
    Published,

    /// <summary>Past the late-after instant, and a valid look after it did not find the release.</summary>
    Late,

    /// <summary>Past the missing-after instant and repeatedly not found, or overtaken by its successor or its siblings.</summary>
    Missing,

    /// <summary>The publisher said that it will not publish this period for now.</summary>
    Withheld,

    /// <summary>Was published and was taken back.</summary>
    Withdrawn,
}

/// <summary>State of a series. Publisher side.</summary>
public enum SeriesStatus
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>Defined, and no release has been seen yet.</summary>
    New,

    /// <summary>The last expected release is there.</summary>
    Current,

    /// <summary>At least one release is late, and none after the last published one is missing.</summary>
    Late,

    /// <summary>At least one release after the last published one is missing.</summary>
    Missing,

    /// <summary>Temporarily halted by the publisher's word.</summary>
    Paused,

    /// <summary>Ended.</summary>
    Discontinued,

    /// <summary>A service that is reached from every vantage that can look.</summary>
    Open,

    /// <summary>A service that is reached from some vantages only, repeatedly and over at least a day.</summary>
    Restricted,

    /// <summary>A service that was reached before and for long cannot be reached, in the same way, from any vantage, one of them in China.</summary>
    Closed,
}

/// <summary>Whether we can see. Monitor side; says nothing about the publisher.</summary>
public enum Visibility
{
    /// <summary>Not looked yet.</summary>
    Unknown = 0,

    /// <summary>The last look could see.</summary>
    Clear,

    /// <summary>The last look could not see; see the reason.</summary>
    Blind,
}

/// <summary>Why we cannot see.</summary>
public enum BlindReason
{
    /// <summary>We can see.</summary>
    None = 0,

    /// <summary>Our own network or proxy is down.</summary>
    OwnNetwork,

    /// <summary>The publisher's server did not answer or refused the address.</summary>
    Unreachable,

    /// <summary>A robot check stood in the way.</summary>
    Challenged,

    /// <summary>A login stood in the way.</summary>
    LoginWall,

    /// <summary>An answer came that our reader does not understand.</summary>
    ReaderBroken,

    /// <summary>Our definition is wrong.</summary>
    ConfigurationError,

    /// <summary>An operator switched the looks off.</summary>
    Muted,
}

/// <summary>How well a verdict is supported.</summary>
public enum Grade
{
    /// <summary>Nothing to grade.</summary>
    None = 0,

    /// <summary>One valid look.</summary>
    Suspected,

    /// <summary>Several independent looks, or the publisher went on without it.</summary>
    Corroborated,

    /// <summary>Confirmed by an operator with a source.</summary>
    Confirmed,

    /// <summary>Stated by the publisher.</summary>
    OfficiallyStated,
}

/// <summary>Where a verdict comes from; the two are never mixed.</summary>
public enum Origin
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>Our own looks.</summary>
    Observed,

    /// <summary>The cited record of past events.</summary>
    Curated,
}

/// <summary>What a flip is about.</summary>
public enum FlipAxis
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>The state of one release.</summary>
    Release,

    /// <summary>The state of the series.</summary>
    Series,

    /// <summary>Whether we can see the series.</summary>
    Visibility,

    /// <summary>The date that the publisher announced for a release.</summary>
    Calendar,

    /// <summary>A figure that was published before.</summary>
    Value,
}

/// <summary>Why a status changed, or was set in the first place.</summary>
public enum Reason
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>The calendar or rule plans the release.</summary>
    Planned,

    /// <summary>The due instant passed.</summary>
    DueInstantPassed,

    /// <summary>The release was found.</summary>
    Found,

    /// <summary>The release was found after it had counted as late.</summary>
    FoundLate,

    /// <summary>The release was found after it had counted as missing.</summary>
    FoundAfterMissing,

    /// <summary>A valid look after the late-after instant did not find it.</summary>
    NotSeenAfterDeadline,

    /// <summary>Valid looks over at least a day, the last after the missing-after instant, did not find it.</summary>
    NotSeenRepeatedly,

    /// <summary>A later period is out and this one is not.</summary>
    OvertakenByNextPeriod,

    /// <summary>The release that carries the series is out with its other rows and without this one.</summary>
    IndicatorDropped,

    /// <summary>Every expected release is there again after one was late.</summary>
    CaughtUp,

    /// <summary>A new period came out after one was missing.</summary>
    Resumed,

    /// <summary>The first release was seen.</summary>
    FirstSeen,

    /// <summary>The definition cites that the series ended.</summary>
    EndedByRecord,

    /// <summary>The publisher said so in a notice that names the series or its family.</summary>
    OfficialNotice,

    /// <summary>Several releases in a row are missing while the publisher goes on publishing.</summary>
    SeveralCyclesMissing,

    /// <summary>The series under its new definition has come out.</summary>
    Succeeded,

    /// <summary>A figure or a release that was there is repeatedly not there any more.</summary>
    TakenBack,

    /// <summary>A figure differs from the one first seen.</summary>
    ValueRevised,

    /// <summary>The announced date was changed before it came.</summary>
    MovedWithNotice,

    /// <summary>The announced date was changed after it had passed.</summary>
    MovedWithoutNotice,

    /// <summary>The announced date was changed; nobody looked between the old date and the change, so whether with notice is not known.</summary>
    Moved,

    /// <summary>The release was announced to be postponed, and no new date is known.</summary>
    PostponedWithoutDate,

    /// <summary>The date was taken out of the announced calendar.</summary>
    RemovedFromCalendar,

    /// <summary>A look could not see.</summary>
    LookFailed,

    /// <summary>A look could see again.</summary>
    LookSucceeded,

    /// <summary>A service is reached again from every vantage, and a second look confirmed it.</summary>
    ReachedAgain,

    /// <summary>A service sends some vantages to another host, or to a home page, instead of to itself.</summary>
    RedirectedElsewhere,

    /// <summary>A service asks for a login where it asked for none, or asks some vantages only.</summary>
    LoginAskedFor,

    /// <summary>A service shows a text that refuses visitors of some region.</summary>
    RefusalShown,

    /// <summary>A server refuses the address of some vantages with a status such as 403.</summary>
    AccessRefused,

    /// <summary>A service answers "not found" (404 or 410).</summary>
    NotFoundThere,

    /// <summary>A service gives no answer within the deadline while the controls of the vantage answer.</summary>
    NoAnswerInTime,

    /// <summary>Connections to a service are reset while the controls of the vantage answer.</summary>
    ConnectionsReset,

    /// <summary>A name cannot be resolved, or no connection can be made, while the controls of the vantage answer.</summary>
    NotConnected,
}
