using System.Collections.Immutable;
using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Ical;

/// <summary>One release of one series in a calendar.</summary>
/// <param name="RecordedAt">When what it shows came into the record.</param>
internal sealed record IcalEvent(SeriesDefinition Series, TimeZoneInfo Zone, AgendaRelease Release, DateTimeOffset RecordedAt);

/// <summary>A calendar of releases.</summary>
internal sealed record IcalCalendar(BilingualText Name, Tongue Tongue, Uri Base, string Authority, ImmutableArray<IcalEvent> Events);

/// <summary>Writes a calendar of releases as iCalendar. Days are the publisher's; times are told in the time of Shanghai. Pure.</summary>
internal static class IcalWriter
{
    public const string ContentType = "text/calendar; charset=utf-8";

    private const string ZoneName = "Asia/Shanghai";

    private static readonly TimeSpan _offset = TimeSpan.FromHours(8);

    /// <summary>The zone has had no summer time since this day.</summary>
    private static readonly string[] _zone =
    [
        "BEGIN:VTIMEZONE", $"TZID:{ZoneName}", "BEGIN:STANDARD", "DTSTART:19910915T020000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
    ];

    public static byte[] Write(IcalCalendar calendar)
    {
        var text = new IcalText();
        var name = calendar.Name.In(calendar.Tongue);
        text.Raw("BEGIN", "VCALENDAR");
        text.Raw("VERSION", "2.0");
        text.Raw("PRODID", $"-//DataBlackHole//Releases//{calendar.Tongue.ToString().ToUpperInvariant()}");
        text.Raw("CALSCALE", "GREGORIAN");
        text.Text("NAME", name);
        text.Text("X-WR-CALNAME", name);
        text.Raw("X-WR-TIMEZONE", ZoneName);
        text.Raw("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        text.Raw("X-PUBLISHED-TTL", "PT1H");
        foreach (var line in _zone) text.Raw(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..]);
        foreach (var item in calendar.Events) Event(text, calendar, item);
        text.Raw("END", "VCALENDAR");
        return text.ToBytes();
    }

    private static void Event(IcalText text, IcalCalendar calendar, IcalEvent item)
    {
        var words = IcalWords.Of(item);
        text.Raw("BEGIN", "VEVENT");
        text.Text("UID", $"{item.Series.Key}.{item.Release.Period}@{calendar.Authority}");
        text.Utc("DTSTAMP", item.RecordedAt);
        text.Utc("LAST-MODIFIED", item.RecordedAt);
        text.Raw("SEQUENCE", item.Release.Sequence.ToString(CultureInfo.InvariantCulture));
        text.Raw("STATUS", item.Release.Standing.ToString().ToUpperInvariant());
        Start(text, item);
        text.Text($"SUMMARY;LANGUAGE={calendar.Tongue.Tag()}", words.Title.In(calendar.Tongue));
        text.Text("DESCRIPTION", words.Sentence.Both(calendar.Tongue));
        text.Text("CATEGORIES", item.Release.Release.Status.ToString());
        text.Raw("URL", new Uri(calendar.Base, $"api/v1/series/{item.Series.Key}").AbsoluteUri);
        text.Raw("TRANSP", "TRANSPARENT");
        text.Raw("END", "VEVENT");
    }

    private static void Start(IcalText text, IcalEvent item)
    {
        if (!item.Release.IsDayOnly)
        {
            text.Raw($"DTSTART;TZID={ZoneName}", item.Release.At.ToOffset(_offset).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture));
            return;
        }
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(item.Release.At, item.Zone).DateTime);
        text.Raw("DTSTART;VALUE=DATE", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        text.Raw("DTEND;VALUE=DATE", day.AddDays(1).ToString("yyyyMMdd", CultureInfo.InvariantCulture));
    }
}
