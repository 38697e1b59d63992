using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace DataBlackHole.Metering;

/// <summary>Listens to the meters of this service, and to what is worth knowing of those of its parts.</summary>
internal sealed class MeterCollection : IDisposable
{
    private static readonly HashSet<string> _none = [];

    /// <summary>
    /// Instruments of others with the labels that are kept. Names of jobs, hosts and protocols are not: they would multiply the lines
    /// and nobody would ask for them.
    /// </summary>
    private static readonly Dictionary<(string Meter, string Instrument), HashSet<string>> _others = new()
    {
        [("Microsoft.AspNetCore.Hosting", "http.server.request.duration")] = ["http.request.method", "http.route", "http.response.status_code"],
        [("Microsoft.AspNetCore.Hosting", "http.server.active_requests")] = _none,
        [("Microsoft.AspNetCore.Server.Kestrel", "kestrel.active_connections")] = _none,
        [("Microsoft.AspNetCore.Server.Kestrel", "kestrel.queued_requests")] = _none,
        [("Microsoft.AspNetCore.Server.Kestrel", "kestrel.rejected_connections")] = _none,
        [("System.Runtime", "dotnet.process.cpu.time")] = ["cpu.mode"],
        [("System.Runtime", "dotnet.process.memory.working_set")] = _none,
        [("System.Runtime", "dotnet.gc.pause.time")] = _none,
        [("System.Runtime", "dotnet.gc.collections")] = ["gc.heap.generation"],
    };

    private static readonly HashSet<string> _quartz = ["quartz.job.result", "quartz.jobstore.lock", "error.type"];

    private readonly ConcurrentDictionary<Instrument, MeteredInstrument> _instruments = [];
    private readonly MeterListener _listener = new();

    public MeterCollection(IMeterFactory ours)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Meters made by the factory of another service in this process are not ours.
            if (instrument.Meter.Scope is { } scope && scope != ours || !IsWanted(instrument, out var labels)) return;
            var metered = _instruments.GetOrAdd(instrument, new MeteredInstrument(instrument, labels));
            listener.EnableMeasurementEvents(instrument, metered);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => ((MeteredInstrument)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => ((MeteredInstrument)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => ((MeteredInstrument)state!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>Everything measured until now, by name.</summary>
    public IReadOnlyList<MeteredInstrument> Collect()
    {
        foreach (var instrument in _instruments.Values) instrument.BeginObservation();
        _listener.RecordObservableInstruments();
        return [.. _instruments.Values.OrderBy(i => i.Form.Name, StringComparer.Ordinal)];
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsWanted(Instrument instrument, out HashSet<string>? labels)
    {
        labels = instrument.Meter.Name == "Quartz" ? _quartz : _others.GetValueOrDefault((instrument.Meter.Name, instrument.Name));
        return labels is not null || instrument.Meter.Name == MonitorMeters.Name;
    }
}
