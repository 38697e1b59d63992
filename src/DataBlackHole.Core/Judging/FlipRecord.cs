namespace DataBlackHole.Core.Judging;

/// <summary>A flip as it was recorded; <see cref="Id"/> is also the cursor of the list.</summary>
/// <param name="Id">Number of the flip in the record; later ones are greater.</param>
/// <param name="Flip">The change of status.</param>
/// <param name="RecordedAt">When it came into the record, UTC.</param>
/// <param name="MeasurementId">Number of the measurement that brought it about; null when only time passed.</param>
public sealed record FlipRecord(long Id, Flip Flip, DateTimeOffset RecordedAt, long? MeasurementId);
