using DataBlackHole.Core.Evidence;
using DataBlackHole.Probing.Archives;

namespace DataBlackHole.Tests.Archives;

/// <summary>Reads the archive of real documents, where one is at hand.</summary>
public class SharedArchiveTests
{
    [Test]
    public async Task Every_captured_document_is_read_and_is_the_one_that_was_captured()
    {
        var directory = Find();
        var rows = File.ReadLines(Path.Combine(directory, "index.tsv")).Count(l => l.Length > 0) - 1;
        var (entries, problems) = ArchiveReader.ReadIndex(directory);
        Assert.That(problems, Is.Empty);
        Assert.That(entries, Has.Length.EqualTo(rows));
        foreach (var entry in entries)
        {
            var (document, problem) = await ArchiveReader.ReadAsync(entry, CancellationToken.None);
            Assert.That(problem, Is.Null);
            Assert.That(document!.Body.Length, Is.GreaterThan(0), entry.File);
            var isWrapped = entry.Fidelity == Fidelity.Wrapped;
            Assert.That(ContentDigest.Of(document.Body.Span) == entry.Digest, Is.EqualTo(!isWrapped), entry.File);
            if (isWrapped) Assert.That(document.Body.Span[0], Is.EqualTo((byte)'{').Or.EqualTo((byte)'['), entry.File);
        }
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("DATABLACKHOLE_ARCHIVE") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "archive");
            if (File.Exists(Path.Combine(candidate, "index.tsv"))) return candidate;
        }
        Assert.Ignore("no archive of captured documents beside the repository, and DATABLACKHOLE_ARCHIVE is not set");
        return "";
    }
}
