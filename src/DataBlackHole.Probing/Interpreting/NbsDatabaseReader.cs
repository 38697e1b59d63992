using System.Text.Json;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>
/// Reads replies of the NBS database in use since March 2026: rows <c>{dt, v}</c> of one indicator, or
/// <c>{code, values: [{_id, value}]}</c> of several. An empty value is a period that is not published.
/// </summary>
internal sealed class NbsDatabaseReader(MonitorCatalogue catalogue, Recognition recognition)
{
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
        var rows = root.Member("data").Elements().ToList();
        var cells = rows.Select(row => CellOf(row, query)).Where(c => c is not null).Select(c => c!).ToList();
        return rows.Count > 0 && cells.Count == 0
            ? Reading.Failed(capture, JsonReply.Failed(FailureKind.MalformedReply, $"none of {rows.Count} rows has a period and a value of the query"))
            : DatabaseCells.Read(catalogue, source, capture, cells);
    }

    private ProbeFailure? Refusal(JsonElement root, PageText reply)
    {
        if (NbsEnvelope.Refusal(root, reply, recognition) is { } refusal) return refusal;
        return root.Member("data") is { ValueKind: JsonValueKind.Array or JsonValueKind.Null }
            ? null
            : JsonReply.Failed(FailureKind.MalformedReply, "data is no list");
    }

    private static DatabaseCell? CellOf(JsonElement row, DatabaseQuery query)
    {
        if (row.Member("values") is { ValueKind: JsonValueKind.Array } values) return CellOf(row, values, query);
        if (row.Member("v") is not { } value || PeriodCode.New(row.Member("dt").Written()) is not { } period) return null;
        // Rows of other areas come when the server ignores the one that was asked for.
        if (row.Member("code").Written() is { Length: > 0 } area && area != query.Area) return null;
        return Cell(period, value, row);
    }

    private static DatabaseCell? CellOf(JsonElement row, JsonElement values, DatabaseQuery query)
    {
        if (PeriodCode.New(row.Member("code").Written()) is not { } period) return null;
        var all = values.EnumerateArray().ToList();
        if (all.Count == 0) return new DatabaseCell(period, "", null);
        // A single value is the one asked for, whatever id the server gives it; among several only the id tells.
        var mine = all.Count == 1 ? all : all.FindAll(v => v.Member("_id").Written() == query.Indicator);
        return mine is [var one] && one.Member("value") is { } value ? Cell(period, value, one) : null;
    }

    /// <summary>
    /// The places of one row for all indicators that were asked for together; of a row that has no value at all, one blank place for each.
    /// </summary>
    internal static IEnumerable<FigurePlace> PlacesOf(JsonElement row, IReadOnlyCollection<string> indicators)
    {
        if (row.Member("values") is not { ValueKind: JsonValueKind.Array } values)
            return PeriodCode.New(row.Member("dt").Written()) is { } single && row.Member("v") is { } value ? [new FigurePlace(null, single, IsFigure(value))] : [];
        if (PeriodCode.New(row.Member("code").Written()) is not { } period) return [];
        var all = values.EnumerateArray().ToList();
        if (all.Count == 0) return indicators.Select(id => new FigurePlace(id, period, false));
        return all.Where(v => v.Member("value") is not null)
            .Select(v => new FigurePlace(indicators.Count == 1 ? null : v.Member("_id").Written(), period, IsFigure(v.Member("value")!.Value)));
    }

    private static bool IsFigure(JsonElement value) => ((JsonElement?)value).Written() is { } written && DatabaseCells.IsFigure(written.Trim());

    private static DatabaseCell? Cell(ReferencePeriod period, JsonElement value, JsonElement described)
    {
        if (value.ValueKind == JsonValueKind.Null) return new DatabaseCell(period, "", null);
        if (((JsonElement?)value).Written() is not { } written) return null;
        return new DatabaseCell(period, written.Trim(), UnitOf(described));
    }

    private static string? UnitOf(JsonElement described) =>
        described.Member("du_name").Written() is { Length: > 0 and <= 40 } unit && unit != "无" ? unit : null;
}
