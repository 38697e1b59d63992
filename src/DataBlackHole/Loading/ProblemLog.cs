using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

/// <summary>Collects what is wrong, so that everything can be told at once.</summary>
public sealed class ProblemLog
{
    private readonly List<CatalogueProblem> _problems = [];

    public FileProblems In(string file) => new(this, file);

    public void Add(CatalogueProblem problem) => _problems.Add(problem);

    public ImmutableArray<CatalogueProblem> Sorted() =>
    [
        .. _problems.Distinct()
            .OrderBy(p => p.File, StringComparer.Ordinal)
            .ThenBy(p => p.Line)
            .ThenBy(p => p.Code, StringComparer.Ordinal),
    ];
}

/// <summary>The same for one file.</summary>
public sealed class FileProblems(ProblemLog log, string file)
{
    public string File { get; } = file;

    public void Add(string code, int line, string message, string hint) => log.Add(new CatalogueProblem(code, File, line, message, hint));
}
