using System.Collections.Immutable;
using System.Text.Json;
using DataBlackHole.Core.Census;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Probing.Census;

/// <summary>
/// Reads from captured replies of the database that answered until March 2026 what it had: nodes from its tree (<c>m=getTree</c>) and
/// indicators from its figures (<c>m=QueryData</c>).
/// </summary>
public static class OldTreeReader
{
    /// <summary>What the reply names; nothing when it is none of that database.</summary>
    public static ImmutableArray<OldItem> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var items = json.RootElement.ValueKind == JsonValueKind.Array ? Nodes(json.RootElement) : Indicators(json.RootElement);
            return [.. items];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<OldItem> Nodes(JsonElement list) => ((JsonElement?)list).Elements()
        .Where(n => n.Member("wdcode").Written() == "zb")
        .Select(n => (Code: n.Member("id").Written(), Name: n.Member("name").Written()))
        .Where(n => n.Code is { Length: > 0 } && n.Name is { Length: > 0 })
        .Select(n => new OldItem(n.Code!, n.Name!.Trim(), IsIndicator: false));

    private static IEnumerable<OldItem> Indicators(JsonElement root) =>
        from dimension in ((root.Member("returndata") ?? default).Member("wdnodes")).Elements()
        where dimension.Member("wdcode").Written() == "zb"
        from node in dimension.Member("nodes").Elements()
        let code = node.Member("code").Written()
        let name = node.Member("cname").Written()
        where code is { Length: > 0 } && name is { Length: > 0 }
        select new OldItem(code, name.Trim(), IsIndicator: true);
}
