using System.Collections.Immutable;

namespace DataBlackHole.Loading;

/// <summary>
/// The keys that one kind of mapping has. The reader refuses every other key, and the JSON schema for editors has a definition of
/// the same name with the same keys.
/// </summary>
public sealed record Shape(string Name, ImmutableArray<string> Required, ImmutableArray<string> Optional)
{
    public IEnumerable<string> Keys => Required.Concat(Optional);
}

/// <summary>Every shape a definition file is made of.</summary>
public static class Shapes
{
    public static readonly Shape Bilingual = new("bilingual", ["en", "zh"], []);

    public static readonly Shape Publisher = new("publisher", ["key", "name", "timeZone"], ["hosts", "homepage"]);

    public static readonly Shape Source = new(
        "source", ["key", "publisher", "name", "kind", "addresses"], ["anchors", "verified", "listing", "templates", "query", "calendar", "records", "vantages", "poll", "limits"]);

    public static readonly Shape Vantages = new("vantages", ["vantages"], []);

    public static readonly Shape Vantage = new("vantage", ["key", "name", "kind", "controls"], ["country", "proxy", "userVariable", "passwordVariable"]);

    public static readonly Shape Address = new("address", ["url"], ["validFrom", "validTo"]);

    public static readonly Shape Listing = new(
        "listing", ["item", "title", "link", "date"], ["dateFormat", "datePattern", "furtherPages", "sharedMark", "maxPages", "leadsTo"]);

    public static readonly Shape Template = new(
        "template", ["name", "recognise", "title", "published", "publishedFormats", "body"], []);

    public static readonly Shape Query = new("query", ["category", "indicator", "cadence"], ["root", "area", "periodsBack"]);

    public static readonly Shape CalendarTable = new("calendar-table", ["table", "title", "year"], ["defaultTime"]);

    public static readonly Shape Poll = new("poll", [], ["inWindow", "otherwise", "cron"]);

    public static readonly Shape Limits = new("limits", [], ["deadline", "maxBodyBytes", "maxRedirects", "hostGap"]);

    public static readonly Shape Series = new(
        "series",
        ["key", "name", "publisher", "absence"],
        ["readings", "kind", "cadence", "unit", "calendar", "irregular", "announcedIn", "ended", "succeededBy", "tags", "note"]);

    public static readonly Shape ListingReading = new("listing-reading", ["kind", "source", "title"], ["resembles", "proves", "period", "verified", "from", "until"]);

    public static readonly Shape PageReading = new("page-reading", ["kind", "source", "title"], ["row", "sentence", "verified", "from", "until"]);

    public static readonly Shape DatabaseReading = new("database-reading", ["kind", "source"], ["from", "until"]);

    public static readonly Shape RecordReading = new("record-reading", ["kind", "source"], ["where", "value", "verified", "from", "until"]);

    public static readonly Shape RecordTest = new("record-test", ["path", "matches"], []);

    public static readonly Shape Records = new("records", ["list"], ["after", "says", "period", "periodOfAll", "periodFormat", "ofOneDay", "others"]);

    public static readonly Shape Sentence = new("sentence", ["pattern", "siblings"], ["resembles", "siblingsNeeded"]);

    public static readonly Shape NoticeReading = new("notice-reading", ["kind", "source", "names"], ["title"]);

    public static readonly Shape SiteReading = new("site-reading", ["kind", "source"], []);

    public static readonly Shape Row = new("row", ["label", "siblings"], ["resembles", "siblingsNeeded", "column"]);

    public static readonly Shape End = new("end", ["lastPeriod", "note", "source"], ["on"]);

    public static readonly Shape Calendar = new(
        "calendar",
        ["key", "cadence", "timeZone", "workingDays", "time"],
        ["usual", "follows", "byMonth", "combinesJanuaryAndFebruary", "monthsWithout", "lateAfterWorkingDays", "missingAfterWorkingDays", "announced", "announcedIn"]);

    public static readonly Shape DayRange = new("day-range", ["monthsAfter", "fromDay", "toDay"], ["toMonthsAfter"]);

    public static readonly Shape Follows = new("follows", ["series", "workingDays"], []);

    public static readonly Shape Announced = new("announced", ["period", "at", "source"], []);

    public static readonly Shape AnnouncedIn = new("announced-in", ["source", "row"], ["monthsBefore"]);

    public static readonly Shape WorkingDays = new("working-days", ["key", "name", "years"], []);

    public static readonly Shape WorkingYear = new(
        "working-year", ["year", "source", "off", "work"], ["announcedOn", "title", "amendments"]);

    public static readonly Shape Amendment = new("amendment", ["title", "source"], ["announcedOn"]);

    public static readonly Shape Recognisers = new("recognisers", ["recognisers"], []);

    public static readonly Shape Recogniser = new(
        "recogniser", ["name", "kind"], ["statuses", "all", "any", "pattern", "finalUrl", "visibleTextAtMost"]);

    public static readonly Shape Notices = new("notices", ["notices"], []);

    public static readonly Shape Notice = new("notice", ["pattern", "says"], []);

    public static readonly Shape Watch = new("watch", ["watch"], []);

    public static readonly Shape Watched = new("watched", ["publisher", "indicator", "category", "calendar", "name"], ["key", "root", "unit"]);

    public static readonly Shape Alerts = new("alerts", [], ["recipients", "routes", "grouping", "blindPatience"]);

    public static readonly Shape Recipient = new("recipient", ["key", "language"], ["mail", "webhook", "secretVariable", "digest", "quiet"]);

    public static readonly Shape Digest = new("digest", ["timeZone", "hour"], []);

    public static readonly Shape QuietHours = new("quiet-hours", ["timeZone", "from", "to"], []);

    public static readonly Shape AlertRoute = new("alert-route", ["to", "audience"], ["series", "publishers", "tags", "events", "grade"]);

    public static readonly Shape History = new("history", ["publisher", "entries"], []);

    public static readonly Shape HistoryEntry = new(
        "history-entry",
        ["key", "series", "seriesName", "event", "confidence", "recordedOn", "summary", "unknown", "citations"],
        [
            "officialNotice", "announcedOn", "effectiveFrom", "effectiveUntil", "lastPeriod", "firstMissingPeriod", "firstPeriod",
            "reason", "quote", "corrections",
        ]);

    public static readonly Shape Quote = new("quote", ["zh", "source"], []);

    public static readonly Shape Citation = new(
        "citation", ["title", "publisher", "url", "access", "supports"], ["originalPublisher", "date"]);

    public static readonly ImmutableArray<Shape> All =
    [
        Bilingual, Publisher, Vantages, Vantage, Source, Address, Listing, Template, Query, CalendarTable, Poll, Limits, Series, ListingReading, PageReading,
        DatabaseReading, RecordReading, RecordTest, Records, NoticeReading, SiteReading, Row, Sentence, End, Calendar, DayRange, Follows, Announced, AnnouncedIn, WorkingDays, WorkingYear, Amendment, Recognisers, Recogniser,
        Notices, Notice, Watch, Watched, Alerts, Recipient, Digest, QuietHours, AlertRoute, History, HistoryEntry, Quote, Citation,
    ];
}
