using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Loading;

public static class RecogniserMapper
{
    /// <summary>Conditions of which one must be there.</summary>
    private static readonly string[] _conditions = ["statuses", "all", "any", "pattern", "finalUrl"];

    public static ImmutableArray<Recogniser> Map(YamlValue root, FileProblems problems)
    {
        if (MapReader.Open(root, Shapes.Recognisers, problems) is not { } file) return [];
        var recognisers = ImmutableArray.CreateBuilder<Recogniser>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reader in file.Maps("recognisers", Shapes.Recogniser))
        {
            var recogniser = One(reader);
            recognisers.Add(recogniser);
            if (recogniser.Name.Length > 0 && !names.Add(recogniser.Name))
            {
                reader.Complain(ProblemCode.DuplicateEntry, "name", $"'{recogniser.Name}' stands twice", "give each its own name");
            }
        }
        return recognisers.ToImmutable();
    }

    private static Recogniser One(MapReader reader)
    {
        var recogniser = new Recogniser
        {
            Name = reader.Text("name"),
            Kind = reader.Get("kind", Scalars.Word<FailureKind>(), FailureKind.Unknown),
            Statuses = Statuses(reader),
            All = reader.List("all", Scalars.Text, needsOne: true),
            Any = reader.List("any", Scalars.Text, needsOne: true),
            Pattern = reader.Optional("pattern", Scalars.Pattern),
            FinalUrl = reader.Optional("finalUrl", Scalars.Pattern),
            VisibleTextAtMost = reader.Has("visibleTextAtMost") ? reader.Number("visibleTextAtMost", 0, int.MaxValue, 0) : null,
        };
        if (!_conditions.Any(reader.Has))
        {
            reader.Complain(
                ProblemCode.RecognisesEverything, "name", "it would recognise every page",
                "give it statuses, all, any, pattern or finalUrl");
        }
        return recogniser;
    }

    private static ImmutableHashSet<int> Statuses(MapReader reader)
    {
        var statuses = reader.List("statuses", Scalars.Number);
        foreach (var status in statuses.Where(s => s is < 100 or > 599))
        {
            reader.Complain(ProblemCode.OutOfRange, "statuses", $"{status} is not an HTTP status", "write numbers from 100 to 599");
        }
        return [.. statuses];
    }
}
