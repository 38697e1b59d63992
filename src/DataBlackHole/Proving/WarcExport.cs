using System.Reflection;
using DataBlackHole.Probing.Archives;
using DataBlackHole.Storage;

namespace DataBlackHole.Proving;

/// <summary>What a WARC file was made of.</summary>
public sealed record WarcSummary(string File, int Captures, int Bodies);

/// <summary>Writes kept documents as a web archive.</summary>
public sealed class WarcExport(KeptDocuments documents)
{
    public static string Software { get; } = $"DataBlackHole/{ProgramVersion()}";

    public async Task<WarcSummary> WriteAsync(string file, DocumentFilter filter, string description, CancellationToken stopping)
    {
        var (captures, bodies) = (0, 0);
        using var warc = new WarcWriter(File.Create(file));
        await foreach (var document in documents.ReadAsync(filter, stopping))
        {
            // A document that was read again was captured once.
            if (document.First.Rereading is not null) continue;
            if (captures == 0) warc.WriteInfo(Software, description, document.First.TakenAt);
            warc.Write(new WarcCapture(document.Id, document.First, document.Body, document.LookTimes));
            captures++;
            if (document.Body is not null) bodies++;
        }
        return new WarcSummary(file, captures, bodies);
    }

    public static string ProgramVersion() =>
        typeof(WarcExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
