using System.Collections.Immutable;

namespace DataBlackHole.Core.Catalogue;

/// <summary>How looks leave a vantage.</summary>
public enum VantageKind
{
    /// <summary>Not known; refused by the loader.</summary>
    Unknown = 0,

    /// <summary>From this machine, without a proxy.</summary>
    Direct,

    /// <summary>Through an HTTP proxy; encrypted addresses by its CONNECT method.</summary>
    HttpProxy,

    /// <summary>Through a SOCKS5 proxy, which resolves the names itself.</summary>
    Socks5,
}

/// <summary>A place from which we look.</summary>
public sealed record VantageDefinition
{
    /// <summary>The vantage of looks that go out without a proxy; it exists also where no vantage is defined.</summary>
    public const string DirectKey = "direct";

    public required string Key { get; init; }

    public required BilingualText Name { get; init; }

    public required VantageKind Kind { get; init; }

    /// <summary>Country of the address that sites see (ISO 3166, two letters); null when that is not known.</summary>
    public string? Country { get; init; }

    /// <summary>Host and port of the proxy; null for <see cref="VantageKind.Direct"/>.</summary>
    public string? Proxy { get; init; }

    /// <summary>Name of the environment variable that holds the user name for the proxy; null when it asks for none.</summary>
    public string? UserVariable { get; init; }

    /// <summary>Name of the environment variable that holds the password for the proxy.</summary>
    public string? PasswordVariable { get; init; }

    /// <summary>
    /// Addresses of large neutral sites that are asked, in order, when a look from here got no answer at all. One that answers shows that
    /// the vantage works; when none does, the trouble is ours.
    /// </summary>
    public ImmutableArray<string> Controls { get; init; } = [];

    /// <summary>The one vantage of a monitor that defines none. Without controls, a look that gets no answer is not told apart from our own outage.</summary>
    public static VantageDefinition PlainDirect { get; } = new() { Key = DirectKey, Name = new BilingualText("Direct", "直接访问"), Kind = VantageKind.Direct };
}
