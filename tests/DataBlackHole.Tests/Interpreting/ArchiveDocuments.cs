using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>One captured document of the archive as index.tsv describes it.</summary>
internal sealed record ArchiveDocument(
    string File, string Method, string Url, string Request, int? Status, string? ContentType, DateTimeOffset CapturedAt, string Published, string Period, string Fidelity)
{
    /// <summary>All documents; the test is ignored when the archive is not there.</summary>
    internal static IReadOnlyList<ArchiveDocument> All(string folder = "")
    {
        if (Places.Archive is not { } archive)
        {
            Assert.Ignore("the archive of captured documents (../shared/archive) is not here");
            return [];
        }
        return [.. System.IO.File.ReadLines(Path.Combine(archive, "index.tsv")).Skip(1).Select(Parse).Where(d => d.File.StartsWith(folder, StringComparison.Ordinal))];
    }

    internal Capture Capture() => new(
        Captures.Of(Url, [], Status, ContentType, CapturedAt).Measurement with { Request = new ProbeRequest(Method, Url, Request.Length == 0 ? null : Request) },
        Body());

    private byte[] Body()
    {
        var path = Path.Combine(Places.Archive!, File);
        using var file = System.IO.File.OpenRead(path);
        using var plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var body = new MemoryStream();
        plain.CopyTo(body);
        if (Fidelity != "wrapped") return body.ToArray();
        using var wrapper = JsonDocument.Parse(body.ToArray());
        return Encoding.UTF8.GetBytes(wrapper.RootElement.GetProperty("response").GetRawText());
    }

    private static ArchiveDocument Parse(string line)
    {
        var cells = line.Split('\t');
        var at = DateTimeOffset.TryParse(cells[6], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : Captures.Noon;
        int? status = int.TryParse(cells[4], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new ArchiveDocument(cells[0], cells[1], cells[2], cells[3], status, cells[5].Length == 0 ? null : cells[5], at, cells[7], cells[8], cells[9]);
    }
}
