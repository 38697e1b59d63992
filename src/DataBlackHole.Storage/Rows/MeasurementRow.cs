using System.Collections.Immutable;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>A run of looks at one address that changed nothing. The latest run of an address may grow; nothing else may change.</summary>
internal sealed class MeasurementRow
{
    public long Id { get; set; }

    public required string SourceKey { get; set; }

    public required string Vantage { get; set; }

    public required string Origin { get; set; }

    public required string Method { get; set; }

    public required string Url { get; set; }

    public string? RequestBody { get; set; }

    /// <summary>SHA-256 over the six columns above: what an index can hold whatever their length.</summary>
    public required string Address { get; set; }

    public int? Status { get; set; }

    public FailureKind? FailureKind { get; set; }

    public ProbeOperation? FailureOperation { get; set; }

    public string? FailureDetail { get; set; }

    public required string Redirects { get; set; }

    public required string Headers { get; set; }

    public string? BodyDigest { get; set; }

    public long BodyLength { get; set; }

    public string? FactsDigest { get; set; }

    public required string CatalogueHash { get; set; }

    public double DurationMs { get; set; }

    public DateTimeOffset FirstAt { get; set; }

    public DateTimeOffset LastAt { get; set; }

    public int Looks { get; set; }

    /// <summary>The looks after the first, as <see cref="LookTimes"/> writes them.</summary>
    public required byte[] Times { get; set; }

    public List<ObservationRow> Observations { get; set; } = [];

    public static MeasurementRow From(string address, Measurement look) => new()
    {
        SourceKey = look.Source,
        Vantage = look.Vantage,
        Origin = look.Origin,
        Method = look.Request.Method,
        Url = look.Request.Url,
        RequestBody = look.Request.Body,
        Address = address,
        Status = look.Status,
        FailureKind = look.Failure?.Kind,
        FailureOperation = look.Failure?.Operation,
        FailureDetail = look.Failure?.Detail,
        Redirects = RecordJson.Write(look.Redirects),
        Headers = RecordJson.Write(look.Headers),
        BodyDigest = look.Body?.Hex,
        BodyLength = look.BodyLength,
        CatalogueHash = look.CatalogueHash,
        DurationMs = look.Duration.TotalMilliseconds,
        FirstAt = look.TakenAt,
        LastAt = look.TakenAt,
        Looks = 1,
        Times = [],
    };

    /// <summary>The run with one more look.</summary>
    public MeasurementRow Grown(DateTimeOffset lastAt, byte[] times)
    {
        var grown = (MeasurementRow)MemberwiseClone();
        (grown.LastAt, grown.Looks, grown.Times) = (lastAt, Looks + 1, times);
        return grown;
    }

    /// <summary>The first look of the run.</summary>
    public Measurement ToMeasurement() => new()
    {
        Source = SourceKey,
        Vantage = Vantage,
        Origin = Origin,
        Request = new ProbeRequest(Method, Url, RequestBody),
        TakenAt = FirstAt,
        Duration = TimeSpan.FromMilliseconds(DurationMs),
        Status = Status,
        Redirects = RecordJson.Read<ImmutableArray<string>>(Redirects),
        Headers = RecordJson.Read<ImmutableSortedDictionary<string, string>>(Headers),
        Body = BodyDigest is { } hex ? ContentDigest.Parse(hex) : null,
        BodyLength = BodyLength,
        Failure = FailureKind is { } kind ? new ProbeFailure(kind, FailureOperation ?? ProbeOperation.Unknown, FailureDetail ?? "") : null,
        CatalogueHash = CatalogueHash,
    };

    public static void Configure(EntityTypeBuilder<MeasurementRow> row)
    {
        row.ToTable("measurements");
        row.HasKey(m => m.Id);
        row.HasOne<BodyRow>().WithMany().HasForeignKey(m => m.BodyDigest).OnDelete(DeleteBehavior.Restrict);
        row.HasIndex(m => new { m.Address, m.LastAt });
        row.HasIndex(m => new { m.SourceKey, m.LastAt, m.Looks });
        row.HasIndex(m => new { m.SourceKey, m.Id });
        row.HasIndex(m => m.Url);
    }
}
