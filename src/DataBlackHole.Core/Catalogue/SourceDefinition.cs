using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace DataBlackHole.Core.Catalogue;

/// <summary>What kind of shelf a source is, and so which reader reads it.</summary>
public enum SourceKind
{
    /// <summary>Not known; refused by the loader.</summary>
    Unknown = 0,

    /// <summary>A list of releases, newest first, each with title, link and day.</summary>
    ReleaseListing,

    /// <summary>The pages of single releases, reached through a listing.</summary>
    ReleasePage,

    /// <summary>One indicator of the NBS database in use since March 2026.</summary>
    NbsDatabase,

    /// <summary>One query of the NBS database that answered until March 2026.</summary>
    NbsEasyQuery,

    /// <summary>A page of which only presence is watched.</summary>
    Page,

    /// <summary>A table of the dates on which the publisher will release: a row for each release, a column for each month of a year.</summary>
    ReleaseCalendar,

    /// <summary>A JSON document with a list of records, each about a period.</summary>
    Records,
}

/// <summary>One address of a source and the days on which it was (or is) the address.</summary>
public sealed record SourceAddress(string Url, DateOnly? ValidFrom, DateOnly? ValidTo)
{
    public bool IsValidOn(DateOnly day) => !(day < ValidFrom) && !(day > ValidTo);
}

/// <summary>A shelf where series appear. Fetched once, read by many series.</summary>
public sealed record SourceDefinition
{
    public required string Key { get; init; }

    public required string Publisher { get; init; }

    public required BilingualText Name { get; init; }

    public required SourceKind Kind { get; init; }

    /// <summary>
    /// Dated addresses. A listing has the address of its first page; release pages have the folders below which they lie;
    /// a database has the address that is called; records may have days of the look in it, such as <c>{today-8:yyyy-MM-dd}</c>.
    /// </summary>
    public required ImmutableArray<SourceAddress> Addresses { get; init; }

    /// <summary>CSS selectors that must each match; by them alone a document is recognised as this source.</summary>
    public ImmutableArray<string> Anchors { get; init; } = [];

    /// <summary>False for an address or anchors that rest on reports and not on a captured document.</summary>
    public bool IsVerified { get; init; } = true;

    /// <summary>Set when <see cref="Kind"/> is <see cref="SourceKind.ReleaseListing"/>.</summary>
    public ListingRules? Listing { get; init; }

    /// <summary>Set when <see cref="Kind"/> is <see cref="SourceKind.ReleasePage"/>: tried in order.</summary>
    public ImmutableArray<PageTemplate> Templates { get; init; } = [];

    /// <summary>Set when <see cref="Kind"/> is a database.</summary>
    public DatabaseQuery? Query { get; init; }

    /// <summary>Set when <see cref="Kind"/> is <see cref="SourceKind.ReleaseCalendar"/>.</summary>
    public CalendarRules? Calendar { get; init; }

    /// <summary>Set when <see cref="Kind"/> is <see cref="SourceKind.Records"/>.</summary>
    public RecordRules? Records { get; init; }

    /// <summary>
    /// Keys of the vantages it is looked at from. A statistic is looked at from the first and, when that cannot see, from the next;
    /// a service is looked at from all of them each time.
    /// </summary>
    public ImmutableArray<string> Vantages { get; init; } = [VantageDefinition.DirectKey];

    public PollPolicy Poll { get; init; } = new();

    public FetchLimits Limits { get; init; } = new();

    public SourceAddress? AddressOn(DateOnly day) => Addresses.FirstOrDefault(a => a.IsValidOn(day));
}

/// <summary>How to find the items of a listing. Selectors are CSS; <c>selector@attribute</c> takes an attribute instead of the text.</summary>
public sealed record ListingRules
{
    public required string Item { get; init; }

    public required string Title { get; init; }

    public required string Link { get; init; }

    public required string Date { get; init; }

    /// <summary>.NET date format of the item's day.</summary>
    public string DateFormat { get; init; } = "yyyy-MM-dd";

    /// <summary>Pattern whose first group is the day inside a longer text, such as an address; null when the day stands alone.</summary>
    public Regex? DatePattern { get; init; }

    /// <summary>Address of page n relative to the first, with <c>{n}</c> = 1 for the second page; null when there is one page only.</summary>
    public string? FurtherPages { get; init; }

    /// <summary>
    /// Pattern of a text that all pages made from one state of the list share, such as its total of items. By it two pages in
    /// sequence that have no day in common are known to join; without it they are not.
    /// </summary>
    public Regex? SharedMark { get; init; }

