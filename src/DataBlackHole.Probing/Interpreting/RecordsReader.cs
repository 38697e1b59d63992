using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using Capture = DataBlackHole.Core.Measuring.Capture;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>
/// Reads a JSON document of records. A period is "not published" only beside records of the same series, a record "not there" only beside
/// others of the same publication.
/// </summary>
internal sealed class RecordsReader(MonitorCatalogue catalogue, Recognition recognition)
{
    /// <summary>How many planned periods after the newest are looked at.</summary>
    private const int MostAfterNewest = 14;

    private const int LongestValue = 60;

    internal Reading Read(SourceDefinition source, Capture capture)
    {
        var rules = source.Records ?? throw new ArgumentException($"the records '{source.Key}' have no rules", nameof(source));
        var (reply, failure) = recognition.OpenReply(capture);
        if (reply is null) return Reading.Failed(capture, failure!);
        return Json(reply.Text, rules) is { } json
            ? JsonReply.Read(capture, json, root => Read(source, rules, capture, root))
            : Reading.Failed(capture, recognition.Recognised(reply) ?? JsonReply.Failed(FailureKind.MalformedReply, $"nothing begins with '{rules.After}'"));
    }

    /// <summary>The JSON of a script that assigns it, or of a plain reply.</summary>
    private static ReadOnlyMemory<char>? Json(string text, RecordRules rules)
    {
        if (rules.After is not { } before) return text.AsMemory();
        var trimmed = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        if (!trimmed.StartsWith(before, StringComparison.Ordinal)) return null;
        return trimmed[before.Length..].TrimEnd().TrimEnd(';').ToString().AsMemory();
    }

    private Reading Read(SourceDefinition source, RecordRules rules, Capture capture, JsonElement root)
    {
        try
        {
            return ReadRoot(source, rules, capture, root);
        }
        catch (RegexMatchTimeoutException)
        {
            return Reading.Failed(capture, JsonReply.Failed(FailureKind.Unknown, "a pattern of the definition took too long"));
        }
    }

    private Reading ReadRoot(SourceDefinition source, RecordRules rules, Capture capture, JsonElement root)
    {
        if (rules.Says is { } says && !Holds(says, root))
        {
            return Reading.Failed(capture, JsonReply.Failed(FailureKind.ApiError, $"{says.Path}: {root.At(says.Path).Written() ?? "nothing"}"));
        }
        if (root.At(rules.List) is not { ValueKind: JsonValueKind.Array } list) return Reading.Failed(capture, JsonReply.Failed(FailureKind.MalformedReply, $"no list at '{rules.List}'"));
        var zone = catalogue.Publishers[source.Publisher].TimeZone;
        var day = StatedTimes.LocalDay(capture.Measurement.TakenAt, zone);
        var common = rules.PeriodOfAll is { } path ? root.At(path).Written() : null;
        var records = list.EnumerateArray().Select(r => new Stated(r, common ?? (rules.Period is { } own ? r.At(own).Written() : null) ?? "")).ToList();
        if (records.Count == 0) return Reading.Failed(capture, JsonReply.Failed(FailureKind.NoWitness, "the list of records is empty"));
        var readings = catalogue.ReadersOf(source.Key).SelectMany(series => series.Readings.OfType<RecordReading>().Where(r => r.Source == source.Key).Select(r => (Series: series, Reading: r))).ToList();
        var unknown = records.Find(r => !IsKnown(r, rules, readings.Select(x => x.Reading)));
        return new Reading(capture, [.. readings.SelectMany(r => Observe(r.Series, r.Reading, rules, records, unknown, day))], []);
    }

    private static bool IsKnown(Stated record, RecordRules rules, IEnumerable<RecordReading> readings) =>
        (rules.Others is { } others && Holds(others, record.Record)) || readings.Any(r => r.Where.All(t => Holds(t, record.Record)));

    private static List<Observation> Observe(SeriesDefinition series, RecordReading reading, RecordRules rules, List<Stated> records, Stated? unknown, DateOnly day)
    {
        var observations = new List<Observation>();
        var own = records.Where(r => reading.Where.All(t => Holds(t, r.Record))).ToList();
        var found = new SortedSet<ReferencePeriod>();
        foreach (var record in own)
        {
            if (PeriodOf(record, rules, series, day) is not { } period)
            {
                observations.Add(Described(series) with { Failure = new ProbeFailure(FailureKind.PeriodUnreadable, ProbeOperation.Read, $"no {series.Cadence} period in '{ElementText.Shorten(record.Period, LongestValue)}'") });
            }
            else if (reading.Includes(period) && found.Add(period))
            {
                observations.Add(Value(Described(series) with { Period = period }, reading, record, own.Count));
            }
        }
        if (found.Count > 0 && !rules.IsOfOneDay) observations.AddRange(Unfilled(series, reading, rules, found, day));
        // A list of documents that come out one by one misses none of them; records that come out together do.
        else if (own.Count == 0 && (rules.IsOfOneDay || rules.PeriodOfAll is not null))
            observations.AddRange(Lost(series, reading, records, unknown) is { } lost ? [lost] : Dropped(series, reading, rules, records, day));
        return observations;
    }

