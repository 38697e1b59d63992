using System.Net;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Fetching;

namespace DataBlackHole.Tests.Fetching;

/// <summary>Definitions and a fetcher for tests of looks.</summary>
internal static class Looks
{
    public const string UserAgent = "DataBlackHole-Test/1.0 (+https://example.org/about; mailto:watch@example.org)";

    public static readonly FetchLimits Quick = new() { Deadline = TimeSpan.FromSeconds(20), HostGap = TimeSpan.Zero };

    public static SourceDefinition Source(string url, FetchLimits? limits = null) => new()
    {
        Key = "test-source",
        Publisher = "test",
        Name = new("Test", "测试"),
        Kind = SourceKind.Page,
        Addresses = [new(url, null, null)],
        Limits = limits ?? Quick,
    };

    public static PublisherDefinition Publisher(params string[] hosts) => new()
    {
        Key = "test",
        Name = new("Test", "测试"),
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Hosts = [.. hosts],
        Homepage = "https://example.org/",
    };

    public static async Task<Capture> AtAsync(string url, FetchLimits? limits = null, KnownVersion? known = null, params string[] hosts)
    {
        using var handler = ProbeHandler.Create();
        return await AtAsync(handler, url, limits, known, hosts);
    }

    public static async Task<Capture> AtAsync(HttpMessageHandler handler, string url, FetchLimits? limits = null, KnownVersion? known = null, params string[] hosts)
    {
        using var fetcher = new DocumentFetcher(handler, new HostGate(TimeProvider.System), TimeProvider.System, UserAgent);
        return await fetcher.FetchAsync(Source(url, limits), new ProbeRequest("GET", url), known, "direct", "hash", Publisher(hosts), CancellationToken.None);
    }

    public static FailureKind? KindOf(Capture capture) => capture.Measurement.Failure?.Kind;
}

/// <summary>Answers requests without a network, in place of the production handler.</summary>
internal sealed class FakeHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<Uri> Asked { get; } = [];

    public static HttpResponseMessage Redirect(string to, HttpStatusCode status = HttpStatusCode.Found)
    {
        var response = new HttpResponseMessage(status);
        response.Headers.TryAddWithoutValidation("Location", to);
        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(request.RequestUri!);
        return Task.FromResult(answer(request));
    }
}