    /// <summary>How many pages one look may walk to reach back to the opening of a window.</summary>
    public int MaxPages { get; init; } = 4;

    /// <summary>Key of the source that holds the pages behind the links; null when they are not read.</summary>
    public string? LeadsTo { get; init; }
}

/// <summary>One layout of release pages. Selectors as in <see cref="ListingRules"/>; the first that yields text counts.</summary>
public sealed record PageTemplate
{
    public required string Name { get; init; }

    /// <summary>A page that matches this selector has this layout.</summary>
    public required string Recognise { get; init; }

    public required ImmutableArray<string> Title { get; init; }

    public required ImmutableArray<string> Published { get; init; }

    /// <summary>.NET date formats; one without an hour means that only the day is printed.</summary>
    public required ImmutableArray<string> PublishedFormats { get; init; }

    /// <summary>Element that holds the body of the release with its tables.</summary>
    public required string Body { get; init; }
}

/// <summary>How to read a table of announced dates.</summary>
public sealed record CalendarRules
{
    /// <summary>CSS selector of the table; of several the first that has a header of twelve months counts.</summary>
    public required string Table { get; init; }

    /// <summary>Where the title is; selectors as in <see cref="ListingRules"/>, the first in which <see cref="Year"/> matches counts.</summary>
    public required ImmutableArray<string> Title { get; init; }

    /// <summary>Pattern on the title; its first group is the year of the calendar.</summary>
    public required Regex Year { get; init; }

    /// <summary>Time of day of releases that have no time printed below the date; null makes such a row unreadable.</summary>
    public TimeOnly? DefaultTime { get; init; }
}

/// <summary>How to read a JSON document of records. Paths are names and positions parted by points.</summary>
public sealed record RecordRules
{
    /// <summary>What stands before the JSON, such as a script's <c>tabData =</c>; null when nothing does.</summary>
    public string? After { get; init; }

    /// <summary>Path and text of the answer that means success; a document that says something else is a refusal.</summary>
    public RecordTest? Says { get; init; }

    /// <summary>Path of the list of records; empty when the document is the list.</summary>
    public string List { get; init; } = "";

    /// <summary>Path of the period inside each record.</summary>
    public string? Period { get; init; }

    /// <summary>Path of the period in the document, when all its records are about the same one.</summary>
    public string? PeriodOfAll { get; init; }

    /// <summary>.NET date format of the period; null when it stands in words, as in a title.</summary>
    public string? PeriodFormat { get; init; }

    /// <summary>Whether the document holds a single day: then it says nothing about any other.</summary>
    public bool IsOfOneDay { get; init; }

    /// <summary>
    /// What tells the records that no series of the catalogue reads. A record that is neither one of these nor read by anybody may be one that is
    /// missed elsewhere, under a new name.
    /// </summary>
    public RecordTest? Others { get; init; }
}

/// <summary>One query of an NBS database.</summary>
public sealed record DatabaseQuery
{
    /// <summary>Category (<c>cid</c>) in the new database; <c>dbcode</c> in the old one.</summary>
    public required string Category { get; init; }

    /// <summary>Indicator (<c>id</c>) in the new database; <c>zb</c> code in the old one.</summary>
    public required string Indicator { get; init; }

    /// <summary>Root node of the category (new database only).</summary>
    public string? Root { get; init; }

    /// <summary>Area code; all zeros means the whole country (new database only).</summary>
    public string Area { get; init; } = "000000000000";

    public required Calendars.Cadence Cadence { get; init; }

    /// <summary>
    /// How many past periods to ask for beside the current one. They are the witnesses, and the memory: a period that comes out
    /// long after its time is seen only while it is still asked for.
    /// </summary>
    public int PeriodsBack { get; init; } = 14;
}

/// <summary>How often a source is looked at.</summary>
public sealed record PollPolicy
{
    /// <summary>Distance between looks while a release is expected.</summary>
    public TimeSpan InWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Distance between looks otherwise.</summary>
    public TimeSpan Otherwise { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Quartz cron expression in the publisher's time zone; when given it replaces <see cref="Otherwise"/>.</summary>
    public string? Cron { get; init; }
}

/// <summary>Limits of one look.</summary>
public sealed record FetchLimits
{
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest body after decompression, in bytes.</summary>
    public int MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    public int MaxRedirects { get; init; } = 5;

    /// <summary>Least distance between two requests to the host.</summary>
    public TimeSpan HostGap { get; init; } = TimeSpan.FromSeconds(2);
}
