using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Exports;

/// <summary>One observation of an SDMX-CSV 2.0 message. Pure.</summary>
internal static class SdmxRow
{
    public const string ContentType = "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8";

    /// <summary>Agency, flow and version of the structure that the columns are those of.</summary>
    public const string StructureId = "DATABLACKHOLE:RELEASES(1.0.0)";

    /// <summary>What each code of OBS_STATUS (SDMX codelist CL_OBS_STATUS) stands for here.</summary>
    public static IReadOnlyList<(string Code, string Meaning)> Codes { get; } =
    [
        ("A", "normal value: the release is out and OBS_VALUE is the figure seen last"),
        ("O", "missing value: the release is late or missing, and valid looks did not find it"),
        ("Q", "missing value; suppressed: the publisher withholds it, or it was published and taken back"),
        ("M", "missing value; data cannot exist: no release is planned for the period, or it is not yet due"),
        ("L", "missing value; data exist but were not collected: the release is out and no figure of it was read, or it is past due and our looks could not see"),
    ];

    /// <summary>Dimensions FREQ, SERIES and TIME_PERIOD, the measure OBS_VALUE, then attributes.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "SERIES", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "FIRST_VALUE", "RELEASE_STATUS", "REASON", "GRADE",
        "DUE", "LAST_UNSEEN", "FIRST_SEEN", "PUBLISHED", "REVIEW",
    ];

    /// <param name="isBlind">Whether the series could not be seen at the time.</param>
    public static object?[] Of(ReleaseDocument release, SeriesDefinition? series, bool isBlind)
    {
        var value = NumberOf(release.RevisedValue ?? release.Value);
        return
        [
            "dataflow", StructureId, "I", FrequencyOf(release.Period.Cadence), release.Series, PeriodOf(release.Period), value, CodeOf(release.Status, value is not null, isBlind),
            series?.Unit, release.Value, release.Status, release.Reason, release.Grade, release.Due, release.LastUnseenAt, release.FirstSeenAt, release.PublishedAt, release.Review?.Action,
        ];
    }

    public static string CodeOf(ReleaseStatus status, bool hasValue, bool isBlind) => status switch
    {
        ReleaseStatus.Published => hasValue ? "A" : "L",
        ReleaseStatus.Withheld or ReleaseStatus.Withdrawn => "Q",
        ReleaseStatus.Late or ReleaseStatus.Missing => "O",
        ReleaseStatus.Due when isBlind => "L",
        _ => "M",
    };

    /// <summary>Months that are released together are a time range: begin and duration.</summary>
    public static string PeriodOf(ReferencePeriod period)
    {
        if (period.Cadence != Cadence.Monthly || (period.Start.Year, period.Start.Month) == (period.End.Year, period.End.Month)) return period.ToString();
        var months = (period.End.Year - period.Start.Year) * 12 + period.End.Month - period.Start.Month + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{period.Start:yyyy-MM-dd}/P{months}M");
    }

    private static string FrequencyOf(Cadence cadence) => cadence switch
    {
        Cadence.Daily => "D",
        Cadence.Monthly => "M",
        Cadence.Quarterly => "Q",
        Cadence.Annual => "A",
        _ => "N",
    };

    /// <summary>A figure as it was printed, when it is a number; the digits are not touched.</summary>
    private static string? NumberOf(string? printed)
    {
        var text = printed?.Trim().TrimEnd('%').TrimEnd();
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? text : null;
    }
}
