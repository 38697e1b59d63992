using System.Net;
using System.Runtime.CompilerServices;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Fetching;

/// <summary>Where a look may go: the hosts of the publisher and of the source itself, never home instead of a document.</summary>
internal sealed class RedirectPolicy(SourceDefinition source, PublisherDefinition publisher)
{
    private static readonly ConditionalWeakTable<SourceDefinition, RedirectPolicy> Known = [];
    private readonly PublisherDefinition _publisher = publisher;
    private readonly HashSet<string> _hosts = [.. source.Addresses.Select(a => HostOf(a.Url)).Concat(publisher.Hosts).Select(h => h.ToLowerInvariant())];

    /// <summary>The policy of a source, the same for every look at it.</summary>
    public static RedirectPolicy Of(SourceDefinition source, PublisherDefinition publisher)
    {
        if (Known.TryGetValue(source, out var known) && ReferenceEquals(known._publisher, publisher)) return known;
        var policy = new RedirectPolicy(source, publisher);
        Known.AddOrUpdate(source, policy);
        return policy;
    }

    public AddressGuard Guard { get; } = new(source.Addresses.Select(a => a.Url));

    /// <summary>Why the address must not be asked, or null.</summary>
    public ProbeFailure? Refusal(Uri target)
    {
        if (target.Scheme is not ("http" or "https")) return Failure(FailureKind.RedirectedOffSite, $"not an HTTP address: {target}");
        if (!Guard.AllowsHostOf(target)) return Failure(FailureKind.ForbiddenRedirect, $"not a public address: {target}");
        return _hosts.Contains(target.IdnHost.ToLowerInvariant())
            ? null
            : Failure(FailureKind.RedirectedOffSite, $"{target.IdnHost} is no host of {_publisher.Key}");
    }

    /// <summary>Why the redirect must not be followed, or null.</summary>
    public ProbeFailure? Refusal(Uri asked, Uri target)
    {
        if (Refusal(target) is { } refusal) return refusal;
        return IsHome(target) && !IsHome(asked) ? Failure(FailureKind.RedirectedHome, $"sent to {target} instead of the document") : null;
    }

    /// <summary>The address an answer redirects to; null when the answer is no redirect or does not say where.</summary>
    public static Uri? TargetOf(HttpResponseMessage response, Uri asked)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)) return null;
        if (!response.Headers.NonValidated.TryGetValues("Location", out var values)) return null;
        return Uri.TryCreate(asked, values.ToString(), out var target) ? target : null;
    }

    /// <summary>The request that follows: what was posted is posted again only when the server says so.</summary>
    public static ProbeRequest Next(ProbeRequest request, HttpStatusCode status, Uri target) =>
        status is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            ? request with { Url = target.AbsoluteUri }
            : new ProbeRequest("GET", target.AbsoluteUri);

    private static bool IsHome(Uri uri) => uri.AbsolutePath is "" or "/" or "/index.html" or "/index.htm";

    private static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.IdnHost : "";

    private static ProbeFailure Failure(FailureKind kind, string detail) => new(kind, ProbeOperation.Exchange, KeptHeaders.Clean(detail));
}
