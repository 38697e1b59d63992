using System.Globalization;
using System.Text.Json;
using System.Web;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Fetching;

namespace DataBlackHole.Probing.Census;

/// <summary>How the questions of a census are put to the NBS database in use since March 2026, and which question a captured request was.</summary>
public static class CensusRequests
{
    private const string TreePath = "new/queryIndexTreeAsync";
    private const string IndicatorPath = "new/queryIndicatorsByCid";
    private const string FigurePath = "stream/esData";
    private const string FigureOfOnePath = "getEsDataByIndicatorIdAndDa";
    private const string WholeCountry = "000000000000";

    /// <param name="address">Where the database is, with a slash at its end.</param>
    /// <param name="call">The question.</param>
    public static ProbeRequest For(Uri address, CensusCall call)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(call);
        ProbeRequest Get(string path) => new("GET", new Uri(address, path).AbsoluteUri);
        ProbeRequest Post(string path, object body) => new("POST", new Uri(address, path).AbsoluteUri, JsonSerializer.Serialize(body));
        return call.Step switch
        {
            CensusStep.Tree => Get(string.Create(CultureInfo.InvariantCulture, $"{TreePath}?code={call.Tree}&pid={Uri.EscapeDataString(call.Subject)}")),
            CensusStep.Indicators => Get($"{IndicatorPath}?cid={Uri.EscapeDataString(call.Subject)}"),
            CensusStep.Figures => Post(FigurePath, new
            {
                cid = call.Subject,
                indicatorIds = call.Indicators,
                daCatalogId = "",
                das = new[] { new { text = "\u5168\u56FD", value = WholeCountry } },
                showType = "1",
                // A range in a list: a single string is refused by the firewall before the database.
                dts = new[] { $"{NbsPeriodCode.New(call.From!.Value)}-{NbsPeriodCode.New(call.To!.Value)}" },
                rootId = call.Root,
            }),
            CensusStep.FiguresOfOne => Post(FigureOfOnePath, new { cid = call.Subject, id = call.Indicators[0], da = WholeCountry, dt = "", rootId = call.Root, dts = PeriodsOf(call) }),
            _ => throw new ArgumentException($"a census does not ask for {call.Step}", nameof(call)),
        };
    }

    /// <summary>Which question a captured request was; null when it was none of a census.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="url">The address.</param>
    /// <param name="body">JSON of a POST.</param>
    public static CensusCall? Find(string method, string url, string? body)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)) return null;
        if (method != "GET") return uri.AbsolutePath.EndsWith($"/{FigureOfOnePath}", StringComparison.Ordinal) ? OfOne(body) : null;
        var query = HttpUtility.ParseQueryString(uri.Query);
        if (uri.AbsolutePath.EndsWith($"/{TreePath}", StringComparison.Ordinal) && int.TryParse(query["code"], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return new CensusCall(CensusStep.Tree, code, query["pid"] ?? "");
        return uri.AbsolutePath.EndsWith($"/{IndicatorPath}", StringComparison.Ordinal) && query["cid"] is { Length: > 0 } leaf ? new CensusCall(CensusStep.Indicators, 0, leaf) : null;
    }

    private static CensusCall? OfOne(string? body)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? "");
            string? Text(string name) => json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            if (Text("cid") is not { } leaf || Text("id") is not { } id || Text("da") != WholeCountry) return null;
            return new CensusCall(CensusStep.FiguresOfOne, 0, leaf) { Indicators = [id], Root = Text("rootId") ?? "" };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> PeriodsOf(CensusCall call)
    {
        for (var period = call.From!.Value; period <= call.To!.Value; period = period.Next()) yield return NbsPeriodCode.New(period);
    }
}
