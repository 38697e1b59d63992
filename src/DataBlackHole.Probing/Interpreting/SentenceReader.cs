using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Looks for one sentence of a release; says "not there" only when sentences beside it were read.</summary>
internal static class SentenceReader
{
    private const int LongestWitness = 60;

    internal static Observation Read(SentenceRule rule, string text, Observation described)
    {
        if (rule.Pattern.Match(text) is { Success: true } found)
        {
            var figure = found.Groups[1].Value;
            return figure.Any(char.IsDigit)
                ? described with { Kind = ObservationKind.Published, Value = figure }
                : described with { Failure = Failed(FailureKind.ValueUnreadable, $"'{ElementText.Shorten(found.Value, LongestWitness)}' shows no figure") };
        }
        if (rule.Resembles?.Match(text) is { Success: true } renamed)
        {
            return described with { Failure = Failed(FailureKind.LabelChanged, $"'{ElementText.Shorten(renamed.Value, LongestWitness)}' resembles the sentence and is not it") };
        }
        var siblings = rule.Siblings.Select(s => s.Match(text)).Where(m => m.Success).Select(m => ElementText.Shorten(m.Value, LongestWitness)).ToList();
        if (siblings.Count < rule.SiblingsNeeded)
        {
            return described with { Failure = Failed(FailureKind.NoWitness, $"{rule.SiblingsNeeded} sentences beside it are needed, found: {siblings.Count}") };
        }
        return described with { Kind = ObservationKind.RowAbsent, Witness = $"sentences found: {string.Join("; ", siblings)}" };
    }

    private static ProbeFailure Failed(FailureKind kind, string detail) => new(kind, ProbeOperation.Read, detail);
}
