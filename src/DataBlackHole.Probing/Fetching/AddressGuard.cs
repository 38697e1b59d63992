using System.Net;
using System.Net.Sockets;

namespace DataBlackHole.Probing.Fetching;

/// <summary>
/// Decides which network addresses one look may reach: public ones, and those that the definition itself names.
/// A document or a redirect must never lead us into the network we run in.
/// </summary>
public sealed class AddressGuard
{
    private readonly bool _loopback;
    private readonly HashSet<IPAddress> _named = [];

    /// <param name="configured">Addresses written in the definition of the source.</param>
    public AddressGuard(IEnumerable<string> configured)
    {
        foreach (var url in configured)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)) continue;
            if (IPAddress.TryParse(uri.IdnHost, out var literal)) _named.Add(literal);
            _loopback |= IsLocalName(uri) || literal is not null && IPAddress.IsLoopback(Unwrapped(literal));
        }
    }

    /// <summary>Whether a connection to the address may be made.</summary>
    public bool Allows(IPAddress address) =>
        IsPublic(address) || _named.Contains(address) || _loopback && IPAddress.IsLoopback(Unwrapped(address));

    /// <summary>Whether the host as written may be asked; what a name resolves to is checked again when connecting.</summary>
    public bool AllowsHostOf(Uri uri)
    {
        if (IPAddress.TryParse(uri.IdnHost, out var literal)) return Allows(literal);
        return _loopback || !IsLocalName(uri);
    }

    // 198.18.0.0/15 counts as public on purpose: proxies common where these sites are watched resolve every name into it.
    public static bool IsPublic(IPAddress address)
    {
        address = Unwrapped(address);
        if (address.AddressFamily == AddressFamily.InterNetwork) return IsPublicV4(address.GetAddressBytes());
        return !(IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6LinkLocal
            || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast);
    }

    private static bool IsPublicV4(byte[] b) => b[0] switch
    {
        0 or 10 or 127 or >= 224 => false,
        100 => b[1] is < 64 or > 127,
        169 => b[1] != 254,
        172 => b[1] is < 16 or > 31,
        192 => !(b[1] == 168 || b[1] == 0 && b[2] == 0),
        _ => true,
    };

    /// <summary>The IPv4 address inside a mapped, 6to4 or NAT64 address; others as they are.</summary>
    private static IPAddress Unwrapped(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var b = address.GetAddressBytes();
        if (b[0] == 0x20 && b[1] == 0x02) return new IPAddress(b.AsSpan(2, 4));
        ReadOnlySpan<byte> nat64 = [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];
        return b.AsSpan(0, 12).SequenceEqual(nat64) ? new IPAddress(b.AsSpan(12, 4)) : address;
    }

    private static bool IsLocalName(Uri uri)
    {
        var host = uri.IdnHost.TrimEnd('.');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>A name resolved only to addresses that a look may not reach.</summary>
public sealed class ForbiddenAddressException : IOException
{
    public ForbiddenAddressException()
    {
    }

    public ForbiddenAddressException(string message) : base(message)
    {
    }

    public ForbiddenAddressException(string message, Exception inner) : base(message, inner)
    {
    }
}
