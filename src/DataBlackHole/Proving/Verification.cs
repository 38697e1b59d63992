using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using DataBlackHole.Storage;

namespace DataBlackHole.Proving;

/// <summary>Checks everything that can be checked without the network: the record against itself, and stamps against trusted roots.</summary>
public sealed class Verification(EvidenceAudit audit, LogQueries queries)
{
    private const int MostCheckpoints = int.MaxValue;

    /// <param name="trustedKeys">Identities of keys that may sign; null takes the recorded ones at their word.</param>
    /// <param name="roots">Certificates trusted to name authorities; null leaves the chains unchecked.</param>
    /// <param name="stopping">Shutdown.</param>
    public async Task<(AuditReport Report, int Stamps)> RunAsync(IReadOnlySet<string>? trustedKeys, X509Certificate2Collection? roots, CancellationToken stopping)
    {
        var report = await audit.RunAsync(trustedKeys, stopping);
        var checkpoints = await queries.CheckpointsAsync(null, MostCheckpoints, stopping);
        var wrong = checkpoints.SelectMany(c => c.Stamps.Select(s => (Stamp: s, c.Size, Reading: TimeStamps.Read(s, c.Note, roots)))).Where(s => s.Reading.Problem is not null)
            .Select(s => new AuditFinding(AuditedThing.Stamp, s.Stamp.Id.ToString(CultureInfo.InvariantCulture), $"of checkpoint {s.Size}: {s.Reading.Problem}"));
        return (report with { Findings = [.. report.Findings, .. wrong.ToImmutableArray()] }, checkpoints.Sum(c => c.Stamps.Length));
    }
}
