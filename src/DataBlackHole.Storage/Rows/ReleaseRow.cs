using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>What is known about one release. Derived.</summary>
internal sealed class ReleaseRow
{
    public required string SeriesKey { get; set; }

    public required string Period { get; set; }

    /// <summary>The days that the period begins and ends with, by which releases are ordered.</summary>
    public DateOnly PeriodStart { get; set; }

    public DateOnly PeriodEnd { get; set; }

    public ReleaseStatus Status { get; set; }

    public Reason Reason { get; set; }

    public Grade Grade { get; set; }

    public string? WindowPeriod { get; set; }

    public DateTimeOffset? WindowOpens { get; set; }

    public DateTimeOffset? WindowDue { get; set; }

    public DateTimeOffset? WindowLateAfter { get; set; }

    public DateTimeOffset? WindowMissingAfter { get; set; }

    public WindowBasis? WindowBasis { get; set; }

    public DateTimeOffset? LastUnseenAt { get; set; }

    public DateTimeOffset? FirstSeenAt { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public bool PublishedDayOnly { get; set; }

    public string? Value { get; set; }

    public string? RevisedValue { get; set; }

    public DateTimeOffset? FirstAnnouncedAt { get; set; }

    public string? Title { get; set; }

    public string? Link { get; set; }

    public string? EvidenceSource { get; set; }

    public string? EvidenceUrl { get; set; }

    public DateTimeOffset? EvidenceAt { get; set; }

    public string? EvidenceDigest { get; set; }

    public required string Absences { get; set; }

    public static ReleaseRow From(string series, ReleaseState release) => new()
    {
        SeriesKey = series,
        Period = release.Period.ToString(),
        PeriodStart = release.Period.Start,
        PeriodEnd = release.Period.End,
        Status = release.Status,
        Reason = release.Reason,
        Grade = release.Grade,
        WindowPeriod = release.Window?.Period.ToString(),
        WindowOpens = release.Window?.Opens,
        WindowDue = release.Window?.Due,
        WindowLateAfter = release.Window?.LateAfter,
        WindowMissingAfter = release.Window?.MissingAfter,
        WindowBasis = release.Window?.Basis,
        LastUnseenAt = release.LastUnseenAt,
        FirstSeenAt = release.FirstSeenAt,
        PublishedAt = release.PublishedAt?.At,
        PublishedDayOnly = release.PublishedAt is { IsDayOnly: true },
        Value = release.Value,
        RevisedValue = release.RevisedValue,
        FirstAnnouncedAt = release.FirstAnnouncedAt,
        Title = release.Title,
        Link = release.Link,
        EvidenceSource = release.Evidence?.Source,
        EvidenceUrl = release.Evidence?.Url,
        EvidenceAt = release.Evidence?.TakenAt,
        EvidenceDigest = release.Evidence?.Body?.Hex,
        Absences = RecordJson.Write(release.Absences),
    };

    public ReleaseState ToRelease() => new()
    {
        Period = ReferencePeriod.Parse(Period),
        Status = Status,
        Reason = Reason,
        Grade = Grade,
        Window = ToWindow(),
        LastUnseenAt = LastUnseenAt,
        FirstSeenAt = FirstSeenAt,
        PublishedAt = PublishedAt is { } at ? new StatedTime(at, PublishedDayOnly) : null,
        Value = Value,
        RevisedValue = RevisedValue,
        FirstAnnouncedAt = FirstAnnouncedAt,
        Title = Title,
        Link = Link,
        Evidence = EvidenceSource is { } source
            ? new EvidenceRef(source, EvidenceUrl!, EvidenceAt!.Value, EvidenceDigest is { } hex ? ContentDigest.Parse(hex) : null)
            : null,
        Absences = RecordJson.Read<ImmutableSortedDictionary<string, Absence>>(Absences),
    };

    private ReleaseWindow? ToWindow() => WindowPeriod is null ? null : new ReleaseWindow(
        ReferencePeriod.Parse(WindowPeriod),
        WindowOpens!.Value,
        WindowDue!.Value,
        WindowLateAfter!.Value,
        WindowMissingAfter!.Value,
        WindowBasis!.Value);

    public static void Configure(EntityTypeBuilder<ReleaseRow> row)
    {
        row.ToTable("releases");
        row.HasKey(r => new { r.SeriesKey, r.Period });
        row.HasIndex(r => new { r.SeriesKey, r.PeriodEnd, r.PeriodStart });
        row.HasIndex(r => new { r.PeriodEnd, r.PeriodStart, r.Period, r.SeriesKey });
        row.HasIndex(r => new { r.SeriesKey, r.FirstSeenAt }).HasFilter("first_seen_at IS NOT NULL");
        row.HasIndex(r => new { r.Status, r.PeriodEnd, r.PeriodStart, r.Period, r.SeriesKey });
    }
}