    /// <summary>
    /// Records that do not say at all what this series is told by have another form than the definition knows, and one of an unknown name may be that of
    /// this series: that is our blindness.
    /// </summary>
    private static Observation? Lost(SeriesDefinition series, RecordReading reading, List<Stated> records, Stated? unknown)
    {
        foreach (var test in reading.Where)
        {
            if (records.Exists(r => string.IsNullOrWhiteSpace(r.Record.At(test.Path).Written()))) return Changed(series, $"not every record says anything at '{test.Path}'");
        }
        if (unknown is null) return null;
        var name = reading.Where.IsEmpty ? null : unknown.Record.At(reading.Where[0].Path).Written();
        return Changed(series, $"a record that no definition knows may be this one: '{ElementText.Shorten(name ?? unknown.Period, LongestValue)}'");
    }

    private static Observation Changed(SeriesDefinition series, string detail) =>
        Described(series) with { Failure = new ProbeFailure(FailureKind.LabelChanged, ProbeOperation.Read, detail) };

    /// <summary>The document goes on with other records of a period and has none of this series.</summary>
    private static IEnumerable<Observation> Dropped(SeriesDefinition series, RecordReading reading, RecordRules rules, List<Stated> records, DateOnly day) =>
        from record in records
        let period = PeriodOf(record, rules, series, day)
        where period is not null && reading.Includes(period.Value)
        group record by period.Value into same
        select Described(series) with { Kind = ObservationKind.RowAbsent, Period = same.Key, Witness = $"{same.Count()} other records of {same.Key}" };

    /// <summary>
    /// Planned periods between the oldest and the newest record that have none, and those after the newest. A list of titles may keep an old one
    /// on top: there only what is newer than all is missed.
    /// </summary>
    private static IEnumerable<Observation> Unfilled(SeriesDefinition series, RecordReading reading, RecordRules rules, SortedSet<ReferencePeriod> found, DateOnly day)
    {
        if (series.Release is not { } rule) yield break;
        var calendar = new ReleaseCalendar(rule);
        var after = 0;
        var from = rules.PeriodFormat is null ? found.Max : found.Min;
        for (var period = calendar.NextPlanned(from); period.Start <= day && after < MostAfterNewest; period = calendar.NextPlanned(period))
        {
            if (period > found.Max) after++;
            if (found.Contains(period) || !reading.Includes(period)) continue;
            if (period.Cadence == Cadence.Daily && MayHaveRested(rule, period, found)) continue;
            yield return Described(series) with { Kind = ObservationKind.NotPublished, Period = period, Witness = $"records of {found.Min} to {found.Max}" };
        }
    }

    /// <summary>A day between two others on which markets were closed without a plan, or one of a year whose holidays nobody announced.</summary>
    private static bool MayHaveRested(ReleaseRule rule, ReferencePeriod day, SortedSet<ReferencePeriod> found) => day < found.Max || !rule.WorkingDays.Knows(day.Start.Year);

    private static Observation Value(Observation described, RecordReading reading, Stated record, int records)
    {
        if (reading.Value is not { } path) return described with { Kind = ObservationKind.Published, Title = ElementText.Shorten(record.Period) };
        var value = record.Record.At(path).Written()?.Trim() ?? "";
        if (value.Any(char.IsAsciiDigit) && value.Length <= LongestValue) return described with { Kind = ObservationKind.Published, Value = value };
        // "---" and "/" stand where there is no figure yet.
        return value.Length <= 3 && records > 1
            ? described with { Kind = ObservationKind.NotPublished, Witness = $"{records} records, this one shows '{value}'" }
            : described with { Failure = new ProbeFailure(FailureKind.ValueUnreadable, ProbeOperation.Read, $"'{ElementText.Shorten(value, LongestValue)}' is no figure") };
    }

    private static ReferencePeriod? PeriodOf(Stated record, RecordRules rules, SeriesDefinition series, DateOnly day)
    {
        if (rules.PeriodFormat is not { } format) return PeriodText.Find(record.Period, day)?.ToPeriod(series.Cadence, series.Release);
        return DateTime.TryParseExact(record.Period, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var stated) ? ReferencePeriod.Containing(series.Cadence, DateOnly.FromDateTime(stated)) : null;
    }

    private static Observation Described(SeriesDefinition series) => new() { Series = series.Key, Kind = ObservationKind.Unreadable, Unit = series.Unit };

    private static bool Holds(RecordTest test, JsonElement element) => element.At(test.Path).Written() is { } text && test.Pattern.IsMatch(text);

    private sealed record Stated(JsonElement Record, string Period);
}
