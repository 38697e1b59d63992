using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Storage;

/// <summary>
/// Releases are most of what a state holds, and a deadline that passes for thousands of series reads and writes dozens for each: so these two are written
/// and read member by member, to the letter as the serializer would.
/// </summary>
internal sealed class ReleaseStateConverter : JsonConverter<ReleaseState>
{
    public override void Write(Utf8JsonWriter writer, ReleaseState value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("period"u8, value.Period.ToString());
        writer.WriteString("status"u8, EnumText<ReleaseStatus>.Of(value.Status));
        writer.WriteString("reason"u8, EnumText<Reason>.Of(value.Reason));
        writer.WriteString("grade"u8, EnumText<Grade>.Of(value.Grade));
        if (value.Window is { } window)
        {
            writer.WritePropertyName("window"u8);
            ReleaseWindowConverter.Write(writer, window);
        }
        Instant(writer, "lastUnseenAt"u8, value.LastUnseenAt);
        Instant(writer, "firstSeenAt"u8, value.FirstSeenAt);
        Nested(writer, "publishedAt"u8, value.PublishedAt, options);
        Text(writer, "value"u8, value.Value);
        Text(writer, "revisedValue"u8, value.RevisedValue);
        Instant(writer, "firstAnnouncedAt"u8, value.FirstAnnouncedAt);
        Text(writer, "title"u8, value.Title);
        Text(writer, "link"u8, value.Link);
        Nested(writer, "evidence"u8, value.Evidence, options);
        Nested(writer, "absences"u8, value.Absences, options);
        writer.WriteEndObject();
    }

    public override ReleaseState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var read = new Members();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) read.Next(ref reader, options);
        return read.ToRelease();
    }

    private static void Instant(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? at)
    {
        if (at is { } value) writer.WriteString(name, value);
    }

    private static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null) writer.WriteString(name, text);
    }

    private static void Nested<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value, JsonSerializerOptions options)
    {
        if (value is null) return;
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, options);
    }

    /// <summary>What has been read of one release.</summary>
    private struct Members
    {
        private ReferencePeriod? _period;
        private ReleaseStatus? _status;
        private Reason? _reason;
        private Grade _grade;
        private ReleaseWindow? _window;
        private DateTimeOffset? _lastUnseenAt;
        private DateTimeOffset? _firstSeenAt;
        private DateTimeOffset? _firstAnnouncedAt;
        private StatedTime? _publishedAt;
        private string? _value;
        private string? _revisedValue;
        private string? _title;
        private string? _link;
        private EvidenceRef? _evidence;
        private ImmutableSortedDictionary<string, Absence>? _absences;

        public void Next(ref Utf8JsonReader reader, JsonSerializerOptions options)
        {
            if (Value(ref reader, "period"u8)) _period = ReferencePeriod.Parse(reader.GetString()!);
            else if (Value(ref reader, "status"u8)) _status = EnumText<ReleaseStatus>.Read(ref reader);
            else if (Value(ref reader, "reason"u8)) _reason = EnumText<Reason>.Read(ref reader);
            else if (Value(ref reader, "grade"u8)) _grade = EnumText<Grade>.Read(ref reader);
            else if (Value(ref reader, "window"u8)) _window = ReleaseWindowConverter.Read(ref reader);
            else if (Value(ref reader, "lastUnseenAt"u8)) _lastUnseenAt = Instant(ref reader);
            else if (Value(ref reader, "firstSeenAt"u8)) _firstSeenAt = Instant(ref reader);
            else if (Value(ref reader, "firstAnnouncedAt"u8)) _firstAnnouncedAt = Instant(ref reader);
            else if (Value(ref reader, "publishedAt"u8)) _publishedAt = JsonSerializer.Deserialize<StatedTime>(ref reader, options);
            else if (Value(ref reader, "value"u8)) _value = reader.GetString();
            else if (Value(ref reader, "revisedValue"u8)) _revisedValue = reader.GetString();
            else if (Value(ref reader, "title"u8)) _title = reader.GetString();
            else if (Value(ref reader, "link"u8)) _link = reader.GetString();
            else if (Value(ref reader, "evidence"u8)) _evidence = JsonSerializer.Deserialize<EvidenceRef>(ref reader, options);
            else if (Value(ref reader, "absences"u8)) _absences = Absences(ref reader, options);
            else reader.Skip();
        }

        public readonly ReleaseState ToRelease() => new()
        {
            Period = _period ?? throw new JsonException("a release without its period"),
            Status = _status ?? throw new JsonException("a release without its status"),
            Reason = _reason ?? throw new JsonException("a release without its reason"),
            Grade = _grade,
            Window = _window,
            LastUnseenAt = _lastUnseenAt,
            FirstSeenAt = _firstSeenAt,
            FirstAnnouncedAt = _firstAnnouncedAt,
            PublishedAt = _publishedAt,
            Value = _value,
            RevisedValue = _revisedValue,
            Title = _title,
            Link = _link,
            Evidence = _evidence,
            Absences = _absences ?? ImmutableSortedDictionary<string, Absence>.Empty,
        };

        /// <summary>Whether the member has this name; the reader then stands on its value.</summary>
        private static bool Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();

        private static DateTimeOffset? Instant(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : reader.GetDateTimeOffset();

        private static ImmutableSortedDictionary<string, Absence>? Absences(ref Utf8JsonReader reader, JsonSerializerOptions options)
        {
            var ahead = reader;
            if (reader.TokenType != JsonTokenType.StartObject || !ahead.Read() || ahead.TokenType != JsonTokenType.EndObject)
                return JsonSerializer.Deserialize<ImmutableSortedDictionary<string, Absence>>(ref reader, options);
            reader.Read();
            return null;
        }
    }
}

