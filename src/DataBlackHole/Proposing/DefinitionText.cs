using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Probing.Proposing;

namespace DataBlackHole.Proposing;

/// <summary>Writes proposed definitions as YAML, each with what it rests on as a comment.</summary>
internal static class DefinitionText
{
    private const string ListAbsence = """
        absence:
          en: "The list of releases was read back to the first day on which this one could be out, and no title of it was there. It means only that: not the reason."
          zh: "已将数据发布列表回溯至最早可能发布之日，未见该项发布的标题。仅说明这一点，不说明原因。"
        """;

    private const string DatabaseAbsence = """
        absence:
          en: "The database was read, earlier periods of the same indicator were in it, and this period was blank. It means only that: not the reason, and not that the figure exists."
          zh: "已读取数据库，同一指标的较早时期有数值，而该时期为空。仅说明这一点，不说明原因，也不说明数据是否存在。"
        """;

    public static ProposedFile Publisher(string key, BilingualText name, IEnumerable<string> hosts, string homepage, string timeZone) => new($"publishers/{key}.yaml", $$"""
        # yaml-language-server: $schema=../schema/publisher.schema.json
        key: {{key}}
        name: { en: {{Quoted(name.En)}}, zh: {{Quoted(name.Zh)}} }
        timeZone: {{timeZone}}
        hosts: [{{string.Join(", ", hosts)}}]
        homepage: {{homepage}}

        """);

    public static ProposedFile Listing(string key, string publisher, string url, ListingSketch sketch)
    {
        var text = new StringBuilder(Head("source", [$"{sketch.Items.Length} items were read with these rules."]));
        text.Append(CultureInfo.InvariantCulture, $"key: {key}\npublisher: {publisher}\nname: {{ en: {Quoted(sketch.ColumnName ?? key)}, zh: {Quoted(sketch.ColumnName ?? key)} }}\n");
        text.Append(CultureInfo.InvariantCulture, $"kind: ReleaseListing\naddresses:\n  - {{ url: {Quoted(url)} }}\nanchors:\n");
        foreach (var anchor in sketch.Anchors) text.Append(CultureInfo.InvariantCulture, $"  - {Single(anchor)}\n");
        var rules = sketch.Rules;
        text.Append(CultureInfo.InvariantCulture, $"listing:\n  item: {Single(rules.Item)}\n  title: {Single(rules.Title)}\n  link: {Single(rules.Link)}\n  date: {Single(rules.Date)}\n  dateFormat: {Single(rules.DateFormat)}\n");
        if (rules.FurtherPages is { } further) text.Append(CultureInfo.InvariantCulture, $"  furtherPages: {Single(further)}\n");
        if (rules.SharedMark is { } mark) text.Append(CultureInfo.InvariantCulture, $"  sharedMark: {Single(mark.ToString())}\n");
        return new ProposedFile($"sources/{key}.yaml", text.ToString());
    }

    public static ProposedFile Query(string key, string publisher, string url, DateOnly? until, DatabaseSketch sketch, SketchedIndicator indicator)
    {
        var name = indicator.Name ?? indicator.Id;
        var text = new StringBuilder(Head("source", []));
        text.Append(CultureInfo.InvariantCulture, $"key: {key}\npublisher: {publisher}\nname: {{ en: {Quoted(name)}, zh: {Quoted(name)} }}\nkind: {sketch.Kind}\naddresses:\n");
        text.Append(CultureInfo.InvariantCulture, $"  - {{ url: {Quoted(url)}{(until is { } day ? string.Create(CultureInfo.InvariantCulture, $", validTo: {day:yyyy-MM-dd}") : "")} }}\n");
        text.Append(CultureInfo.InvariantCulture, $"query:\n  category: {Quoted(sketch.Category)}\n  indicator: {Quoted(indicator.Id)}\n");
        if (sketch.Root is { } root) text.Append(CultureInfo.InvariantCulture, $"  root: {Quoted(root)}\n");
        text.Append(CultureInfo.InvariantCulture, $"  cadence: {sketch.Cadence}\n  periodsBack: {(sketch.Cadence == Cadence.Monthly ? 14 : 8)}\n");
        return new ProposedFile($"sources/{key}.yaml", text.ToString());
    }

    public static ProposedFile Calendar(string key, Cadence cadence, string timeZone, string workingDays, DayRange usual, bool combines, string saw)
    {
        var until = usual.ToMonthsAfter == usual.MonthsAfter ? "" : string.Create(CultureInfo.InvariantCulture, $"toMonthsAfter: {usual.ToMonthsAfter}, ");
        var text = new StringBuilder(Head("calendar", [saw, "A rule must hold for years that were not seen: widen it where other years differ, narrow it when more is known."]));
        text.Append(CultureInfo.InvariantCulture, $"key: {key}\ncadence: {cadence}\ntimeZone: {timeZone}\nworkingDays: {workingDays}\n");
        text.Append("# The document prints no time of day; this one is late enough for any.\ntime: \"18:00\"\n");
        text.Append(CultureInfo.InvariantCulture, $"usual: {{ monthsAfter: {usual.MonthsAfter}, fromDay: {usual.FromDay}, {until}toDay: {usual.ToDay} }}\n");
        if (combines) text.Append("# No release of January alone was seen. Remove this when there is one.\ncombinesJanuaryAndFebruary: true\n");
        text.Append("lateAfterWorkingDays: 3\nmissingAfterWorkingDays: 10\n");
        return new ProposedFile($"calendars/{key}.yaml", text.ToString());
    }

    public static ProposedFile Series(
        string key, string name, string publisher, Cadence cadence, string? unit, string calendar, IEnumerable<string> readings, bool ofDatabase, IEnumerable<string> saw)
    {
        var text = new StringBuilder(Head("series", [.. saw, "Put the English name right before anybody reads it; the key is permanent."]));
        text.Append(CultureInfo.InvariantCulture, $"key: {key}\nname: {{ en: {Quoted(name)}, zh: {Quoted(name)} }}\npublisher: {publisher}\nkind: Statistic\ncadence: {cadence}\n");
        if (unit is not null) text.Append(CultureInfo.InvariantCulture, $"unit: {Quoted(unit)}\n");
        text.Append(CultureInfo.InvariantCulture, $"calendar: {calendar}\nreadings:\n");
        foreach (var reading in readings) text.Append(reading);
        return new ProposedFile($"series/{key}.yaml", text.Append(ofDatabase ? DatabaseAbsence : ListAbsence).Append('\n').ToString());
    }

    public static string Reading(string kind, string source, string? title = null) =>
        $"  - kind: {kind}\n    source: {source}\n{(title is null ? "" : $"    title: {Single(title)}\n")}";

    private static string Head(string schema, ImmutableArray<string> comments) =>
        $"# yaml-language-server: $schema=../schema/{schema}.schema.json\n{string.Concat(comments.Select(c => $"# {c.ReplaceLineEndings(" ")}\n"))}";

    /// <summary>For texts: double quotes.</summary>
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"";

    /// <summary>For patterns and selectors: single quotes, in which a backslash is one.</summary>
    private static string Single(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
