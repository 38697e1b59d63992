using System.Globalization;
using System.Text.Json;
using DataBlackHole.Serving;
using DataBlackHole.Storage;
using DataBlackHole.Storage.Copying;

namespace DataBlackHole.Commands;

/// <summary><c>import</c>: the whole record of one database into another that is empty, such as a SQLite file into PostgreSQL.</summary>
internal static class ImportCommand
{
    public static async Task<int> RunAsync(Invocation invocation, string from, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        var source = Source(from);
        try
        {
            var summary = await RecordImport.RunAsync(source, settings.Database, progress => Tell(invocation, progress), stopping);
            if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(summary, ApiJson.Indented));
            else invocation.Output.WriteLine(Sentence(summary, settings));
            return ExitCode.Ok;
        }
        catch (RecordCopyException exception)
        {
            await invocation.Error.WriteLineAsync(exception.Message);
            return exception.IsDamage ? ExitCode.Damaged : ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await invocation.Error.WriteLineAsync("Stopped before the end: nothing was imported");
            return ExitCode.BadInput;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The record could not be imported: {exception.Message}", exception);
        }
    }

    private static DatabaseSettings Source(string text)
    {
        try
        {
            return DatabaseSettings.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new SettingsException($"FROM: {exception.Message}", exception);
        }
    }

    private static void Tell(Invocation invocation, ImportProgress progress)
    {
        if (!invocation.Json && progress.Rows > 0) invocation.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{progress.Table}: {progress.Rows:N0}"));
    }

    private static string Sentence(ImportSummary summary, MonitorSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"{summary.Rows:N0} rows of {summary.Tables.Count} tables were imported in {summary.Seconds:0.0} s ({summary.Rows / Math.Max(0.001, summary.CopySeconds):N0} rows a second while copying) and read back equal. Keep the key of the log with the record: {settings.Evidence.KeyFile}. `verify` checks everything again");
}
