using System.ComponentModel;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace DataBlackHole.Serving;

/// <summary>Captured bytes. They are hostile: a download that no browser may take for a page of ours.</summary>
internal static class EvidenceApi
{
    private const string Bytes = "application/octet-stream";

    public static void MapEvidenceApi(this RouteGroupBuilder api) =>
        api.MapGet("/evidence/{sha256}", BodyAsync).WithSummary("The captured bytes with this SHA-256, as a download")
            .Produces<Stream>(StatusCodes.Status200OK, Bytes);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> BodyAsync(
        [Description("SHA-256 of the bytes, 64 hexadecimal digits")] string sha256, HttpResponse response, HistoryStore history, CancellationToken stopping)
    {
        if (!ContentDigest.TryParse(sha256, out var digest)) return ApiProblems.BadRequest("sha256", sha256, "a SHA-256 of 64 hexadecimal digits");
        if (await history.BodyAsync(digest, stopping) is not { } body)
            return ApiProblems.Unknown("No such evidence", $"No captured bytes with the SHA-256 {digest} are kept.");
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.File(body.ToArray(), Bytes, $"{digest}.bin", entityTag: new EntityTagHeaderValue($"\"{digest}\""));
    }
}
