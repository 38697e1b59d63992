using System.Collections.Immutable;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Alerting;

/// <summary>How alerts reach a recipient.</summary>
public enum AlertChannel
{
    /// <summary>Not known; refused by the loader.</summary>
    Unknown = 0,

    /// <summary>E-mail.</summary>
    Mail,

    /// <summary>A JSON document posted to an address.</summary>
    Webhook,
}

/// <summary>The language alerts are written in.</summary>
public enum AlertLanguage
{
    /// <summary>Not known; refused by the loader.</summary>
    Unknown = 0,

    /// <summary>English.</summary>
    En,

    /// <summary>Simplified Chinese.</summary>
    Zh,
}

/// <summary>One mail a day, at this hour of this zone.</summary>
public sealed record DailyDigest(TimeZoneInfo TimeZone, int Hour);

/// <summary>Hours of the day, in this zone, in which nothing is sent; what falls into them is sent when they end.</summary>
public sealed record QuietHours(TimeZoneInfo TimeZone, TimeOnly From, TimeOnly To);

/// <summary>Somebody who is told. The key is permanent: it stands in the record, the address does not.</summary>
public sealed record Recipient
{
    public required string Key { get; init; }

    public required AlertChannel Channel { get; init; }

    /// <summary>An e-mail address, or the address that webhooks are posted to.</summary>
    public required string Address { get; init; }

    public required AlertLanguage Language { get; init; }

    /// <summary>For a webhook: the environment variable that holds the key it is signed with.</summary>
    public string? SecretVariable { get; init; }

    /// <summary>Null for immediate alerts.</summary>
    public DailyDigest? Digest { get; init; }

    public QuietHours? Quiet { get; init; }
}

/// <summary>Who is told what. A flip takes the route when every condition that is given holds; an empty list is no condition.</summary>
public sealed record AlertRoute
{
    /// <summary>Keys of recipients.</summary>
    public required ImmutableArray<string> To { get; init; }

    public required AlertAudience Audience { get; init; }

    public ImmutableHashSet<string> Series { get; init; } = [];

    public ImmutableHashSet<string> Publishers { get; init; } = [];

    public ImmutableHashSet<string> Tags { get; init; } = [];

    /// <summary>Empty: all kinds about publishers for readers, all kinds about the monitor for operators.</summary>
    public ImmutableHashSet<AlertEventKind> Events { get; init; } = [];

    /// <summary>Asked of bad news only: news that ends an incident is wanted whatever its grade.</summary>
    public Grade MinimumGrade { get; init; }
}

/// <summary>Recipients and routes as configured.</summary>
public sealed record AlertRules(ImmutableSortedDictionary<string, Recipient> Recipients, ImmutableArray<AlertRoute> Routes)
{
    public static AlertRules None { get; } = new(ImmutableSortedDictionary<string, Recipient>.Empty, []);

    /// <summary>Alerts of one cause that come up within this time go out as one mail.</summary>
    public TimeSpan Grouping { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Blindness shorter than this is not told to operators; most of it passes by itself.</summary>
    public TimeSpan BlindPatience { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Those who are told about the monitor itself.</summary>
    public IEnumerable<Recipient> OperatorsFor(AlertEventKind kind) => Routes
        .Where(r => r.Audience == AlertAudience.Operator && (r.Events.IsEmpty || r.Events.Contains(kind)))
        .SelectMany(r => r.To).Distinct(StringComparer.Ordinal).Select(k => Recipients[k]);
}
