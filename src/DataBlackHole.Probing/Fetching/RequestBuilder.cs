using System.Globalization;
using System.Text.Json;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Fetching;

/// <summary>What to ask a source for. Pure; <see cref="SourceMatcher"/> is the way back.</summary>
public static class RequestBuilder
{
    /// <summary>
    /// The request for a look at the given moment. Null when there is nothing to ask: the source has no address on the publisher's
    /// present day, or it consists of release pages, which are reached through a listing.
    /// </summary>
    public static ProbeRequest? For(SourceDefinition source, PublisherDefinition publisher, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, publisher.TimeZone).DateTime);
        if (source.AddressOn(today) is not { } address) return null;
        return source.Kind switch
        {
            SourceKind.ReleaseListing or SourceKind.Page or SourceKind.ReleaseCalendar => new ProbeRequest("GET", address.Url),
            SourceKind.Records => new ProbeRequest("GET", AddressTemplate.Fill(address.Url, today)),
            SourceKind.NbsDatabase => new ProbeRequest("POST", address.Url, NewQuery(QueryOf(source), today)),
            SourceKind.NbsEasyQuery => new ProbeRequest("POST", address.Url, OldQuery(QueryOf(source), today)),
            SourceKind.ReleasePage => null,
            _ => throw new ArgumentException($"source {source.Key} has no known kind", nameof(source)),
        };
    }

    /// <summary>The request for page <paramref name="n"/> of a listing, 0 being the first, whose request is given.</summary>
    public static ProbeRequest PageOf(SourceDefinition source, ProbeRequest first, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (n == 0) return first;
        var further = source.Listing?.FurtherPages ?? throw new ArgumentException($"source {source.Key} has one page only", nameof(source));
        return first with { Url = PageAddress(first.Url, further, n.ToString(CultureInfo.InvariantCulture)) };
    }

    internal static string PageAddress(string first, string further, string n) =>
        new Uri(new Uri(first), further.Replace("{n}", n, StringComparison.Ordinal)).AbsoluteUri;

    // The periods are a JSON list: a single string is refused by the firewall before the database.
    private static string NewQuery(DatabaseQuery query, DateOnly today) => JsonSerializer.Serialize(new
    {
        cid = query.Category,
        id = query.Indicator,
        da = query.Area,
        dt = "",
        rootId = query.Root ?? "",
        dts = Periods(query, today).Select(NbsPeriodCode.New),
    });

    private static string OldQuery(DatabaseQuery query, DateOnly today)
    {
        var periods = string.Join(',', Periods(query, today).Select(NbsPeriodCode.Old));
        var wanted = JsonSerializer.Serialize(new[] { new { wdcode = "zb", valuecode = query.Indicator }, new { wdcode = "sj", valuecode = periods } });
        return $"m=QueryData&dbcode={Uri.EscapeDataString(query.Category)}&rowcode=zb&colcode=sj&wds=%5B%5D&dfwds={Uri.EscapeDataString(wanted)}";
    }

    /// <summary>The periods before the current one and the current one, in ascending order.</summary>
    private static List<ReferencePeriod> Periods(DatabaseQuery query, DateOnly today)
    {
        List<ReferencePeriod> periods = [ReferencePeriod.Containing(query.Cadence, today)];
        for (var back = 0; back < query.PeriodsBack; back++) periods.Insert(0, periods[0].Previous());
        return periods;
    }

    private static DatabaseQuery QueryOf(SourceDefinition source) =>
        source.Query ?? throw new ArgumentException($"source {source.Key} has no query", nameof(source));
}
