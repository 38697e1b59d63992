using System.Data.Common;
using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole;

public static class RecordPreparation
{
    /// <summary>Brings the record up to date and keeps the definitions in it; must have run before the first look is recorded.</summary>
    /// <exception cref="SettingsException">The database cannot be opened or brought up to date; it is left as it was.</exception>
    public static async Task PrepareRecordAsync(this IServiceProvider services, CancellationToken stopping)
    {
        try
        {
            await services.MigrateHistoryAsync(stopping);
            await RememberCatalogueAsync(services, stopping);
        }
        catch (Exception exception) when (exception is DbException or IOException or UnauthorizedAccessException
            or InvalidOperationException { InnerException: DbException })
        {
            var cause = exception as InvalidOperationException is { InnerException: { } inner } ? inner : exception;
            throw new SettingsException($"Monitor:Database: the record cannot be opened: {cause.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private static async Task RememberCatalogueAsync(IServiceProvider services, CancellationToken stopping)
    {
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
