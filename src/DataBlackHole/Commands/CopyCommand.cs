using System.Text.Json;
using DataBlackHole.Serving;
using DataBlackHole.Storage;
using DataBlackHole.Storage.Copying;

namespace DataBlackHole.Commands;

/// <summary><c>backup</c> and <c>restore</c>: the whole record into a file, and out of it into an empty place.</summary>
internal static class CopyCommand
{
    public static async Task<int> BackUpAsync(Invocation invocation, string file, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        return await ToldAsync(invocation, () => RecordCopy.BackUpAsync(settings.Database, file, stopping), copy =>
            $"{copy.File}: {copy.Bytes} bytes, read through. The key of the log is not in it: keep {settings.Evidence.KeyFile} too, elsewhere");
    }

    public static async Task<int> RestoreAsync(Invocation invocation, string file, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        var place = settings.Database.Provider == DatabaseProvider.Sqlite ? settings.Database.FilePath : "the database";
        return await ToldAsync(invocation, () => RecordCopy.RestoreAsync(settings.Database, file, stopping), copy =>
            $"{copy.File} is restored into {place}; `verify` checks every record of it");
    }

    private static async Task<int> ToldAsync(Invocation invocation, Func<Task<CopySummary>> act, Func<CopySummary, string> sentence)
    {
        try
        {
            var copy = await act();
            invocation.Output.WriteLine(invocation.Json ? JsonSerializer.Serialize(copy, ApiJson.Indented) : sentence(copy));
            return ExitCode.Ok;
        }
        catch (RecordCopyException exception)
        {
            await invocation.Error.WriteLineAsync(exception.Message);
            return exception.IsDamage ? ExitCode.Damaged : ExitCode.BadInput;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The record could not be copied: {exception.Message}", exception);
        }
    }
}
