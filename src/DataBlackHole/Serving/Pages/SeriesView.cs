using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Serving.Pages;

/// <summary>The page about one series, ready to be shown.</summary>
public sealed record SeriesView
{
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>The name in the other language, with the tag of that language.</summary>
    public required (string Name, string Tag) OtherName { get; init; }

    public required string PublisherKey { get; init; }

    public required string PublisherName { get; init; }

    /// <summary>False for a series that only the cited record knows.</summary>
    public required bool IsWatched { get; init; }

    public required bool IsService { get; init; }

    public required AnswerView Answer { get; init; }

    public required IReadOnlyList<ReleaseLine> Releases { get; init; }

    public required IReadOnlyList<FlipLine> Changes { get; init; }

    /// <summary>Address of the older changes; null when there are none.</summary>
    public string? OlderChanges { get; init; }

    public required IReadOnlyList<CuratedEntry> Cited { get; init; }

    public required IReadOnlyList<(string Word, string Text)> Definition { get; init; }

    public required IReadOnlyList<(string Word, string Key, string Name)> Breaks { get; init; }

    public required IReadOnlyList<ReadingLine> Readings { get; init; }

    public required IReadOnlyList<AccessLine> Access { get; init; }

    public EvidenceView? Evidence { get; init; }

    public required CitationText Cite { get; init; }
}

/// <summary>What a reader on deadline must see first. What we saw and what is cited stand apart.</summary>
/// <param name="Status">By our own looks, or by the definition where it cites an end.</param>
/// <param name="Since">Since when, in sentences.</param>
/// <param name="Who">Origin and grade.</param>
/// <param name="Said">Where it was said or seen, with its address.</param>
/// <param name="Quotes">Sentences, each with whose word it is.</param>
/// <param name="Cited">The status by the cited record; null when that says nothing.</param>
/// <param name="Possible">What may have held instead, by the cited record.</param>
/// <param name="Blind">Set when we cannot see the series.</param>
public sealed record AnswerView(
    StatusLook Status,
    IReadOnlyList<string> Since,
    string Who,
    IReadOnlyList<(string Name, string? Url)> Said,
    IReadOnlyList<(string Whose, string Sentence)> Quotes,
    StatusLook? Cited,
    IReadOnlyList<string> Possible,
    string? Blind)
{
    /// <summary>How long ago its sources were looked at last; null on a page about another time.</summary>
    public string? LastLook { get; init; }

    /// <summary>Set while its definition is unverified and nothing was found by it.</summary>
    public string? Unproven { get; init; }

    /// <summary>What an operator said of the status.</summary>
    public ReviewLine? Review { get; init; }
}

/// <summary>One release.</summary>
/// <param name="Basis">What the planned day rests on.</param>
public sealed record ReleaseLine(
    string Period, StatusLook Status, string? Planned, string? Basis, string? FirstAnnounced, string? Printed, DateTimeOffset? LastUnseenAt, DateTimeOffset? FirstSeenAt,
    int? Delay, string? Figure, string? FirstFigure, string? Title, string? Link, string? Digest, ReviewLine? Review);

/// <summary>One change.</summary>
/// <param name="Anchor">Identity on the page.</param>
/// <param name="IsSight">Whether it is about our sight and not about a publisher.</param>
/// <param name="ProofIndex">Its place in the log; null while it waits for one.</param>
public sealed record FlipLine(
    string Anchor, long Id, string SeriesKey, DateTimeOffset At, DateTimeOffset RecordedAt, string Class, string Title, string Sentence, string Grade, string Origin,
    bool IsSight, string? Url, string? Digest, long? ProofIndex, ReviewLine? Review);

/// <summary>One way in which a series is read, and whether its source can be seen.</summary>
public sealed record ReadingLine(string Source, string? Url, string Reader, DateTimeOffset? LastLookAt, string Sight);

/// <summary>How a service is reached from one vantage.</summary>
public sealed record AccessLine(string Vantage, string Outcome, string? Detail, DateTimeOffset Last, DateTimeOffset? LastReachedAt);

/// <summary>A captured document.</summary>
/// <param name="Url">Where it came from.</param>
public sealed record EvidenceView(DateTimeOffset SeenAt, string Source, string Url, string? Digest, DateTimeOffset TakenAt, long? ProofIndex);
