using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole;

public static class RecordPreparation
{
    /// <summary>Brings the record up to date and keeps the definitions in it; must have run before the first look is recorded.</summary>
    public static async Task PrepareRecordAsync(this IServiceProvider services, CancellationToken stopping)
    {
        await services.MigrateHistoryAsync(stopping);
        var catalogue = services.GetRequiredService<MonitorCatalogue>();
        var summary = JsonSerializer.Serialize(
            new
            {
                Publishers = catalogue.Publishers.Keys,
                Sources = catalogue.Sources.Keys,
                Series = catalogue.Series.Keys,
                History = catalogue.History.Entries.Select(e => e.Key),
            },
            ApiJson.Compact);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services.GetRequiredService<HistoryStore>().RememberCatalogueAsync(catalogue.Hash, summary, now, stopping);
    }
}
