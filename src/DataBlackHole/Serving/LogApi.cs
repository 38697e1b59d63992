using System.ComponentModel;
using System.Globalization;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>The log of evidence: checkpoints, keys, entries and proofs, for whoever does not want to take our word.</summary>
internal static class LogApi
{
    private const int MostEntries = 1000;
    private const string NoteType = "text/plain";

    public static void MapLogApi(this RouteGroupBuilder api)
    {
        api.MapGet("/log/checkpoint", CheckpointAsync).WithSummary("The last signed checkpoint of the log of evidence; as a signed note when text/plain is accepted")
            .Produces<CheckpointDocument>(StatusCodes.Status200OK, "application/json", NoteType);
        api.MapGet("/log/checkpoints", CheckpointsAsync).WithSummary("Signed checkpoints of the log of evidence, newest first");
        api.MapGet("/log/key", KeysAsync).WithSummary("The public keys that sign or signed checkpoints");
        api.MapGet("/log/entries", EntriesAsync).WithSummary("Leaves of the log of evidence, each with the entry it commits to");
        api.MapGet("/log/proof/inclusion", InclusionAsync).WithSummary("Proof that a leaf is in the log (RFC 6962)");
        api.MapGet("/log/proof/consistency", ConsistencyAsync).WithSummary("Proof that an earlier log is the beginning of a later one (RFC 6962)");
    }

    private static async Task<Results<Ok<CheckpointDocument>, ContentHttpResult, ProblemHttpResult>> CheckpointAsync(
        HttpRequest request, LogQueries queries, CancellationToken stopping)
    {
        if (await queries.CheckpointsAsync(null, 1, stopping) is not [var last])
            return ApiProblems.Unknown("No checkpoint yet", "Nothing is in the log yet; the first checkpoint is signed within a minute of the first record.");
        request.HttpContext.Response.Headers.Vary = "Accept";
        var wantsNote = request.GetTypedHeaders().Accept.Any(a => a.MediaType == NoteType);
        return wantsNote ? TypedResults.Text(last.Note, NoteType) : TypedResults.Ok(LogMapping.Checkpoint(last));
    }

    private static async Task<Results<Ok<ListDocument<CheckpointDocument>>, ProblemHttpResult>> CheckpointsAsync(
        [Description("Only checkpoints of fewer leaves; the same as cursor")] string? before,
        [Description("Where to go on: the value of next of the page before. The header Link has the whole address (RFC 8288)")] string? cursor,
        [Description("Most checkpoints to return, 1 to 1000; 100 when absent")] int? limit,
        LogQueries queries, CancellationToken stopping)
    {
        if (!TryNumber(cursor ?? before, out var size)) return ApiProblems.BadRequest(cursor is null ? "before" : "cursor", cursor ?? before, "a number of leaves");
        if (limit is < 1 or > MostEntries) return ApiProblems.BadRequest("limit", limit, "a number from 1 to 1000");
        var page = await queries.CheckpointsAsync(size, limit ?? 100, stopping);
        return TypedResults.Ok(new ListDocument<CheckpointDocument>([.. page.Select(LogMapping.Checkpoint)], page.Count == (limit ?? 100) ? Text(page[^1].Size) : null));
    }

    private static async Task<Ok<ListDocument<KeyDocument>>> KeysAsync(LogQueries queries, CancellationToken stopping)
    {
        var keys = await queries.KeysAsync(stopping);
        return TypedResults.Ok(new ListDocument<KeyDocument>([.. keys.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => LogMapping.Key(k.Key, k.Value))], null));
    }

    private static async Task<Results<Ok<ListDocument<LogEntryDocument>>, ProblemHttpResult>> EntriesAsync(
        [Description("Index of the first leaf; 0 when absent")] string? from,
        [Description("Where to go on: the value of next of the page before. The header Link has the whole address (RFC 8288)")] string? cursor,
        [Description("Most leaves to return, 1 to 1000; 100 when absent")] int? limit,
        LogQueries queries, CancellationToken stopping)
    {
        if (!TryNumber(cursor ?? from, out var first)) return ApiProblems.BadRequest(cursor is null ? "from" : "cursor", cursor ?? from, "the index of a leaf");
        if (limit is < 1 or > MostEntries) return ApiProblems.BadRequest("limit", limit, "a number from 1 to 1000");
        var page = await queries.EntriesAsync(first ?? 0, limit ?? 100, stopping);
        return TypedResults.Ok(new ListDocument<LogEntryDocument>([.. page.Select(LogMapping.Entry)], page.Count == (limit ?? 100) ? Text(page[^1].Index + 1) : null));
    }

    private static async Task<Results<Ok<InclusionDocument>, ProblemHttpResult>> InclusionAsync(
        [Description("Hash of the leaf, 64 hexadecimal digits; or give its index")] string? leaf,
        [Description("Index of the leaf; or give its hash")] string? index,
        [Description("Number of leaves of the log; all when absent")] string? size,
        LogQueries queries, CancellationToken stopping)
    {
        if (leaf is null == index is null) return ApiProblems.BadRequest("index", index, "the index of a leaf, or else its hash as 'leaf',");
        if (!TryNumber(index, out var place)) return ApiProblems.BadRequest("index", index, "the index of a leaf");
        if (leaf is not null && !TreeHash.TryParse(leaf, out _)) return ApiProblems.BadRequest("leaf", leaf, "a hash of 64 hexadecimal digits");
        if (!TryNumber(size, out var wanted)) return ApiProblems.BadRequest("size", size, "a number of leaves");
        var all = await queries.SizeAsync(stopping);
        if (wanted > all) return ApiProblems.BadRequest("size", size, $"a number of leaves up to {all}");
        if (leaf is not null && TreeHash.TryParse(leaf, out var hash)) place = await queries.FindAsync(hash, stopping);
        if (place is not { } found || found >= (wanted ?? all) || await queries.LeafAsync(found, stopping) is not { } known)
            return ApiProblems.Unknown("No such leaf", $"The log of {wanted ?? all} leaves has no leaf {leaf ?? index}.");
        return TypedResults.Ok(LogMapping.Inclusion(known, await queries.InclusionAsync(found, wanted ?? all, stopping)));
    }

    private static async Task<Results<Ok<ConsistencyDocument>, ProblemHttpResult>> ConsistencyAsync(
        [Description("Number of leaves of the earlier log")] string? from,
        [Description("Number of leaves of the later log; all when absent")] string? to,
        LogQueries queries, CancellationToken stopping)
    {
        var all = await queries.SizeAsync(stopping);
        if (!TryNumber(to, out var later) || later > all) return ApiProblems.BadRequest("to", to, $"a number of leaves up to {all}");
        if (!TryNumber(from, out var earlier) || earlier is null || earlier > (later ?? all)) return ApiProblems.BadRequest("from", from, $"a number of leaves up to {later ?? all}");
        return TypedResults.Ok(LogMapping.Consistency(await queries.ConsistencyAsync(earlier.Value, later ?? all, stopping)));
    }

    /// <summary>False for what is there and is no number.</summary>
    private static bool TryNumber(string? text, out long? number)
    {
        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed);
        number = isNumber ? parsed : null;
        return isNumber || text is null;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
