using System.Collections.Immutable;
using DataBlackHole.Core.Judging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>What the judge remembers of one series, with the columns that are searched and listed; its settled releases stand beside it. Derived.</summary>
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

    public SettledReleasesRow? Settled { get; set; }

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
        State = RecordJson.Write(state with { Releases = state.Releases.Where(r => r.Value.IsOpen).ToImmutableSortedDictionary() }),
    };

    public SeriesState ToState() => ToKnown().State;

    /// <summary>The state, whose settled releases have to be loaded with the row.</summary>
    public KnownSeries ToKnown()
    {
        var state = RecordJson.Read<SeriesState>(State);
        // Versions before 2026-11-23 wrote all releases of a state with it.
        if (state.Releases.Values.Any(r => !r.IsOpen)) return new KnownSeries(state, Version, IsSettled: false);
        if (Settled is null) return new KnownSeries(state, Version, IsSettled: true);
        // What is open comes last, and counts.
        var releases = Settled.ToReleases().Concat(state.Releases.Values).Select(r => KeyValuePair.Create(r.Period, r));
        return new KnownSeries(state with { Releases = state.Releases.Clear().SetItems(releases), Open = [.. state.Releases.Keys] }, Version, IsSettled: true);
    }

    public static void Configure(EntityTypeBuilder<SeriesStateRow> row)
    {
        row.ToTable("series_states");
        row.HasKey(s => s.SeriesKey);
        row.HasIndex(s => s.NextDeadline);
        row.Property(s => s.Version).IsConcurrencyToken();
        row.HasOne(s => s.Settled).WithOne().HasForeignKey<SettledReleasesRow>(s => s.SeriesKey);
    }
}
