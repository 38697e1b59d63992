using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Measuring;

/// <summary>What one observation says.</summary>
public enum ObservationKind
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>The figure (or, for a series that is a release, the release) of the period was found.</summary>
    Published,

    /// <summary>A release that carries the series came out for the period, but this document does not show the figure itself.</summary>
    ReleaseSeen,

    /// <summary>The place of this period was found and is empty, while a witness in the same document was read.</summary>
    NotPublished,

    /// <summary>The release of this period was read, its sibling rows are there, and the row of this series is not.</summary>
    RowAbsent,

    /// <summary>
    /// The document would show every release dated from <see cref="Observation.CoversFrom"/> to <see cref="Observation.CoversTo"/>;
    /// it shows none of this series but those reported as found in the same look.
    /// </summary>
    NothingElse,

    /// <summary>Something of this series is there and cannot be understood by the reader; see <see cref="Observation.Failure"/>.</summary>
    Unreadable,

    /// <summary>A page is linked that may carry an official notice about the series.</summary>
    NoticeLead,

    /// <summary>An official notice says that publication is halted for now; the wording is the witness.</summary>
    SuspensionNotice,

    /// <summary>An official notice says that publication ends; the wording is the witness.</summary>
    StopNotice,

    /// <summary>An official notice says that method or definition changes; the wording is the witness. It changes no state.</summary>
    MethodNotice,

    /// <summary>An official notice says that publication is put off; the wording is the witness. It changes no state by itself.</summary>
    PostponementNotice,
}

/// <summary>One flat fact about one series, read out of one document, with at most one failure.</summary>
public sealed record Observation
{
    public required string Series { get; init; }

    public required ObservationKind Kind { get; init; }

    public ReferencePeriod? Period { get; init; }

    /// <summary>The figure exactly as printed, where the reader reads figures.</summary>
    public string? Value { get; init; }

    public string? Unit { get; init; }

    /// <summary>The publication time the publisher printed, never taken from an address.</summary>
    public StatedTime? PublishedAt { get; init; }

    /// <summary>Title of the release or label of the row, as printed.</summary>
    public string? Title { get; init; }

    /// <summary>Absolute address of the release.</summary>
    public string? Link { get; init; }

    /// <summary>First day of releases that the document would show.</summary>
    public DateOnly? CoversFrom { get; init; }

    /// <summary>Last such day; null means up to the moment of the look.</summary>
    public DateOnly? CoversTo { get; init; }

    /// <summary>What else was read in the same document and proves that the reader could see.</summary>
    public string? Witness { get; init; }

    public ProbeFailure? Failure { get; init; }
}
