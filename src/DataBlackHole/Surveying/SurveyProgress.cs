using System.Globalization;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Surveying;

/// <summary>How far a census has come.</summary>
/// <param name="Done">Questions answered or given up.</param>
/// <param name="Left">Questions that are left, as far as is known.</param>
/// <param name="Indicators">Indicators found so far.</param>
/// <param name="Remaining">How long the rest may take; null before that can be said.</param>
/// <param name="Failure">The failure that is waited out, if one is.</param>
/// <param name="Wait">How long it is waited out.</param>
public sealed record SurveyProgress(int Done, int Left, int Indicators, TimeSpan? Remaining, ProbeFailure? Failure = null, TimeSpan? Wait = null)
{
    public override string ToString()
    {
        var so = string.Create(CultureInfo.InvariantCulture, $"{Done} of about {Done + Left} questions, {Indicators} indicators");
        var rest = Remaining is { } left ? string.Create(CultureInfo.InvariantCulture, $", about {Math.Ceiling(left.TotalMinutes):0} min left") : "";
        return Failure is null ? so + rest : string.Create(CultureInfo.InvariantCulture, $"{so}; {Failure.Kind}: asking again in {Wait?.TotalSeconds:0} s ({Failure.Detail})");
    }
}
