namespace DataBlackHole.Loading;

/// <summary>Stable codes of everything that can be wrong with the definitions. A code is never given a second meaning.</summary>
public static class ProblemCode
{
    /// <summary>The file is not YAML.</summary>
    public const string MalformedYaml = "DBH001";

    /// <summary>The file is not UTF-8.</summary>
    public const string NotUtf8 = "DBH002";

    /// <summary>A line is indented with a tab.</summary>
    public const string Tab = "DBH003";

    /// <summary>The file cannot be read, is empty or holds more than one document.</summary>
    public const string NotOneDocument = "DBH004";

    /// <summary>A key that the definition does not have.</summary>
    public const string UnknownKey = "DBH005";

    /// <summary>A key that stands twice in one mapping.</summary>
    public const string DuplicateKey = "DBH006";

    /// <summary>A key that must be there is not.</summary>
    public const string MissingKey = "DBH007";

    /// <summary>A value of the wrong type: a list where a text belongs, a word where a number belongs, nothing at all.</summary>
    public const string WrongType = "DBH008";

    /// <summary>A word that is not one of the allowed words.</summary>
    public const string BadWord = "DBH009";

    /// <summary>A reference period that cannot be read.</summary>
    public const string BadPeriod = "DBH010";

    /// <summary>A date that cannot be read.</summary>
    public const string BadDate = "DBH011";

    /// <summary>A time of day, or a date with a time of day, that cannot be read.</summary>
    public const string BadTime = "DBH012";

    /// <summary>A duration that cannot be read.</summary>
    public const string BadDuration = "DBH013";

    /// <summary>A number outside its range.</summary>
    public const string OutOfRange = "DBH014";

    /// <summary>A time zone that this machine does not know.</summary>
    public const string BadTimeZone = "DBH015";

    /// <summary>A CSS selector that does not parse.</summary>
    public const string BadSelector = "DBH016";

    /// <summary>A regular expression that does not compile.</summary>
    public const string BadPattern = "DBH017";

    /// <summary>An address that is not absolute http or https, or not of the form that its place needs.</summary>
    public const string BadUrl = "DBH018";

    /// <summary>A key that is not made of small letters, digits and single hyphens.</summary>
    public const string BadKey = "DBH019";

    /// <summary>A key that differs from the name of its file.</summary>
    public const string KeyIsNotFileName = "DBH020";

    /// <summary>Two files define the same key.</summary>
    public const string DuplicateDefinition = "DBH021";

    /// <summary>A reference to a definition that does not exist.</summary>
    public const string UnknownReference = "DBH022";

    /// <summary>A reading, or a <c>leadsTo</c>, that does not fit the kind of the source it names.</summary>
    public const string DoesNotFitSource = "DBH023";

    /// <summary>A source without the section that its kind needs.</summary>
    public const string MissingSection = "DBH024";

    /// <summary>A source with a section that belongs to another kind.</summary>
    public const string ForeignSection = "DBH025";

    /// <summary>A page or listing that is recognised by nothing.</summary>
    public const string NoAnchors = "DBH026";

    /// <summary>A range of days that ends before it begins.</summary>
    public const string BackwardRange = "DBH027";

    /// <summary>A calendar in which no month has a release.</summary>
    public const string NoReleaseAtAll = "DBH028";

    /// <summary>Series, calendar and query do not have the same cadence.</summary>
    public const string CadenceDiffers = "DBH029";

    /// <summary>Dated addresses of one source that overlap or end before they begin.</summary>
    public const string OverlappingAddresses = "DBH030";

    /// <summary>A series that is neither expected by a calendar nor ended.</summary>
    public const string NeitherCalendarNorEnd = "DBH031";

    /// <summary>A successor of a series that has not ended, or a series that succeeds itself.</summary>
    public const string SuccessorWithoutEnd = "DBH032";

    /// <summary>A cron expression that Quartz does not accept.</summary>
    public const string BadCron = "DBH033";

    /// <summary>A folder without a single definition.</summary>
    public const string EmptyFolder = "DBH034";

