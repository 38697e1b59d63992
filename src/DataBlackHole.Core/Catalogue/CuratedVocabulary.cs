namespace DataBlackHole.Core.Catalogue;

/// <summary>What a curated entry says has happened.</summary>
public enum CuratedEvent
{
    /// <summary>Not known; refused by the loader.</summary>
    Unknown = 0,

    /// <summary>Publication was halted, for now or with no word on whether it comes back.</summary>
    Suspended,

    /// <summary>Publication ended.</summary>
    Discontinued,

    /// <summary>It can be reached only by some users or from some places.</summary>
    Restricted,

    /// <summary>Publication began for the first time.</summary>
    Started,

    /// <summary>Publication came back after a halt, a delay or a gap.</summary>
    Resumed,

    /// <summary>A figure that was expected did not appear in a release that did.</summary>
    Missing,

    /// <summary>A release did not come out on its day and came out later, or was still not out when the sources were written.</summary>
    Delayed,

    /// <summary>The publisher moved a release to another day and said so.</summary>
    Rescheduled,

    /// <summary>Publication went on under another definition; figures before and after must not be joined.</summary>
    Redefined,

    /// <summary>Figures already published were changed.</summary>
    Revised,

    /// <summary>Publication went on in another place.</summary>
    Moved,

    /// <summary>Something already published was taken back.</summary>
    Withdrawn,

    /// <summary>A figure was made public once, outside a regular series.</summary>
    Disclosed,

    /// <summary>An event of another kind; the summary says which.</summary>
    Other,
}

/// <summary>How well a curated entry is supported.</summary>
public enum Confidence
{
    /// <summary>Not known; refused by the loader.</summary>
    Unknown = 0,

    /// <summary>A lead from one weak source; it is shown as a lead and never as a fact.</summary>
    Low,

    /// <summary>One good report, or found by comparing release texts.</summary>
    Medium,

    /// <summary>Date and fact in the publisher's words, or in two independent reports.</summary>
    High,
}

/// <summary>What kind of page a citation links to.</summary>
public enum CitationAccess
{
    /// <summary>Not known; refused by the loader.</summary>
    Unknown = 0,

    /// <summary>The own page of the publisher that is cited.</summary>
    PublisherPage,

    /// <summary>A reprint or excerpt that names its origin.</summary>
    SyndicatedCopy,

    /// <summary>An unlicensed or reworded copy: the original publisher is named and is to be looked up before anything is quoted.</summary>
    Mirror,

    /// <summary>The text of a newsletter that was at hand; it is where the lead came from and verifies nothing.</summary>
    Briefing,
}
