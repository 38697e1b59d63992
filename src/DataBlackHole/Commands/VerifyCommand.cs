using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Proving;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole.Commands;

/// <summary><c>verify</c>: checks bodies, records, log, signatures and stamps against each other, offline, and names what is wrong.</summary>
internal static class VerifyCommand
{
    public static async Task<int> RunAsync(Invocation invocation, string? keyFile, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        var trusted = keyFile is null ? null : new HashSet<string>([SignedNote.KeyId(PublicKey(keyFile))], StringComparer.Ordinal);
        var roots = TimeStamps.Roots(settings.Evidence.StampRoots);
        await using var services = new ServiceCollection().AddHistory(settings.Database).AddSingleton<Verification>().BuildServiceProvider();
        await services.OpenRecordAsync(settings.Database, stopping);
        AuditReport report;
        int stamps;
        try
        {
            (report, stamps) = await services.GetRequiredService<Verification>().RunAsync(trusted, roots, stopping);
        }
        catch (Exception exception) when (exception is DbException or InvalidCastException or OverflowException or FormatException)
        {
            await invocation.Error.WriteLineAsync($"The database itself is damaged and could not be read to its end: {exception.Message}");
            return ExitCode.Damaged;
        }
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(new { report, stamps, stampChainsChecked = roots is not null, keysTrusted = trusted }, ApiJson.Indented));
        else Describe(invocation.Output, report, stamps, roots is not null, trusted is not null);
        return report.Findings.IsEmpty ? ExitCode.Ok : ExitCode.Damaged;
    }

    private static void Describe(TextWriter output, AuditReport report, int stamps, bool chains, bool keys)
    {
        foreach (var finding in report.Findings) output.WriteLine(finding);
        output.WriteLine($"{report.Leaves} leaves ({report.Queued} more wait for their place), {report.Nodes} nodes, {report.Checkpoints} checkpoints, {stamps} stamps, {report.Bodies} bodies");
        foreach (var (kind, count) in report.Records.OrderBy(r => r.Key)) output.WriteLine($"  {count} {kind}");
        if (!keys) output.WriteLine("Signatures were held against the keys in the record itself; give --key with a public key from elsewhere to trust no other");
        if (stamps > 0 && !chains) output.WriteLine("Stamps were checked without their chains; Evidence:StampRoots names the certificates to trust");
        output.WriteLine(report.Findings.IsEmpty ? "Everything agrees" : $"{report.Findings.Length} thing(s) wrong");
    }

    private static byte[] PublicKey(string file)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return key.ExportSubjectPublicKeyInfo();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new SettingsException($"--key: '{file}' cannot be used: {exception.Message}", exception);
        }
    }
}
