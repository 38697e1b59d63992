namespace DataBlackHole.Core.Calendars;

/// <summary>
/// The publication time that the publisher printed on a document. Many pages print only a day; then <see cref="IsDayOnly"/> is true
/// and <see cref="At"/> is the first instant of that day in the publisher's time zone.
/// </summary>
public sealed record StatedTime(DateTimeOffset At, bool IsDayOnly);
