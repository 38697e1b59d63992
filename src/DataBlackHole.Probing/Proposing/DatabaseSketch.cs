using System.Collections.Immutable;
using System.Text.Json;
using System.Web;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Probing.Interpreting;
using Capture = DataBlackHole.Core.Measuring.Capture;

namespace DataBlackHole.Probing.Proposing;

/// <summary>One indicator that a database reply has.</summary>
public sealed record SketchedIndicator(string Id, string? Name, string? Unit);

/// <summary>What a reply of a database, with the request it answers, says about the query that is to be watched.</summary>
/// <param name="Kind">Which database it is.</param>
/// <param name="Indicators">The indicators of the reply: the one that is meant, and its siblings.</param>
public sealed record DatabaseSketch(SourceKind Kind, string Category, string? Root, Cadence Cadence, ImmutableArray<SketchedIndicator> Indicators)
{
    /// <summary>The query behind a reply, or null when it is not a reply with figures of a known database.</summary>
    public static DatabaseSketch? Of(Capture capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        var request = capture.Measurement.Request;
        var asked = request.Body ?? (Uri.TryCreate(request.Url, UriKind.Absolute, out var url) ? url.Query.TrimStart('?') : "");
        if (asked.Length == 0) return null;
        try
        {
            using var json = JsonDocument.Parse(capture.Body);
            return asked[0] == '{' ? New(asked, json.RootElement) : Old(asked, json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DatabaseSketch? New(string asked, JsonElement reply)
    {
        using var request = JsonDocument.Parse(asked);
        var root = request.RootElement;
        var rows = reply.Member("data").Elements().ToList();
        var cadence = rows.Select(r => PeriodCode.New(r.Member("dt").Written() ?? r.Member("code").Written())).FirstOrDefault(p => p is not null)?.Cadence;
        if (root.Member("cid").Written() is not { Length: > 0 } category || cadence is null) return null;
        var node = root.Member("rootId").Written() is { Length: > 0 } text ? text : null;
        if (root.Member("id").Written() is { Length: > 0 } id)
        {
            var named = rows.Where(r => r.Member("i_name").Written() is { Length: > 0 }).Select(r => (JsonElement?)r).FirstOrDefault();
            return new DatabaseSketch(SourceKind.NbsDatabase, category, node, cadence.Value, [Sketched(id, named, "i_name")]);
        }
        var values = rows.SelectMany(r => r.Member("values").Elements()).ToList();
        var ids = root.Member("indicatorIds").Elements().Select(i => i.GetString()!).ToList();
        return ids.Count == 0 ? null : new DatabaseSketch(
            SourceKind.NbsDatabase, category, node, cadence.Value,
            [.. ids.Select(i => Sketched(i, values.Where(v => v.Member("_id").Written() == i).Select(v => (JsonElement?)v).FirstOrDefault(), "i_showname"))]);
    }

    private static SketchedIndicator Sketched(string id, JsonElement? described, string name) => new(
        id, described?.Member(name).Written()?.Trim(), described?.Member("du_name").Written() is { Length: > 0 and <= 40 } unit ? unit : null);

    private static DatabaseSketch? Old(string asked, JsonElement reply)
    {
        var form = HttpUtility.ParseQueryString(asked);
        if (form["m"] != "QueryData" || form["dbcode"] is not { Length: > 0 } database) return null;
        var dimensions = (reply.Member("returndata") ?? default).Member("wdnodes").Elements().ToList();
        var cadence = Axis(dimensions, "sj").Select(n => PeriodCode.Old(n.Member("code").Written())).FirstOrDefault(p => p is not null)?.Cadence;
        var indicators = Axis(dimensions, "zb").Where(n => n.Member("code").Written() is { Length: > 0 })
            .Select(n => new SketchedIndicator(n.Member("code").Written()!, n.Member("cname").Written()?.Trim(), n.Member("unit").Written() is { Length: > 0 } unit ? unit : null)).ToImmutableArray();
        return cadence is null || indicators.IsEmpty ? null : new DatabaseSketch(SourceKind.NbsEasyQuery, database, null, cadence.Value, indicators);
    }

    private static IEnumerable<JsonElement> Axis(IEnumerable<JsonElement> dimensions, string code) =>
        dimensions.Where(d => d.Member("wdcode").Written() == code).SelectMany(d => d.Member("nodes").Elements());
}
