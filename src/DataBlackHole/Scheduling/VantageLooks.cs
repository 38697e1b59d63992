using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Scheduling;

/// <summary>What the looks at one source from its vantages came to: the look that counts, and the others, for the record.</summary>
public sealed record VantageLooks(IReadOnlyList<Reading> Look, IReadOnlyList<Reading> Others)
{
    /// <summary>The vantage of the look that counts.</summary>
    public string Vantage => Look[0].Capture.Measurement.Vantage;

    /// <summary>
    /// Asks from one vantage after the other. A statistic needs one that can see; a service is compared from all of them.
    /// </summary>
    public static async Task<VantageLooks> TakeAsync(SourceDefinition source, Func<string, Task<IReadOnlyList<Reading>>> lookFrom)
    {
        var looks = new List<IReadOnlyList<Reading>>();
        foreach (var vantage in source.Vantages)
        {
            looks.Add(await lookFrom(vantage));
            if (source.Kind != SourceKind.Page && Sees(looks[^1])) break;
        }
        var counts = looks.Find(Sees) ?? looks.Find(l => l[0].Capture.Measurement.Failure!.Kind != FailureKind.OwnNetwork) ?? looks[0];
        return new VantageLooks(counts, [.. looks.Where(l => l != counts).SelectMany(l => l)]);
    }

    private static bool Sees(IReadOnlyList<Reading> look) => look[0].Capture.Measurement.Failure is null;
}
