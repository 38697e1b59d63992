using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Measuring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>One fact read out of the document of a run. Append-only.</summary>
internal sealed class ObservationRow
{
    public long Id { get; set; }

    public long MeasurementId { get; set; }

    public required string SeriesKey { get; set; }

    public ObservationKind Kind { get; set; }

    public string? Period { get; set; }

    public string? Value { get; set; }

    public string? Unit { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public bool PublishedDayOnly { get; set; }

    public string? Title { get; set; }

    public string? Link { get; set; }

    public DateOnly? CoversFrom { get; set; }

    public DateOnly? CoversTo { get; set; }

    public string? Witness { get; set; }

    public FailureKind? FailureKind { get; set; }

    public ProbeOperation? FailureOperation { get; set; }

    public string? FailureDetail { get; set; }

    /// <summary>As it will stand in the database: what is remembered of a look must be what would be read again.</summary>
    public static ObservationRow From(Observation fact, long measurement) => new()
    {
        MeasurementId = measurement,
        SeriesKey = fact.Series,
        Kind = fact.Kind,
        Period = fact.Period?.ToString(),
        Value = StorableText.OrNull(fact.Value),
        Unit = StorableText.OrNull(fact.Unit),
        PublishedAt = fact.PublishedAt?.At,
        PublishedDayOnly = fact.PublishedAt is { IsDayOnly: true },
        Title = StorableText.OrNull(fact.Title),
        Link = StorableText.OrNull(fact.Link),
        CoversFrom = fact.CoversFrom,
        CoversTo = fact.CoversTo,
        Witness = StorableText.OrNull(fact.Witness),
        FailureKind = fact.Failure?.Kind,
        FailureOperation = fact.Failure?.Operation,
        FailureDetail = StorableText.OrNull(fact.Failure?.Detail),
    };

    public Observation ToObservation() => new()
    {
        Series = SeriesKey,
        Kind = Kind,
        Period = Period is { } period ? ReferencePeriod.Parse(period) : null,
        Value = Value,
        Unit = Unit,
        PublishedAt = PublishedAt is { } at ? new StatedTime(at, PublishedDayOnly) : null,
        Title = Title,
        Link = Link,
        CoversFrom = CoversFrom,
        CoversTo = CoversTo,
        Witness = Witness,
        Failure = FailureKind is { } kind ? new ProbeFailure(kind, FailureOperation ?? ProbeOperation.Unknown, FailureDetail ?? "") : null,
    };

    public static void Configure(EntityTypeBuilder<ObservationRow> row)
    {
        row.ToTable("observations");
        row.HasKey(o => o.Id);
        row.HasOne<MeasurementRow>().WithMany(m => m.Observations).HasForeignKey(o => o.MeasurementId).OnDelete(DeleteBehavior.Restrict);
        row.HasIndex(o => new { o.SeriesKey, o.Period });
    }
}
