using System.IO.Compression;
using System.Text;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Probing.Archives;

namespace DataBlackHole.Tests.Archives;

/// <summary>A tiny constructed archive in a temporary folder.</summary>
internal sealed class TemporaryArchive : IDisposable
{
    public const string Header = "file\tmethod\turl\trequest\tstatus\tcontent_type\tcaptured_at\tdisplayed_publication\treference_period\tfidelity\tsha256\tfound_in\tremark";

    private readonly StringBuilder _index = new(Header + "\n");

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("archive-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    /// <summary>Writes a file (zipped when its name says so) and its line; the fields given replace the good ones.</summary>
    public TemporaryArchive Add(string file, string content, params (string Column, string Value)[] fields) => Add(file, Encoding.UTF8.GetBytes(content), fields);

    public TemporaryArchive Add(string file, byte[] bytes, params (string Column, string Value)[] fields)
    {
        var path = Path.Combine(Directory, file);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, file.EndsWith(".gz", StringComparison.Ordinal) ? Zipped(bytes) : bytes);
        return AddLine([("file", file), ("sha256", ContentDigest.Of(bytes).Hex), .. fields]);
    }

    public TemporaryArchive AddLine(params (string Column, string Value)[] fields)
    {
        var row = new Dictionary<string, string>
        {
            ["file"] = "a.html",
            ["method"] = "GET",
            ["url"] = "https://www.stats.gov.cn/sj/zxfb/a.html",
            ["status"] = "200",
            ["fidelity"] = "exact",
            ["sha256"] = new string('0', 64),
        };
        foreach (var (column, value) in fields) row[column] = value;
        return AddRaw(string.Join('\t', Header.Split('\t').Select(c => row.GetValueOrDefault(c, ""))));
    }

    public TemporaryArchive AddRaw(string line)
    {
        _index.Append(line).Append('\n');
        return this;
    }

    public TemporaryArchive Write(Func<string, string>? change = null)
    {
        File.WriteAllText(Path.Combine(Directory, "index.tsv"), change is null ? _index.ToString() : change(_index.ToString()));
        return this;
    }

    /// <summary>Everything the archive delivers, and all its problems.</summary>
    public async Task<(List<ArchivedDocument> Documents, List<ArchiveProblem> Problems)> ReadAllAsync()
    {
        var (entries, problems) = ArchiveReader.ReadIndex(Directory);
        var (documents, all) = (new List<ArchivedDocument>(), problems.ToList());
        foreach (var entry in entries)
        {
            var (document, problem) = await ArchiveReader.ReadAsync(entry, CancellationToken.None);
            if (document is not null) documents.Add(document);
            if (problem is not null) all.Add(problem);
        }
        return (documents, all);
    }

    public static byte[] Zipped(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(bytes);
        return memory.ToArray();
    }
}
