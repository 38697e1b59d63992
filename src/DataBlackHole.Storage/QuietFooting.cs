using System.Collections.Immutable;

namespace DataBlackHole.Storage;

/// <summary>What a look rests on that only lengthens a run: the run, and the series states as they were when the judge was asked last.</summary>
/// <param name="Run">The run.</param>
/// <param name="Series">Every series that is read in the source.</param>
/// <param name="Versions">The sum of the versions of their states. Versions only grow, so an equal sum says that none was written since.</param>
public sealed record QuietFooting(KnownRun Run, ImmutableArray<string> Series, long Versions);
