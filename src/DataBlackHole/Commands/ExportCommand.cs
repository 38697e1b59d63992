using System.Globalization;
using System.Text.Json;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Proving;
using DataBlackHole.Proving.Packing;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole.Commands;

/// <summary><c>export</c>: what is kept, for others to check without this program.</summary>
internal static class ExportCommand
{
    public static async Task<int> WarcAsync(Invocation invocation, string? source, string? from, string? to, string output, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        var filter = new DocumentFilter { Sources = source is null ? null : [source], From = Instant("--from", from, endOfDay: false), To = Instant("--to", to, endOfDay: true) };
        await using var services = new ServiceCollection().AddHistory(settings.Database).AddSingleton<WarcExport>().BuildServiceProvider();
        await services.OpenRecordAsync(settings.Database, stopping);
        var summary = await Written(output, () => services.GetRequiredService<WarcExport>().WriteAsync(output, filter, $"looks at {source ?? "all sources"}", stopping));
        if (summary.Captures == 0)
        {
            File.Delete(output);
            invocation.Error.WriteLine($"No look on record is one of {source ?? "any source"} in that time; nothing was written");
            return ExitCode.BadInput;
        }
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(summary, ApiJson.Indented));
        else invocation.Output.WriteLine($"{summary.File}: {summary.Captures} captures, {summary.Bodies} of them with a body");
        return ExitCode.Ok;
    }

    public static async Task<int> LogAsync(Invocation invocation, string output, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        await using var services = new ServiceCollection().AddHistory(settings.Database).AddSingleton<LogExport>().BuildServiceProvider();
        await services.OpenRecordAsync(settings.Database, stopping);
        var leaves = await Written(output, () => services.GetRequiredService<LogExport>().WriteAsync(output, stopping));
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(new { folder = output, leaves }, ApiJson.Indented));
        else invocation.Output.WriteLine($"{output}: {leaves} leaves");
        return ExitCode.Ok;
    }

    public static async Task<int> CensusAsync(Invocation invocation, string publisher, string output, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        await using var services = new ServiceCollection().AddHistory(settings.Database).BuildServiceProvider();
        await services.OpenRecordAsync(settings.Database, stopping);
        var queries = services.GetRequiredService<CensusQueries>();
        if (await queries.LastAsync(publisher, cancellationToken: stopping) is not { } last)
        {
            invocation.Error.WriteLine($"No census of '{publisher}' is on record; `census {publisher}` takes one. Nothing was written");
            return ExitCode.BadInput;
        }
        await CensusCommand.ExportAsync(queries, publisher, output, stopping);
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(new { file = output, last.EndedAt, last.Summary.Indicators }, ApiJson.Indented));
        else invocation.Output.WriteLine($"{output}: the census that ended {last.EndedAt:u}");
        return ExitCode.Ok;
    }

    public static async Task<int> PackAsync(Invocation invocation, string series, string period, string output, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        if (invocation.LoadCatalogue(settings).Catalogue is not { } catalogue) return ExitCode.BadInput;
        if (!catalogue.Series.TryGetValue(series, out var definition)) throw new SettingsException($"There is no series '{series}'; `catalogue list` shows the keys");
        if (!ReferencePeriod.TryParse(period, out var wanted)) throw new SettingsException($"'{period}' is no reference period such as 2026-09, 2026-Q3 or 2024-01..2024-02");
        await using var services = new ServiceCollection().AddLogging().AddMonitor(catalogue, settings)
            .AddSingleton<WarcExport>().AddSingleton<LogExport>().AddSingleton<PackGathering>().AddSingleton<PackWriter>().BuildServiceProvider();
        await services.OpenRecordAsync(settings.Database, stopping);
        // Whoever holds the key brings the log up to date first, so that the newest records are proved too.
        if (File.Exists(settings.Evidence.KeyFile)) await services.GetRequiredService<LogKeeper>().RunAsync(stopping);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var pack = await Written(output, () => services.GetRequiredService<PackWriter>().WriteAsync(definition, wanted, output, now, stopping));
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(new { output, series, pack.Period, status = pack.Release?.Status, pack.IsPublished, looks = pack.Looks.Length }, ApiJson.Indented));
        else invocation.Output.WriteLine($"{output}: {series} {wanted}, {pack.Release?.Status.ToString() ?? "nothing concluded"}, {pack.Looks.Length} looks; begin with README.md");
        return ExitCode.Ok;
    }

    private static async Task<T> Written<T>(string output, Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"--out: '{output}' cannot be written: {exception.Message}", exception);
        }
    }

    private static DateTimeOffset? Instant(string option, string? text, bool endOfDay)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new DateTimeOffset((endOfDay ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMilliseconds(endOfDay ? -1 : 0);
        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return instant;
        throw new SettingsException($"{option}: '{text}' is neither a day such as 2026-10-01 nor an instant such as 2026-10-01T08:00Z");
    }
}
