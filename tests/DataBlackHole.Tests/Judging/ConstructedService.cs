using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Tests.Judging;

/// <summary>A constructed service for tests of what is said about one.</summary>
internal static class ConstructedService
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static readonly SeriesDefinition Definition = new()
    {
        Key = "portal",
        Name = new BilingualText("Portal", "门户"),
        Publisher = "agency",
        Kind = SeriesKind.Service,
        Cadence = Cadence.Unknown,
        Readings = [new SiteReading { Source = "site" }],
        Absence = new BilingualText("Not reached.", "未能访问。"),
    };
}
