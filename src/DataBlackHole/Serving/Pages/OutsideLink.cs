namespace DataBlackHole.Serving.Pages;

/// <summary>Addresses come from pages and from notes: only what is an address of the web is linked, the rest is shown as text.</summary>
public static class OutsideLink
{
    public static string? Of(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && Uri.IsWellFormedUriString(address.AbsoluteUri, UriKind.Absolute) ? address.AbsoluteUri : null;
}
