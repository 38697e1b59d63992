using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>The record: one model for both databases. Rows are an affair of this project; others use the store and the queries.</summary>
public sealed class MonitorDb(DbContextOptions<MonitorDb> options) : DbContext(options)
{
    internal DbSet<CatalogueRow> Catalogues => Set<CatalogueRow>();

    internal DbSet<BodyRow> Bodies => Set<BodyRow>();

    internal DbSet<MeasurementRow> Measurements => Set<MeasurementRow>();

    internal DbSet<ObservationRow> Observations => Set<ObservationRow>();

    internal DbSet<SeriesStateRow> SeriesStates => Set<SeriesStateRow>();

    internal DbSet<SettledReleasesRow> SettledReleases => Set<SettledReleasesRow>();

    internal DbSet<ReleaseRow> Releases => Set<ReleaseRow>();

    internal DbSet<FlipRow> Flips => Set<FlipRow>();

    internal DbSet<SourceStateRow> SourceStates => Set<SourceStateRow>();

    internal DbSet<CalendarVersionRow> CalendarVersions => Set<CalendarVersionRow>();

    internal DbSet<SelfWatchEventRow> SelfWatchEvents => Set<SelfWatchEventRow>();

    internal DbSet<AlertOutboxRow> AlertOutbox => Set<AlertOutboxRow>();

    internal DbSet<AlertItemRow> AlertItems => Set<AlertItemRow>();

    internal DbSet<AlertAttemptRow> AlertAttempts => Set<AlertAttemptRow>();

    internal DbSet<AlertMuteRow> AlertMutes => Set<AlertMuteRow>();

    internal DbSet<CuratedEntryRow> CuratedEntries => Set<CuratedEntryRow>();

    internal DbSet<VerdictReviewRow> VerdictReviews => Set<VerdictReviewRow>();

    internal DbSet<RereadingRow> Rereadings => Set<RereadingRow>();

    internal DbSet<LogLeafQueueRow> LogLeafQueue => Set<LogLeafQueueRow>();

    internal DbSet<LogLeafRow> LogLeaves => Set<LogLeafRow>();

    internal DbSet<LogNodeRow> LogNodes => Set<LogNodeRow>();

    internal DbSet<LogKeyRow> LogKeys => Set<LogKeyRow>();

    internal DbSet<LogCheckpointRow> LogCheckpoints => Set<LogCheckpointRow>();

    internal DbSet<LogStampRow> LogStamps => Set<LogStampRow>();

    internal DbSet<CensusRunRow> CensusRuns => Set<CensusRunRow>();

    internal DbSet<CensusPageRow> CensusPages => Set<CensusPageRow>();

    internal DbSet<CensusEndRow> CensusEnds => Set<CensusEndRow>();

    internal DbSet<CensusIndicatorRow> CensusIndicators => Set<CensusIndicatorRow>();

    internal DbSet<HostTurnRow> HostTurns => Set<HostTurnRow>();

    internal DbSet<NodeRow> Nodes => Set<NodeRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        var text = configurationBuilder.Properties<string>().HaveConversion<StorableText>();
        // Byte order, as in SQLite: the order of keys and cursors must not depend on the locale of the server.
        if (Database.IsNpgsql()) text.UseCollation("C");
        configurationBuilder.Conventions.Add(_ => new SnakeCaseNames());
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CatalogueRow>(CatalogueRow.Configure);
        modelBuilder.Entity<BodyRow>(BodyRow.Configure);
        modelBuilder.Entity<MeasurementRow>(MeasurementRow.Configure);
        modelBuilder.Entity<ObservationRow>(ObservationRow.Configure);
        modelBuilder.Entity<SeriesStateRow>(SeriesStateRow.Configure);
        modelBuilder.Entity<SettledReleasesRow>(SettledReleasesRow.Configure);
        modelBuilder.Entity<ReleaseRow>(ReleaseRow.Configure);
        modelBuilder.Entity<FlipRow>(FlipRow.Configure);
        modelBuilder.Entity<SourceStateRow>(SourceStateRow.Configure);
        modelBuilder.Entity<CalendarVersionRow>(CalendarVersionRow.Configure);
        modelBuilder.Entity<SelfWatchEventRow>(SelfWatchEventRow.Configure);
        modelBuilder.Entity<AlertOutboxRow>(AlertOutboxRow.Configure);
        modelBuilder.Entity<AlertItemRow>(AlertItemRow.Configure);
        modelBuilder.Entity<AlertAttemptRow>(AlertAttemptRow.Configure);
        modelBuilder.Entity<AlertMuteRow>(AlertMuteRow.Configure);
        modelBuilder.Entity<CuratedEntryRow>(CuratedEntryRow.Configure);
        modelBuilder.Entity<VerdictReviewRow>(VerdictReviewRow.Configure);
        modelBuilder.Entity<RereadingRow>(RereadingRow.Configure);
        modelBuilder.Entity<LogLeafQueueRow>(LogLeafQueueRow.Configure);
        modelBuilder.Entity<LogLeafRow>(LogLeafRow.Configure);
        modelBuilder.Entity<LogNodeRow>(LogNodeRow.Configure);
        modelBuilder.Entity<LogKeyRow>(LogKeyRow.Configure);
        modelBuilder.Entity<LogCheckpointRow>(LogCheckpointRow.Configure);
        modelBuilder.Entity<LogStampRow>(LogStampRow.Configure);
        modelBuilder.Entity<CensusRunRow>(CensusRunRow.Configure);
        modelBuilder.Entity<CensusPageRow>(CensusPageRow.Configure);
        modelBuilder.Entity<CensusEndRow>(CensusEndRow.Configure);
        modelBuilder.Entity<CensusIndicatorRow>(CensusIndicatorRow.Configure);
        modelBuilder.Entity<HostTurnRow>(HostTurnRow.Configure);
        modelBuilder.Entity<NodeRow>(NodeRow.Configure);
        // A btree of PostgreSQL refuses values above 2.7 kB, and a page may link to an address of any length.
        if (Database.IsNpgsql()) modelBuilder.Entity<MeasurementRow>().HasIndex(m => m.Url).HasMethod("hash");
    }
}
