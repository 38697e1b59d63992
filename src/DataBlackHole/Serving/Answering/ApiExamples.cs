using DataBlackHole.Core.Catalogue;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Answering;

/// <summary>Values for the parameters in the description of the API: such as this monitor has on record, so that every example works as it stands.</summary>
internal sealed class ApiExamples(MonitorCatalogue catalogue, ExampleQueries record)
{
    /// <summary>By operation (its path, or * for all) and parameter.</summary>
    public async Task<IReadOnlyDictionary<(string Path, string Parameter), object>> AllAsync(CancellationToken stopping)
    {
        var found = await record.FindAsync(stopping);
        var examples = new Dictionary<(string, string), object>();
        void Add(string path, string parameter, object? value)
        {
            if (value is not null) examples[(path, parameter)] = value;
        }

        var series = catalogue.Series.Values.FirstOrDefault(s => s.Key == found.Series) ?? catalogue.Series.Values.FirstOrDefault();
        Add("*", "key", series?.Key);
        Add("*", "series", series?.Key);
        foreach (var path in new[] { "/api/v1/publishers/{key}", "/api/v1/publishers/{key}/punctuality", "/feeds/publishers/{key}.atom", "/feeds/publishers/{key}.json", "/calendars/publishers/{key}.ics" })
            Add(path, "key", series?.Publisher);
        Add("*", "publisher", series?.Publisher);
        Add("/api/v1/sources/{key}", "key", found.Source ?? catalogue.Sources.Keys.FirstOrDefault());
        Add("/api/v1/measurements", "source", found.Source);
        Add("/api/v1/coverage", "source", found.Source);
        Add("*", "source", found.Calendar ?? catalogue.Sources.Values.FirstOrDefault(s => s.Kind == SourceKind.ReleaseCalendar)?.Key);
        Add("*", "sha256", found.Body);
        Add("/api/v1/flips/{id}", "id", found.Flip);
        Add("/api/v1/measurements/{id}", "id", found.Measurement);
        Add("/api/v1/log/proof/inclusion", "index", found.HasLog ? "0" : null);
        Add("/api/v1/log/proof/consistency", "from", found.HasLog ? "1" : null);
        Add("/api/v1/log/entries", "from", "0");
        Add("*", "limit", 5);
        Add("*", "lang", "zh");
        Add("*", "on", found.Day);
        Add("*", "confidence", "High");
        Add("/api/v1/releases", "status", "Published");
        Add("/api/v1/series", "kind", "Statistic");
        Add("/api/v1/flips", "axis", "Series");
        Add("/api/v1/series/{key}/flips", "axis", "Series");
        foreach (var path in new[] { "/api/v1/flips", "/feeds/kinds/{kind}.atom", "/feeds/kinds/{kind}.json" }) Add(path, "kind", "missing");
        Add("*", "table", "releases");
        return examples;
    }
}