/// <summary>As <see cref="ReleaseStateConverter"/>.</summary>
internal sealed class ReleaseWindowConverter : JsonConverter<ReleaseWindow>
{
    public static void Write(Utf8JsonWriter writer, ReleaseWindow value)
    {
        writer.WriteStartObject();
        writer.WriteString("period"u8, value.Period.ToString());
        writer.WriteString("opens"u8, value.Opens);
        writer.WriteString("due"u8, value.Due);
        writer.WriteString("lateAfter"u8, value.LateAfter);
        writer.WriteString("missingAfter"u8, value.MissingAfter);
        writer.WriteString("basis"u8, EnumText<WindowBasis>.Of(value.Basis));
        writer.WriteEndObject();
    }

    public static ReleaseWindow? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        var (period, basis) = (default(ReferencePeriod), WindowBasis.Unknown);
        DateTimeOffset opens = default, due = default, lateAfter = default, missingAfter = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Value(ref reader, "period"u8)) period = ReferencePeriod.Parse(reader.GetString()!);
            else if (Value(ref reader, "opens"u8)) opens = reader.GetDateTimeOffset();
            else if (Value(ref reader, "due"u8)) due = reader.GetDateTimeOffset();
            else if (Value(ref reader, "lateAfter"u8)) lateAfter = reader.GetDateTimeOffset();
            else if (Value(ref reader, "missingAfter"u8)) missingAfter = reader.GetDateTimeOffset();
            else if (Value(ref reader, "basis"u8)) basis = EnumText<WindowBasis>.Read(ref reader);
            else reader.Skip();
        }
        return new ReleaseWindow(period, opens, due, lateAfter, missingAfter, basis);
    }

    public override void Write(Utf8JsonWriter writer, ReleaseWindow value, JsonSerializerOptions options) => Write(writer, value);

    public override ReleaseWindow? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    private static bool Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();
}

/// <summary>Members of an enumeration by their names, without a text made for each.</summary>
internal static class EnumText<T> where T : struct, Enum
{
    private static readonly (T Member, JsonEncodedText Name)[] Members = [.. Enum.GetValues<T>().Select(m => (m, JsonEncodedText.Encode(m.ToString())))];
    private static readonly Dictionary<T, JsonEncodedText> Names = Members.ToDictionary(m => m.Member, m => m.Name);

    public static JsonEncodedText Of(T member) => Names[member];

    public static T Read(ref Utf8JsonReader reader)
    {
        foreach (var (member, name) in Members)
        {
            if (reader.ValueTextEquals(name.EncodedUtf8Bytes)) return member;
        }
        throw new JsonException($"'{reader.GetString()}' is no {typeof(T).Name}");
    }
}
