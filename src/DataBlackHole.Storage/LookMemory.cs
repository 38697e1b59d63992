using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage.Rows;
using DataBlackHole.Storage.Writing;

namespace DataBlackHole.Storage;

/// <summary>
/// What the last looks left on record, so that the next one need not ask for it. Whatever is written names the version it rests on: what another node
/// changed meanwhile costs one more attempt, never a wrong record.
/// </summary>
internal sealed class LookMemory
{
    public Recent<string, KnownSeries> Series { get; } = new(512);

    /// <summary>More than there are: a source that is not here is not looked at quietly.</summary>
    public Recent<string, SourceState> Sources { get; } = new(16384);

    /// <summary>By address.</summary>
    public Recent<string, KnownRun> Runs { get; } = new(128);

    /// <summary>By address, the run that may still grow. Release pages come and go among them.</summary>
    public Recent<string, MeasurementRow> Latest { get; } = new(2048);

    public Recent<(string Source, string Url), PageLooks> Pages { get; } = new(4096);

    public void Remember(LookRecord look)
    {
        Remember(look.Series);
        Sources.Put(look.SourceState.Source, look.SourceState with { Version = look.SourceState.Version + 1 });
        foreach (var measurement in look.Captures.Select(c => c.Capture.Measurement)) RememberPage(measurement);
    }

    public void Remember(IEnumerable<JudgedSeries> series)
    {
        foreach (var judged in series) Series.Put(judged.Verdict.State.Series, new KnownSeries(judged.Verdict.State, judged.LoadedVersion + 1, IsSettled: true));
    }

    /// <summary>Those that looks asked for lately: a sweep through everything must not push them out.</summary>
    public IReadOnlyList<JudgedSeries> Known(IEnumerable<JudgedSeries> series) => [.. series.Where(j => Series.TryGet(j.Verdict.State.Series, out _))];

    public void Forget(IEnumerable<JudgedSeries> series)
    {
        foreach (var judged in series) Series.Forget(judged.Verdict.State.Series);
    }

    public void Forget(LookRecord look)
    {
        Forget(look.Series);
        Sources.Forget(look.SourceState.Source);
        foreach (var address in look.Captures.Select(c => LookAddress.Of(c.Capture.Measurement)))
        {
            Runs.Forget(address);
            Latest.Forget(address);
        }
    }

    private void RememberPage(Measurement look)
    {
        var key = (look.Source, look.Request.Url);
        if (!Pages.TryGet(key, out var known)) return;
        var at = known.LastAt > look.TakenAt ? known.LastAt : UtcMilliseconds.Truncate(look.TakenAt);
        Pages.Put(key, new PageLooks(at, known.WasRead || look.Failure is null));
    }
}
