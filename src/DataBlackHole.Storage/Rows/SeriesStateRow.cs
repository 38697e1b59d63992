using DataBlackHole.Core.Judging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>What the judge remembers of one series, with the columns that are searched and listed. Derived.</summary>
internal sealed class SeriesStateRow
{
    public required string SeriesKey { get; set; }

    public SeriesStatus Status { get; set; }

    public Reason Reason { get; set; }

    public Grade Grade { get; set; }

    public Origin Origin { get; set; }

    public Visibility Visibility { get; set; }

    public BlindReason BlindReason { get; set; }

    public DateTimeOffset? BlindSince { get; set; }

    public DateTimeOffset? Since { get; set; }

    public DateTimeOffset? AsOf { get; set; }

    public DateTimeOffset? NextDeadline { get; set; }

    public string? LastPeriod { get; set; }

    public long Version { get; set; }

    public required string State { get; set; }

    public static SeriesStateRow From(SeriesState state, long version) => new()
    {
        SeriesKey = state.Series,
        Status = state.Status,
        Reason = state.Reason,
        Grade = state.Grade,
        Origin = state.Origin,
        Visibility = state.Visibility,
        BlindReason = state.BlindChannel?.Reason ?? BlindReason.None,
        BlindSince = state.BlindChannel?.Since,
        Since = state.Since,
        AsOf = state.AsOf,
        NextDeadline = state.NextDeadline,
        LastPeriod = state.LastPeriod?.ToString(),
        Version = version,
        State = RecordJson.Write(state),
    };

    public SeriesState ToState() => RecordJson.Read<SeriesState>(State);

    public static void Configure(EntityTypeBuilder<SeriesStateRow> row)
    {
        row.ToTable("series_states");
        row.HasKey(s => s.SeriesKey);
        row.HasIndex(s => s.NextDeadline);
        row.Property(s => s.Version).IsConcurrencyToken();
    }
}
