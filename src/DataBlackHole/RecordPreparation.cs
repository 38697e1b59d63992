using System.Data.Common;
using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Scheduling;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole;

public static class RecordPreparation
{
    /// <summary>
    /// Brings the record up to date and keeps the definitions in it; must have run before the first look is recorded. A node that only answers
    /// changes nothing: it wants a record of its own version. Where the server of the record is away, it is waited for.
    /// </summary>
    /// <exception cref="SettingsException">The database cannot be opened or brought up to date; it is left as it was.</exception>
    public static Task PrepareRecordAsync(this IServiceProvider services, CancellationToken stopping)
    {
        var settings = services.GetService<MonitorSettings>();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RecordPreparation).FullName!);
        return OpenAsync(() => DatabasePatience.WaitAsync(
            () => settings?.Role == NodeRole.Answer ? RequireCurrentAsync(services, stopping) : PrepareAsync(services, settings?.Database, stopping),
            services.GetRequiredService<TimeProvider>(), log, "the start", stopping));
    }

    /// <summary>Brings a record up to date that must be there, for those who read it.</summary>
    /// <exception cref="SettingsException">There is no record, or it cannot be opened or brought up to date.</exception>
    public static Task OpenRecordAsync(this IServiceProvider services, DatabaseSettings database, CancellationToken stopping) => database.FilePath is { } file && !File.Exists(file)
        ? throw new SettingsException($"Monitor:Database: there is no record '{file}'")
        : OpenAsync(() => services.MigrateHistoryAsync(stopping));

    private static async Task PrepareAsync(IServiceProvider services, DatabaseSettings? database, CancellationToken stopping)
    {
        if (database is not null) await RequireWholeAsync(database, stopping);
        await services.MigrateHistoryAsync(stopping);
        await RememberCatalogueAsync(services, stopping);
    }

    private static async Task RequireCurrentAsync(IServiceProvider services, CancellationToken stopping)
    {
        if (await services.HistoryDifferenceAsync(stopping) is not { } difference) return;
        throw new SettingsException(
            $"Monitor:Role: this node only answers and brings no record up to date, and the record is not of its version: {difference}. Start a node of this version with the role Watch first, or run the version that keeps the record");
    }

    private static async Task RequireWholeAsync(DatabaseSettings database, CancellationToken stopping)
    {
        if (await RecordFile.DamageAsync(database, stopping) is not { } damage) return;
        throw new SettingsException(
            $"Monitor:Database: the record cannot be opened: '{database.FilePath}' is damaged, or no record: {damage} Nothing was changed. Move the file away and keep it, then `restore` the last backup; `sqlite3 FILE .recover` may save what came after it");
    }

    private static async Task OpenAsync(Func<Task> open)
    {
        try
        {
            await open();
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
        var history = services.GetRequiredService<HistoryStore>();
        await history.RememberCatalogueAsync(catalogue.Hash, summary, now, stopping);
        await history.RememberHistoryAsync(catalogue.History.Entries, now, stopping);
    }
}
