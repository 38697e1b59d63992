using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace DataBlackHole.Serving.Answering;

/// <summary>Refuses in words what an address has in no kind of document that the client accepts.</summary>
internal static class AcceptedKinds
{
    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var offered = Readers.IsData(context.Request.Path) ? Offered(context.GetEndpoint()) : [];
        if (offered.Count > 0 && !IsAccepted(context.Request, offered)) await ApiProblems.NotAcceptable(offered).ExecuteAsync(context);
        else await next(context);
    }

    private static bool IsAccepted(HttpRequest request, IReadOnlyList<string> offered)
    {
        var accept = request.GetTypedHeaders().Accept;
        if (accept.Count == 0) return true;
        var wanted = accept.Where(a => a.Quality is null or > 0).ToList();
        return offered.Any(o => MediaTypeHeaderValue.TryParse(o, out var kind) && wanted.Exists(w => Plain(kind).IsSubsetOf(Plain(w))));
    }

    /// <summary>Parameters such as a character set refuse nobody.</summary>
    private static MediaTypeHeaderValue Plain(MediaTypeHeaderValue kind) => new(kind.MediaType);

    private static List<string> Offered(Endpoint? endpoint) => endpoint is null
        ? []
        : [.. endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Where(m => m.StatusCode == StatusCodes.Status200OK).SelectMany(m => m.ContentTypes).Distinct(StringComparer.Ordinal)];
}