    /// <summary>A host name that is not one, or an address on a host that the publisher does not name.</summary>
    public const string BadHost = "DBH035";

    /// <summary>A .NET date format that cannot give back the day it printed.</summary>
    public const string BadDateFormat = "DBH036";

    /// <summary>A period of another cadence than the series, or a range of periods that ends before it begins.</summary>
    public const string PeriodDoesNotFit = "DBH037";

    /// <summary>Two entries of one list that mean the same thing.</summary>
    public const string DuplicateEntry = "DBH038";

    /// <summary>A day in the wrong year, or both worked and off.</summary>
    public const string ContradictoryDay = "DBH039";

    /// <summary>A recogniser that would recognise everything.</summary>
    public const string RecognisesEverything = "DBH040";

    /// <summary>A release that would be missing before it is late.</summary>
    public const string MissingBeforeLate = "DBH041";

    /// <summary>A calendar that follows a release which follows another, has another cadence or no rule.</summary>
    public const string CannotFollow = "DBH042";

    /// <summary>A pattern that matches an empty text, where it would hit everything.</summary>
    public const string MatchesEverything = "DBH051";

    /// <summary>A series that is read for notices and nothing else.</summary>
    public const string OnlyNotices = "DBH052";

    /// <summary>A reading for notices while there is no wording of any.</summary>
    public const string NoWording = "DBH053";

    /// <summary>A citation of a copy that does not name the original publisher.</summary>
    public const string CopyWithoutOrigin = "DBH061";

    /// <summary>A curated entry of high confidence that rests on copies and briefings alone.</summary>
    public const string HighOnCopiesAlone = "DBH062";

    /// <summary>A lead that is not marked as one, or a summary that is marked as a lead and is none.</summary>
    public const string LeadNotMarked = "DBH063";

    /// <summary>A curated entry that was recorded before what it tells.</summary>
    public const string RecordedBeforeEvent = "DBH064";

    /// <summary>A quotation from a page that the entry does not cite.</summary>
    public const string QuoteNotCited = "DBH065";

    /// <summary>A curated entry about a watched series of another publisher.</summary>
    public const string ForeignSeries = "DBH066";

    /// <summary>A source of a publisher that names no host or home page.</summary>
    public const string PublisherWithoutHosts = "DBH067";

    /// <summary>A proxy that is not written as host and port.</summary>
    public const string BadEndpoint = "DBH071";

    /// <summary>Something else than the name of an environment variable where a secret is referred to.</summary>
    public const string BadVariable = "DBH072";

    /// <summary>A country that is not two capital letters.</summary>
    public const string BadCountry = "DBH073";

    /// <summary>A vantage behind a proxy without what it needs, or a direct one with what it cannot have.</summary>
    public const string ProxyDoesNotFit = "DBH074";

    /// <summary>A service that is read by something else than one site, or a statistic that is read by a site or has no cadence.</summary>
    public const string KindDoesNotFit = "DBH075";

    /// <summary>A series with neither readings nor an entry in the history.</summary>
    public const string NeitherReadingNorHistory = "DBH076";

    /// <summary>An irregular series with a calendar, or an item whose day cannot be its period.</summary>
    public const string IrregularDoesNotFit = "DBH077";

    /// <summary>Records without one place for their period, or a page reading with two places for its figure.</summary>
    public const string OnePlaceNeeded = "DBH078";

    /// <summary>A recipient of alerts with no address, or with two.</summary>
    public const string RecipientChannel = "DBH091";

    /// <summary>An e-mail address that is not one.</summary>
    public const string BadMailAddress = "DBH092";

    /// <summary>A webhook without a key to sign with, or a key without a webhook.</summary>
    public const string WebhookKey = "DBH093";

    /// <summary>A route that would tell readers of trouble of the monitor.</summary>
    public const string ReaderToldOfMonitor = "DBH094";

    /// <summary>A watched indicator of a publisher without any query of a database, so that nobody knows where to ask.</summary>
    public const string NothingToWatchBeside = "DBH111";
}
