namespace DataBlackHole.Core.Census;

/// <summary>How an indicator of a publisher's database stands by a census.</summary>
public enum CensusStanding
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>It has figures as far as others of its kind have them.</summary>
    Going,

    /// <summary>Its last figure lies further back than its own rhythm and the usual lag of its branch allow.</summary>
    Stopped,

    /// <summary>It ended where another one of a similar name begins. Proposed, never asserted.</summary>
    Renamed,

    /// <summary>It belongs to a base year or a range of years that is over; its end was planned.</summary>
    WindowEnded,

    /// <summary>An earlier census found it, and its place was read without it.</summary>
    Vanished,

    /// <summary>Nothing can be said, see <see cref="CensusDoubt"/>.</summary>
    CannotTell,
}

/// <summary>What is new about an indicator since the last census.</summary>
public enum CensusChange
{
    /// <summary>Nothing; never recorded.</summary>
    Unknown = 0,

    /// <summary>No census found it before.</summary>
    FirstSeen,

    /// <summary>It has a newer figure, or another place or name.</summary>
    Advanced,

    /// <summary>Its annotations changed: the definition may have.</summary>
    Redefined,

    /// <summary>It is found stopped.</summary>
    Stopped,

    /// <summary>It is found gone from the tree.</summary>
    Vanished,

    /// <summary>It had stopped or vanished, and has new figures or is there again.</summary>
    CameBack,

    /// <summary>Another one seems to continue it.</summary>
    Renamed,

    /// <summary>Its range of years is over.</summary>
    WindowEnded,

    /// <summary>A later census found it stopped or gone again.</summary>
    Confirmed,
}

/// <summary>Why a census can say nothing about an indicator or a branch. All of it is our trouble, not the publisher's statement.</summary>
public enum CensusDoubt
{
    /// <summary>There is no doubt.</summary>
    None = 0,

    /// <summary>Its branch of the tree could not be read.</summary>
    BranchUnread,

    /// <summary>Its figures could not be read.</summary>
    FiguresUnread,

    /// <summary>A place that held indicators before answered with an empty list; unknown places answer that way too.</summary>
    EmptyList,

    /// <summary>No period that was asked for has a figure; unknown indicators answer that way too.</summary>
    NoFigure,

    /// <summary>It has too few figures to know how often they come.</summary>
    NoRhythm,

    /// <summary>Nothing near it has recent figures either: there is nothing to hold it against.</summary>
    NoPeers,

    /// <summary>One of a similar name goes on, and it is not known since when.</summary>
    SuccessorPossible,

    /// <summary>So much of the tree is gone at once that the database was rearranged.</summary>
    Rearranged,
}

/// <summary>What is asked of the database.</summary>
public enum CensusStep
{
    /// <summary>Not known; never asked.</summary>
    Unknown = 0,

    /// <summary>What lies below a node of the tree.</summary>
    Tree,

    /// <summary>The indicators of a leaf.</summary>
    Indicators,

    /// <summary>Figures of several indicators of a leaf.</summary>
    Figures,

    /// <summary>Figures of one indicator, where the database refuses to tell several together.</summary>
    FiguresOfOne,
}
