using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole.Proving.Packing;

/// <summary>Writes a pack as a folder, or as a zip file when the name ends so.</summary>
public sealed class PackWriter(PackGathering gathering, LogQueries queries, LogExport log, WarcExport warc)
{
    public async Task<PackContent> WriteAsync(Core.Catalogue.SeriesDefinition series, Core.Calendars.ReferencePeriod period, string output, DateTimeOffset now, CancellationToken stopping)
    {
        var pack = await gathering.GatherAsync(series, period, now, stopping);
        if (!output.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            await WriteFolderAsync(pack, output, stopping);
            return pack;
        }
        var folder = Directory.CreateTempSubdirectory("pack-").FullName;
        try
        {
            await WriteFolderAsync(pack, folder, stopping);
            File.Delete(output);
            await ZipFile.CreateFromDirectoryAsync(folder, output, stopping);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return pack;
    }

    private async Task WriteFolderAsync(PackContent pack, string folder, CancellationToken stopping)
    {
        Directory.CreateDirectory(folder);
        var proofs = await PackProofs.OfAsync(pack, queries, stopping);
        await TextAsync("README.md", PackReadme.Of(pack, proofs));
        await JsonAsync("claim.json", Claim(pack));
        await TextAsync("looks.csv", Csv(pack));
        await JsonAsync("looks.json", pack.Looks);
        await JsonAsync("rereadings.json", pack.Rereadings);
        await JsonAsync("calendars.json", pack.Calendars);
        await JsonAsync("siblings.json", pack.Siblings);
        await JsonAsync("self-test.json", new { test = pack.SelfTest, note = pack.SelfTest is null ? "The series was never found in a document that was kept." : null });
        var controls = pack.Looks.Where(l => l.Control is not null).Select(l => new { l.At, l.Source, l.Vantage, l.Failure, said = l.Control }).ToList();
        await JsonAsync("controls.json", new { results = controls, note = controls.Count > 0 ? null : "No control looks are on record for this window: no look failed for want of an answer, or its vantage has no controls." });
        await JsonAsync("proofs.json", proofs.Leaves);
        await JsonAsync("method.json", Method(pack));
        if (proofs.Checkpoint is { } checkpoint) await TextAsync("checkpoint.txt", checkpoint.Note);
        await log.WriteKeysAsync(folder, stopping);
        await warc.WriteAsync(
            Path.Combine(folder, "captures.warc.gz"), new DocumentFilter { Ids = pack.Measurements }, $"documents behind {pack.Series.Key} {pack.Period}", stopping);

        Task TextAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(folder, file), text, stopping);
        Task JsonAsync<T>(string file, T content) => TextAsync(file, JsonSerializer.Serialize(content, ApiJson.Indented) + "\n");
    }

    private static object Claim(PackContent pack) => new
    {
        series = pack.Series.Key,
        pack.Series.Name,
        publisher = pack.Publisher.Key,
        pack.Period,
        status = pack.Release?.Status,
        reason = pack.Release?.Reason,
        grade = pack.Release?.Grade,
        isPublished = pack.IsPublished,
        release = pack.Release,
        pack.Window,
        looksFrom = pack.From,
        looksUntil = pack.Until,
        looks = pack.Looks.Length,
        looksThatCouldSee = pack.Looks.Count(l => l.CouldSee),
        widestGap = new { pack.Gap.From, pack.Gap.To, hours = Math.Round(pack.Gap.Length.TotalHours, 3) },
        flips = pack.Flips,
        pack.MadeAt,
    };

    private static object Method(PackContent pack) => new
    {
        program = WarcExport.Software,
        catalogue = pack.CatalogueHash,
        cataloguesOfLooks = pack.Looks.Select(l => l.Catalogue).Distinct(),
        log = "RFC 6962 Merkle tree; entries are canonical JSON (RFC 8785); checkpoints are C2SP signed notes, ECDSA P-256",
    };

    private static string Csv(PackContent pack)
    {
        var csv = new StringBuilder("at,source,vantage,origin,says,failure,status,method,url,sha256,measurement,catalogue\n");
        foreach (var look in pack.Looks)
        {
            string?[] fields =
            [
                CanonicalJson.InstantText(look.At), look.Source, look.Vantage, look.Origin, look.Says.ToString(), look.Failure?.ToString(), look.Status?.ToString(CultureInfo.InvariantCulture),
                look.Method, look.Url, look.Sha256?.Hex, look.Measurement.ToString(CultureInfo.InvariantCulture), look.Catalogue,
            ];
            csv.AppendJoin(',', fields.Select(Field)).Append('\n');
        }
        return csv.ToString();
    }

    /// <summary>A field that begins like a formula would be run by a spreadsheet; addresses come from others.</summary>
    private static string Field(string? value)
    {
        if (value is null) return "";
        var safe = value is ['=' or '+' or '-' or '@' or '\t', ..] ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny(",\"\n\r") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
