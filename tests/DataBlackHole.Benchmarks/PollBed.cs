using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Probing;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Benchmarks;

/// <summary>The real parts from the request to the record in a SQLite file, over pages of one kind.</summary>
internal sealed class PollBed : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpMessageHandler _handler = ProbeHandler.Create();
    private readonly ServiceProvider _services;
    private readonly MonitorCatalogue _catalogue;
    private readonly IReadOnlyList<SourceDefinition> _sources;
    private readonly DocumentFetcher _fetcher;
    private readonly SourcePoller _poller;

    private PollBed(MonitorCatalogue catalogue)
    {
        var time = TimeProvider.System;
        _catalogue = catalogue;
        _sources = [.. catalogue.Sources.Values];
        _services = new ServiceCollection().AddHistory(DatabaseSettings.File(_folder["record.db"])).BuildServiceProvider();
        _fetcher = new DocumentFetcher(_handler, new HostGate(time), time, "DataBlackHole-Benchmark/1.0 (mailto:benchmark@example.org)");
        var history = _services.GetRequiredService<HistoryStore>();
        _poller = new SourcePoller(
            catalogue, new SourceReader(catalogue, _fetcher, new Interpreter(catalogue)), new LookPipeline(catalogue, new Judge(catalogue), history, time), history, time);
    }

    public static async Task<PollBed> OpenAsync(int port, string how, string size, int pages)
    {
        var bed = new PollBed(PollCatalogue.Of(port, how, size, pages));
        await bed._services.MigrateHistoryAsync();
        await bed._services.GetRequiredService<HistoryStore>().RememberCatalogueAsync(bed._catalogue.Hash, "{}", TimeProvider.System.GetUtcNow());
        return bed;
    }

    public Task LookAsync(int page) => _poller.PollAsync(_sources[page % _sources.Count], CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _fetcher.Dispose();
        _handler.Dispose();
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
