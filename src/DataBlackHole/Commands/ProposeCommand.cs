using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Proposing;
using DataBlackHole.Serving;

namespace DataBlackHole.Commands;

/// <summary><c>catalogue new</c>: proposes the definition of a series from a look or a capture, proved by reading that very document.</summary>
internal static class ProposeCommand
{
    public static async Task<int> RunAsync(Invocation invocation, ProposalOrder order, bool write, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        if (invocation.LoadCatalogue(settings).Catalogue is not { } catalogue) return ExitCode.BadInput;
        await using var services = new ServiceCollection().AddLogging().AddMonitor(catalogue, settings).BuildServiceProvider();
        try
        {
            var proposal = await ProposeAsync(catalogue, settings.Config, services.GetRequiredService<DocumentFetcher>(), order, stopping);
            if (write) Write(settings.Config, proposal);
            Tell(invocation, proposal, write ? settings.Config : null);
            return ExitCode.Ok;
        }
        catch (ProposalException exception)
        {
            invocation.Error.WriteLine(exception.Message);
            return ExitCode.BadInput;
        }
    }

    public static async Task<Proposal> ProposeAsync(MonitorCatalogue catalogue, string config, DocumentFetcher fetcher, ProposalOrder order, CancellationToken stopping)
    {
        var input = await new InputFinder(catalogue, fetcher).FindAsync(order, stopping);
        var proposer = new Proposer(catalogue, key => File.Exists(Path.Combine(config, "calendars", $"{key}.yaml")));
        var (series, files, saw) = proposer.Propose(order, input);
        return new Proposal(series, files, saw, ProposalProof.Of(config, series, files, input.Capture));
    }

    private static void Tell(Invocation invocation, Proposal proposal, string? written)
    {
        if (invocation.Json)
        {
            invocation.Output.WriteLine(JsonSerializer.Serialize(proposal, ApiJson.Indented));
            return;
        }
        foreach (var sentence in proposal.Saw) invocation.Error.WriteLine(sentence);
        invocation.Error.WriteLine($"Proved: with these files the definitions pass the check, and '{proposal.Series}' reads in the document:");
        foreach (var read in proposal.Read) invocation.Error.WriteLine($"  {read}");
        invocation.Error.WriteLine(written is null ? "Put each file where its first line says (or run again with --write), then run `catalogue check`." : $"Written below {written}.");
        foreach (var file in proposal.Files) invocation.Output.WriteLine($"# config/{file.Path}\n{file.Text}");
    }

    /// <summary>A file that is there is never written over, except a publisher that is given a host.</summary>
    private static void Write(string config, Proposal proposal)
    {
        foreach (var file in proposal.Files)
        {
            var path = Path.Combine(config, file.Path);
            if (File.Exists(path) && !file.Path.StartsWith("publishers/", StringComparison.Ordinal))
                throw new ProposalException(file.Path, "is there already", "choose another key with --key");
        }
        foreach (var file in proposal.Files)
        {
            var path = Path.Combine(config, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }
    }
}
