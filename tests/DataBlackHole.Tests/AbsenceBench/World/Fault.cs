namespace DataBlackHole.Tests.AbsenceBench.World;

/// <summary>What of the publisher is asked.</summary>
[Flags]
internal enum Place
{
    /// <summary>Pages of the listing.</summary>
    Listing = 1,

    /// <summary>Pages of single releases.</summary>
    Page = 2,

    /// <summary>The database.</summary>
    Database = 4,

    /// <summary>Everything of the publisher.</summary>
    All = 7,

    /// <summary>The neutral site that is asked whether our own network works.</summary>
    Control = 8,
}

/// <summary>One request that reached the scripted publisher, or did not.</summary>
internal sealed record Exchange(HttpRequestMessage Request, Place Place, DateTimeOffset Now, int Number, Func<DateTimeOffset, Answer> Usual, SimulatedClock Clock);

/// <summary>What comes back: status, body and headers; made into a response by the site.</summary>
internal sealed record Answer(int Status, byte[] Body, string ContentType = "text/html; charset=utf-8")
{
    /// <summary>The Date header; null leaves it out.</summary>
    public DateTimeOffset? Date { get; init; }

    public string? ETag { get; init; }

    public string? Location { get; init; }

    public int? RetryAfterSeconds { get; init; }

    /// <summary>A Content-Length that is not the length of the body.</summary>
    public long? AnnouncedLength { get; init; }
}

/// <summary>Something wrong on the way between us and the publisher for some time.</summary>
internal sealed record Fault(DateTimeOffset From, DateTimeOffset To, Place Where, Func<Exchange, CancellationToken, ValueTask<Answer>> Reply)
{
    public bool Concerns(Place place, DateTimeOffset now) => (Where & place) != 0 && From <= now && now < To;
}
