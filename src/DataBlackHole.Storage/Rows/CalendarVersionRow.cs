using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>One version of an announced calendar, from the look that first read it. A calendar that is put back is a version again. Append-only.</summary>
internal sealed class CalendarVersionRow
{
    public long Id { get; set; }

    public required string SourceKey { get; set; }

    public int Year { get; set; }

    public required string Digest { get; set; }

    public DateTimeOffset FirstReadAt { get; set; }

    public string? Page { get; set; }

    /// <summary>Rows and notes.</summary>
    public required string Content { get; set; }

    public long MeasurementId { get; set; }

    public static CalendarVersionRow From(AnnouncedCalendarVersion version, long measurementId) => new()
    {
        SourceKey = version.Source,
        Year = version.Year,
        Digest = version.Digest.Hex,
        FirstReadAt = UtcMilliseconds.Truncate(version.ReadAt),
        Page = version.Page,
        Content = RecordJson.Write(new CalendarContent(version.Rows, version.Notes)),
        MeasurementId = measurementId,
    };

    public AnnouncedCalendarVersion ToVersion()
    {
        var content = RecordJson.Read<CalendarContent>(Content);
        return new AnnouncedCalendarVersion(SourceKey, Year, FirstReadAt, ContentDigest.Parse(Digest), content.Rows, content.Notes) { Page = Page };
    }

    public static void Configure(EntityTypeBuilder<CalendarVersionRow> row)
    {
        row.ToTable("calendar_versions");
        row.HasKey(c => c.Id);
        row.HasOne<MeasurementRow>().WithMany().HasForeignKey(c => c.MeasurementId).OnDelete(DeleteBehavior.Restrict);
        row.HasIndex(c => new { c.SourceKey, c.Year, c.FirstReadAt, c.Digest }).IsUnique();
    }

    private sealed record CalendarContent(ImmutableArray<AnnouncedRow> Rows, ImmutableArray<string> Notes);
}
