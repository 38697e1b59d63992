using System.Data.Common;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Storage.Logging;

/// <summary>
/// The canonical form of the records that the log commits to: <c>{"kind":…,"row":{…},"seen":[…],"v":1}</c>, the row with its columns by
/// name. Every column is there; a form that changes gets a new version. Of a measurement <c>seen</c> holds the observations in the order
/// of their numbers, and the columns that may still grow (last_at, looks, times) are left to entries of the kind <c>Looks</c>.
/// </summary>
internal sealed class LeafForm
{
    public const int Version = 1;

    private static readonly LeafColumn[] Nothing = [];

    private readonly LeafColumn[] _columns;
    private readonly LeafColumn[] _seen;
    private readonly string _kind;

    private LeafForm(LogEntryKind kind, string table, LeafColumn[] columns, LeafColumn[] seen, string joins = "")
    {
        Kind = kind;
        Table = table;
        Joins = joins;
        _kind = kind.ToString();
        _columns = [.. columns.OrderBy(c => c.Name, StringComparer.Ordinal)];
        _seen = [.. seen.OrderBy(c => c.Name, StringComparer.Ordinal)];
        SelectOne = Select("t.id = {0}");
    }

    public static LeafForm Measurement { get; } = new(
        LogEntryKind.Measurement,
        "measurements",
        [
            Integer("id"), Text("source_key"), Text("vantage"), Text("origin"), Text("method"), Text("url"), Text("request_body"), Text("address"),
            Integer("status"), Text("failure_kind"), Text("failure_operation"), Text("failure_detail"), Text("redirects"), Text("headers"),
            Text("body_digest"), Integer("body_length"), Text("facts_digest"), Text("catalogue_hash"), Real("duration_ms"), Instant("first_at"),
            Integer("of_id"), Text("reader"),
        ],
        [
            Integer("id"), Integer("measurement_id"), Text("series_key"), Text("kind"), Text("period"), Text("value"), Text("unit"), Instant("published_at"),
            Flag("published_day_only"), Text("title"), Text("link"), Day("covers_from"), Day("covers_to"), Text("witness"), Text("failure_kind"),
            Text("failure_operation"), Text("failure_detail"),
        ],
        "LEFT JOIN rereadings r ON r.measurement_id = t.id LEFT JOIN observations o ON o.measurement_id = t.id");

    public static LeafForm Flip { get; } = new(
        LogEntryKind.Flip,
        "flips",
        [
            Integer("id"), Text("series_key"), Text("axis"), Text("period"), Text("from_status"), Text("to_status"), Text("reason"), Text("blind_reason"),
            Text("grade"), Text("origin"), Instant("at"), Instant("recorded_at"), Instant("last_seen_at"), Instant("first_missed_at"),
            Integer("measurement_id"), Text("evidence_source"), Text("evidence_url"), Instant("evidence_at"), Text("evidence_digest"), Text("detail"),
        ],
        Nothing);

    public static LeafForm CalendarVersion { get; } = new(
        LogEntryKind.CalendarVersion,
        "calendar_versions",
        [
            Integer("id"), Text("source_key"), Integer("year"), Text("digest"), Instant("first_read_at"), Text("page"), Text("content"), Integer("measurement_id"),
        ],
        Nothing);

    public static LeafForm CuratedEntry { get; } = new(
        LogEntryKind.CuratedEntry,
        "curated_entries",
        [Integer("id"), Text("entry_key"), Text("digest"), Text("content"), Instant("recorded_at")],
        Nothing);

    public static LeafForm VerdictReview { get; } = new(
        LogEntryKind.VerdictReview,
        "verdict_reviews",
        [Integer("id"), Integer("flip_id"), Text("action"), Text("author"), Text("reason"), Text("source"), Instant("recorded_at")],
        Nothing);

    /// <summary>In the order in which old records are taken into the log.</summary>
    public static IReadOnlyList<LeafForm> All { get; } = [Measurement, CalendarVersion, Flip, CuratedEntry, VerdictReview];

    public LogEntryKind Kind { get; }

    public string Table { get; }

    public IEnumerable<string> ColumnNames => _columns.Select(c => c.Name);

    public IEnumerable<string> SeenNames => _seen.Select(c => c.Name);

    public bool HasSeen => _seen.Length > 0;

    private string Joins { get; }

    public static LeafForm Of(LogEntryKind kind) => All.FirstOrDefault(f => f.Kind == kind) ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "is no record of its own");

    /// <summary>The question for the record with a number, which is to be filled in.</summary>
    public string SelectOne { get; }

    /// <summary>The question for records, each on as many rows as it has observations.</summary>
    public string Select(string where)
    {
        var columns = _columns.Select(c => Kind == LogEntryKind.Measurement && c.Name is "of_id" or "reader" ? $"r.{c.Name}" : $"t.{c.Name}");
        var all = string.Join(", ", columns.Prepend("t.id").Concat(_seen.Select(c => $"o.{c.Name}")));
        return $"SELECT {all} FROM {Table} t {Joins} WHERE {where} ORDER BY t.id{(HasSeen ? ", o.id" : "")}";
    }

    public void Begin(CanonicalJson json, DbDataReader row)
    {
        json.Clear();
        json.Begin();
        json.Text("kind", _kind);
        json.Begin("row");
        for (var i = 0; i < _columns.Length; i++) _columns[i].Write(json, row, 1 + i);
        json.End();
        if (HasSeen) json.BeginList("seen");
    }

    public void AddSeen(CanonicalJson json, DbDataReader row)
    {
        var first = 1 + _columns.Length;
        if (!HasSeen || row.IsDBNull(first + Array.FindIndex(_seen, c => c.Name == "id"))) return;
        json.Begin();
        for (var i = 0; i < _seen.Length; i++) _seen[i].Write(json, row, first + i);
        json.End();
    }

    public void End(CanonicalJson json)
    {
        if (HasSeen) json.EndList();
        json.Number("v", Version);
        json.End();
    }

    private static LeafColumn Text(string name) => new(name, ColumnForm.Text);

    private static LeafColumn Integer(string name) => new(name, ColumnForm.Integer);

    private static LeafColumn Real(string name) => new(name, ColumnForm.Real);

    private static LeafColumn Flag(string name) => new(name, ColumnForm.Flag);

    private static LeafColumn Instant(string name) => new(name, ColumnForm.Instant);

    private static LeafColumn Day(string name) => new(name, ColumnForm.Day);
}
