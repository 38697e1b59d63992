using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Proving;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Exports;

/// <summary>
/// Writes a year of the record for keeping and citing, as a folder, or as a zip file when the name ends so: tables as CSV and NDJSON, figures as
/// SDMX-CSV, a citation file, a note on rights, the last checkpoint of the log, and digests of them all.
/// </summary>
internal sealed class YearArchive(RecordExport export, LogQueries queries, LogExport log, MonitorCatalogue catalogue, MonitorSettings settings)
{
    private static readonly string[] _tables = ["series", "releases", "flips", "reviews", "coverage"];

    /// <returns>Names of the files.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(int year, string output, DateTimeOffset now, CancellationToken stopping)
    {
        if (!output.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return await WriteFolderAsync(year, output, now, stopping);
        var folder = Directory.CreateTempSubdirectory("archive-").FullName;
        try
        {
            var files = await WriteFolderAsync(year, folder, now, stopping);
            File.Delete(output);
            await ZipFile.CreateFromDirectoryAsync(folder, output, stopping);
            return files;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<IReadOnlyList<string>> WriteFolderAsync(int year, string folder, DateTimeOffset now, CancellationToken stopping)
    {
        Directory.CreateDirectory(folder);
        var scope = ScopeOf(year);
        foreach (var name in _tables)
        {
            await FileAsync(folder, $"{name}.csv", o => CsvTable.WriteAsync(o, export.Table(name, scope, stopping)!, stopping));
            await FileAsync(folder, $"{name}.ndjson", o => NdjsonTable.WriteAsync(o, export.Table(name, scope, stopping)!, stopping));
        }
        await FileAsync(folder, "observations.sdmx.csv", o => CsvTable.WriteAsync(o, export.Observations(scope, stopping), stopping));
        var checkpoint = await queries.CheckpointsAsync(null, 1, stopping) is [var last] ? last : null;
        var about = new ArchiveTexts(year, now, catalogue.Hash, settings.RecordLicence, settings.PublicUrl, checkpoint);
        await File.WriteAllTextAsync(Path.Combine(folder, "README.md"), about.Readme, stopping);
        await File.WriteAllTextAsync(Path.Combine(folder, "LICENCE.md"), about.Licence, stopping);
        await File.WriteAllTextAsync(Path.Combine(folder, "CITATION.cff"), about.Citation, stopping);
        if (checkpoint is not null) await File.WriteAllTextAsync(Path.Combine(folder, "checkpoint.txt"), checkpoint.Note, stopping);
        await log.WriteKeysAsync(folder, stopping);
        await SumAsync(folder, stopping);
        return [.. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
    }

    /// <summary>A year is one of China's time; reference periods have none.</summary>
    private ExportScope ScopeOf(int year)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var zone = TimeText.ZoneOf(catalogue, null);
        return new ExportScope(null, TimeText.StartOf(first, zone), TimeText.StartOf(last.AddDays(1), zone).AddTicks(-1), first, last);
    }

    private static async Task FileAsync(string folder, string name, Func<Stream, Task> write)
    {
        await using var file = File.Create(Path.Combine(folder, name));
        await write(file);
    }

    private static async Task SumAsync(string folder, CancellationToken stopping)
    {
        var sums = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            await using var content = File.OpenRead(file);
            sums.Append(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stopping))}  {Path.GetFileName(file)}\n");
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "SHA256SUMS"), sums.ToString(), stopping);
    }
}
