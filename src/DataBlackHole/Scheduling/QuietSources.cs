using System.Collections.Concurrent;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>
/// A source whose last look showed what was known, while nothing is expected. As long as its document is the same and none of this has changed, the
/// judge would say the same again: such a look is put on record without asking him.
/// </summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Version">What a conditional request needs.</param>
/// <param name="Run">The run that the look lengthened, and the states it rests on.</param>
/// <param name="FirstOpening">When the first window of a series opens that is read here; null when none is planned.</param>
/// <param name="Until">From then on the judge is asked: a window opens, a deadline passes, or a day ends, and with it what is looked after once a day.</param>
public sealed record QuietSource(ProbeRequest Request, KnownVersion Version, QuietFooting Run, DateTimeOffset? FirstOpening, DateTimeOffset Until);

/// <summary>The quiet sources of this process. Nothing is lost with it: who is not known as quiet is looked at in the ordinary way.</summary>
public sealed class QuietSources
{
    private readonly ConcurrentDictionary<string, QuietSource> _known = new(StringComparer.Ordinal);

    public QuietSource? Of(string source, ProbeRequest request, DateTimeOffset now) =>
        _known.TryGetValue(source, out var quiet) && quiet.Request == request && now < quiet.Until ? quiet : null;

    /// <summary>Learns from an ordinary look whether the next one may be a quiet one.</summary>
    /// <param name="source">The source looked at.</param>
    /// <param name="look">Its first document.</param>
    /// <param name="run">The run on record that could see last.</param>
    /// <param name="outcome">What was judged.</param>
    public void Learn(SourceDefinition source, Measurement look, KnownRun? run, LookOutcome outcome)
    {
        if (run is not null && IsQuiet(source, look, run, outcome)) _known[source.Key] = Footing(look, run, outcome);
        else _known.TryRemove(source.Key, out _);
    }

    private static bool IsQuiet(SourceDefinition source, Measurement look, KnownRun run, LookOutcome outcome) =>
        source.Kind is not (SourceKind.Page or SourceKind.ReleaseCalendar)
        && source.Vantages.Length == 1
        && look.Failure is null && look.Origin == "live" && look.Body == run.Body
        && !outcome.Verdicts.IsEmpty && outcome.Verdicts.All(v => v.IsQuiet);

    private static QuietSource Footing(Measurement look, KnownRun run, LookOutcome outcome)
    {
        var states = outcome.Verdicts.Select(v => v.State).ToList();
        var openings = states.SelectMany(s => s.Open.Select(p => s.Releases[p].Window?.Opens)).OfType<DateTimeOffset>().ToList();
        var moments = openings.Concat(states.Select(s => s.NextDeadline).OfType<DateTimeOffset>());
        return new QuietSource(
            look.Request,
            new KnownVersion(run.ETag, run.LastModified, run.Body),
            new QuietFooting(run with { Observations = [] }, [.. states.Select(s => s.Series)], outcome.Versions),
            openings.Count == 0 ? null : openings.Min(),
            moments.Append(new DateTimeOffset(look.TakenAt.UtcDateTime.Date.AddDays(1), TimeSpan.Zero)).Min());
    }
}
