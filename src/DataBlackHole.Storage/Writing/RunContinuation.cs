using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage.Rows;

namespace DataBlackHole.Storage.Writing;

/// <summary>Whether a look changes nothing, so that the run before it may simply grow.</summary>
internal static class RunContinuation
{
    private const int NotModified = 304;

    /// <summary>Each look rewrites the times of its run, so a run that never ends would cost more with every look. About 5000 looks.</summary>
    private const int MostBytesOfTimes = 16 * 1024;

    public static bool Continues(MeasurementRow run, Measurement look, ReadCapture read) =>
        MayGrow(run, look)
        && look.Rereading is null
        && run.FailureKind == look.Failure?.Kind
        && SameFacts(run, look, read)
        && !NeedsFreshBody(run, look);

    /// <summary>Whether a look that showed the document of the run on the day of its last look lengthens it, whatever the document says.</summary>
    public static bool Lengthens(MeasurementRow run, Measurement look) =>
        MayGrow(run, look)
        && run.FailureKind is null && look.Failure is null && SameBody(run, look)
        && run.LastAt.UtcDateTime.Date == look.TakenAt.UtcDateTime.Date;

    private static bool MayGrow(MeasurementRow run, Measurement look) =>
        look.TakenAt > run.LastAt
        && run.Times.Length < MostBytesOfTimes
        && run.CatalogueHash == look.CatalogueHash
        && SameStatus(run, look);

    public static string? FactsOf(Measurement look, ReadCapture read) =>
        look.Failure is not null && SaysNothing(read) ? null : FactsDigest.Of(read.Observations, read.Calendar);

    /// <summary>Not modified says that the same document is still there, whichever of the two answers began the run.</summary>
    private static bool SameStatus(MeasurementRow run, Measurement look) =>
        run.Status == look.Status
        || (look.Failure is null && SameBody(run, look) && (run.Status == NotModified || look.Status == NotModified));

    /// <summary>A look that was answered "not modified" need not be read again.</summary>
    private static bool SameFacts(MeasurementRow run, Measurement look, ReadCapture read) =>
        run.FactsDigest == FactsOf(look, read)
        || (look.Status == NotModified && look.Failure is null && SaysNothing(read) && SameBody(run, look));

    private static bool SaysNothing(ReadCapture read) => read.Observations.IsEmpty && read.Calendar is null;

    /// <summary>Pages carry tokens and clocks: a body that differs in bytes only is kept once a UTC day.</summary>
    private static bool NeedsFreshBody(MeasurementRow run, Measurement look) =>
        !SameBody(run, look) && run.FirstAt.UtcDateTime.Date < look.TakenAt.UtcDateTime.Date;

    private static bool SameBody(MeasurementRow run, Measurement look) => run.BodyDigest == look.Body?.Hex;
}
