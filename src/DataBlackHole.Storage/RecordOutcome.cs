namespace DataBlackHole.Storage;

/// <summary>How recording ended.</summary>
public enum RecordResult
{
    /// <summary>Everything is on record.</summary>
    Recorded,

    /// <summary>Another writer was faster and nothing was recorded: load again, judge again, try again.</summary>
    Conflict,
}

/// <summary>Rows that recording added; an unchanged look adds none.</summary>
public sealed record RowsAdded(int Measurements, int Observations, int Bodies, int Releases, int Flips, int States)
{
    public int CalendarVersions { get; init; }

    public static RowsAdded None { get; } = new(0, 0, 0, 0, 0, 0);

    internal RowsAdded Plus(RowsAdded other) => new(
        Measurements + other.Measurements,
        Observations + other.Observations,
        Bodies + other.Bodies,
        Releases + other.Releases,
        Flips + other.Flips,
        States + other.States)
    {
        CalendarVersions = CalendarVersions + other.CalendarVersions,
    };

    public int Total => Measurements + Observations + Bodies + Releases + Flips + States + CalendarVersions;
}

public sealed record RecordOutcome(RecordResult Result, RowsAdded Added)
{
    public static RecordOutcome Conflict { get; } = new(RecordResult.Conflict, RowsAdded.None);

    public bool IsConflict => Result == RecordResult.Conflict;
}
