using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>
/// Reads replies of the NBS database that answered until March 2026. A place without data says <c>hasdata: false</c> and shows
/// 0 in <c>data</c>, so only <c>strdata</c> is read.
/// </summary>
internal sealed class EasyQueryReader(MonitorCatalogue catalogue, Recognition recognition)
{
    private static readonly string[] WholeCountry = ["000000", "000000000000"];

    internal Reading Read(SourceDefinition source, Capture capture)
    {
        var query = source.Query ?? throw new ArgumentException($"the database source '{source.Key}' has no query", nameof(source));
        var (reply, failure) = recognition.OpenReply(capture);
        if (reply is null) return Reading.Failed(capture, failure!);
        return JsonReply.Read(capture, reply, root => Read(source, query, capture, reply, root));
    }

    private Reading Read(SourceDefinition source, DatabaseQuery query, Capture capture, PageText reply, JsonElement root)
    {
        if (Refusal(root, reply) is { } refusal) return Reading.Failed(capture, refusal);
        var nodes = root.Member("returndata")!.Value.Member("datanodes").Elements();
        var unit = UnitOf(root, query);
        var cells = nodes.Select(node => CellOf(node, query, unit)).Where(c => c is not null).Select(c => c!).ToList();
        return DatabaseCells.Read(catalogue, source, capture, cells);
    }

    private ProbeFailure? Refusal(JsonElement root, PageText reply)
    {
        if (root.Member("returncode").Written() is not { } code || root.Member("returndata") is not { } data)
        {
            return recognition.Recognised(reply) ?? JsonReply.Failed(FailureKind.MalformedReply, "the reply has no returncode and returndata");
        }
        if (code != "200" || data.ValueKind == JsonValueKind.String)
        {
            return JsonReply.Failed(FailureKind.ApiError, $"returncode {code}: {root.Member("returndata").Written()}");
        }
        return data.Member("datanodes") is { ValueKind: JsonValueKind.Array } ? null : JsonReply.Failed(FailureKind.MalformedReply, "the reply has no datanodes");
    }

    private static DatabaseCell? CellOf(JsonElement node, DatabaseQuery query, string? unit)
    {
        if (Dimension(node, "zb") != query.Indicator || PeriodCode.Old(Dimension(node, "sj")) is not { } period) return null;
        if (Dimension(node, "reg") is { } region && !WholeCountry.Contains(region)) return null;
        if (node.Member("data") is not { } data) return null;
        return data.Member("hasdata")?.ValueKind switch
        {
            JsonValueKind.True => new DatabaseCell(period, data.Member("strdata").Written()?.Trim() ?? "", unit),
            JsonValueKind.False => new DatabaseCell(period, "", unit),
            _ => null,
        };
    }

    private static string? Dimension(JsonElement node, string name) => node.Member("wds").Elements()
        .Where(d => d.Member("wdcode").Written() == name)
        .Select(d => d.Member("valuecode").Written())
        .FirstOrDefault();

    private static string? UnitOf(JsonElement root, DatabaseQuery query) => root.Member("returndata")!.Value.Member("wdnodes").Elements()
        .SelectMany(dimension => dimension.Member("nodes").Elements())
        .Where(node => node.Member("code").Written() == query.Indicator)
        .Select(node => node.Member("unit").Written())
        .FirstOrDefault(unit => !string.IsNullOrWhiteSpace(unit));
}
