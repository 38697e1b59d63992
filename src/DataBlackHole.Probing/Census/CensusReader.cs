using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Probing.Census;

/// <summary>
/// Reads the answers of the NBS database in use since March 2026 to the questions of a census. Pure. What is not positively the wanted
/// answer (a challenge, an empty body, a list that is not whole) is a failure and never an answer.
/// </summary>
public sealed class CensusReader(MonitorCatalogue catalogue)
{
    private readonly Recognition _recognition = new(catalogue.Recognisers);

    public (CensusDocument? Document, ProbeFailure? Failure) Read(CensusCall call, Capture capture)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(capture);
        var named = _recognition.Named(capture);
        if (named.Measurement.Failure is { } failed) return (null, failed);
        if (named.Body.IsEmpty) return (null, JsonReply.Failed(FailureKind.EmptyBody, "no bytes where a reply is due"));
        var (reply, failure) = _recognition.OpenReply(named);
        if (reply is null) return (null, failure);
        return JsonReply.Parse(reply, root => Read(call, root, reply), problem => (null, problem));
    }

    private (CensusDocument?, ProbeFailure?) Read(CensusCall call, JsonElement root, PageText reply)
    {
        if (NbsEnvelope.Refusal(root, reply, _recognition) is { } refusal) return (null, refusal);
        var data = root.Member("data");
        return call.Step switch
        {
            CensusStep.Tree => Nodes(data),
            CensusStep.Indicators => Indicators(data),
            CensusStep.Figures or CensusStep.FiguresOfOne => Figures(call, data),
            _ => throw new ArgumentException($"a census does not ask for {call.Step}", nameof(call)),
        };
    }

    private static (CensusDocument?, ProbeFailure?) Nodes(JsonElement? data)
    {
        if (data is not { ValueKind: JsonValueKind.Array or JsonValueKind.Null } list) return Malformed("data is no list of nodes");
        var nodes = ImmutableArray.CreateBuilder<CensusNode>();
        foreach (var element in ((JsonElement?)list).Elements())
        {
            if (element.Member("_id").Written() is not { Length: > 0 } id || element.Member("name").Written() is not { } name) return Malformed("a node has no _id or name");
            if (element.Member("isLeaf")?.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return Malformed($"node {id} does not say whether it is a leaf");
            nodes.Add(new CensusNode(id, name.Trim(), element.Member("isLeaf")!.Value.GetBoolean(), YearIn(element, "sdate"), YearIn(element, "edate"), NoteIn(element, "explain")));
        }
        return (new TreePage(nodes.ToImmutable()), null);
    }

    private static (CensusDocument?, ProbeFailure?) Indicators(JsonElement? data)
    {
        if (data?.Member("list") is not { ValueKind: JsonValueKind.Array or JsonValueKind.Null } list) return Malformed("data has no list of indicators");
        var indicators = ImmutableArray.CreateBuilder<ListedIndicator>();
        foreach (var element in ((JsonElement?)list).Elements())
        {
            if (element.Member("_id").Written() is not { Length: > 0 } id || element.Member("i_showname").Written() is not { } name) return Malformed("an indicator has no _id or i_showname");
            var unit = element.Member("du_name").Written() is { Length: > 0 and <= 40 } text ? text : null;
            indicators.Add(new ListedIndicator(id, name.Trim(), unit, NoteIn(element, "i_annotation"), YearIn(element, "daterange_edate")));
        }
        // Only the whole list shows that an indicator is not in it.
        return data?.Member("total").Written() is { } total && total != indicators.Count.ToString(CultureInfo.InvariantCulture)
            ? (null, JsonReply.Failed(FailureKind.Truncated, $"{indicators.Count} of {total} indicators"))
            : (new IndicatorPage(indicators.ToImmutable()), null);
    }

    private static (CensusDocument?, ProbeFailure?) Figures(CensusCall call, JsonElement? data)
    {
        if (data is not { ValueKind: JsonValueKind.Array or JsonValueKind.Null } list) return Malformed("data is no list of periods");
        var rows = ((JsonElement?)list).Elements().ToList();
        var places = ImmutableArray.CreateBuilder<FigurePlace>();
        foreach (var row in rows) places.AddRange(NbsDatabaseReader.PlacesOf(row, call.Indicators));
        if (rows.Count > 0 && places.Count == 0) return Malformed($"none of {rows.Count} rows has a period and a value");
        // Then one at a time tells more: where one is asked for, the answer needs to name none.
        return places.Count > 0 && places.All(p => p.Indicator is { } id && !call.Indicators.Contains(id))
            ? (null, JsonReply.Failed(FailureKind.ApiError, "no value is of an indicator that was asked for"))
            : (new FigurePage(places.ToImmutable()), null);
    }

    private static string? NoteIn(JsonElement element, string name) => element.Member(name).Written() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static int? YearIn(JsonElement element, string name) =>
        element.Member(name).Written() is { Length: >= 4 } text && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 2200 ? year : null;

    private static (CensusDocument?, ProbeFailure?) Malformed(string detail) => (null, JsonReply.Failed(FailureKind.MalformedReply, detail));
}
