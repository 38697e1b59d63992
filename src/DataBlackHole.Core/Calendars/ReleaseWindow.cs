namespace DataBlackHole.Core.Calendars;

/// <summary>What a release window rests on.</summary>
public enum WindowBasis
{
    /// <summary>Nothing is known; a window with this basis is never used.</summary>
    Unknown = 0,

    /// <summary>The rule of the definition.</summary>
    Rule,

    /// <summary>The rule, widened because the holidays of a year it touches are not announced yet.</summary>
    WidenedRule,

    /// <summary>A date that the publisher announced in advance.</summary>
    Announced,

    /// <summary>The publisher took an announced date back and gave no new one; the window waits long.</summary>
    Postponed,

    /// <summary>Some working days after the announced release of another series.</summary>
    Following,
}

/// <summary>The four instants that bound one release of one series.</summary>
/// <param name="Opens">The earliest plausible moment; looks that reach back to here can witness an absence.</param>
/// <param name="Due">The moment by which a punctual release is out.</param>
/// <param name="LateAfter">A valid look without the release after this moment makes it late.</param>
/// <param name="MissingAfter">Repeated valid looks without the release after this moment make it missing.</param>
public sealed record ReleaseWindow(
    ReferencePeriod Period, DateTimeOffset Opens, DateTimeOffset Due, DateTimeOffset LateAfter, DateTimeOffset MissingAfter, WindowBasis Basis);
