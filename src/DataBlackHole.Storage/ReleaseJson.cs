using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Storage;

/// <summary>
/// Releases are most of what a state holds, and a deadline that passes for thousands of series reads and writes dozens for each: so these are written
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
        if (value.Evidence is { } evidence)
        {
            writer.WritePropertyName("evidence"u8);
            EvidenceRefConverter.Write(writer, evidence);
        }
        Absences(writer, value.Absences, options);
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

    /// <summary>Nearly always there are none.</summary>
    private static void Absences(Utf8JsonWriter writer, ImmutableSortedDictionary<string, Absence> absences, JsonSerializerOptions options)
    {
        if (!absences.IsEmpty)
        {
            Nested(writer, "absences"u8, absences, options);
            return;
        }
        writer.WriteStartObject("absences"u8);
        writer.WriteEndObject();
    }

    private static void Nested<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value, JsonSerializerOptions options)
    {
        if (value is null) return;
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, options);
    }

    /// <summary>In the order in which they are written.</summary>
    private enum Member
    {
        Period, Status, Reason, Grade, Window, LastUnseenAt, FirstSeenAt, PublishedAt, Value, RevisedValue, FirstAnnouncedAt, Title, Link, Evidence, Absences,
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
        private int _expected;

        public void Next(ref Utf8JsonReader reader, JsonSerializerOptions options)
        {
            switch (MemberNames<Member>.Enter(ref reader, ref _expected))
            {
                case Member.Period: _period = ReferencePeriod.Parse(reader.GetString()!); break;
                case Member.Status: _status = EnumText<ReleaseStatus>.Read(ref reader); break;
                case Member.Reason: _reason = EnumText<Reason>.Read(ref reader); break;
                case Member.Grade: _grade = EnumText<Grade>.Read(ref reader); break;
                case Member.Window: _window = ReleaseWindowConverter.Read(ref reader); break;
                case Member.LastUnseenAt: _lastUnseenAt = Instant(ref reader); break;
                case Member.FirstSeenAt: _firstSeenAt = Instant(ref reader); break;
                case Member.FirstAnnouncedAt: _firstAnnouncedAt = Instant(ref reader); break;
                case Member.PublishedAt: _publishedAt = JsonSerializer.Deserialize<StatedTime>(ref reader, options); break;
                case Member.Value: _value = reader.GetString(); break;
                case Member.RevisedValue: _revisedValue = reader.GetString(); break;
                case Member.Title: _title = reader.GetString(); break;
                case Member.Link: _link = reader.GetString(); break;
                case Member.Evidence: _evidence = EvidenceRefConverter.Read(ref reader); break;
                case Member.Absences: _absences = Absences(ref reader, options); break;
                default: reader.Skip(); break;
            }
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
        for (var expected = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName;)
        {
            switch (MemberNames<Member>.Enter(ref reader, ref expected))
            {
                case Member.Period: period = ReferencePeriod.Parse(reader.GetString()!); break;
                case Member.Opens: opens = reader.GetDateTimeOffset(); break;
                case Member.Due: due = reader.GetDateTimeOffset(); break;
                case Member.LateAfter: lateAfter = reader.GetDateTimeOffset(); break;
                case Member.MissingAfter: missingAfter = reader.GetDateTimeOffset(); break;
                case Member.Basis: basis = EnumText<WindowBasis>.Read(ref reader); break;
                default: reader.Skip(); break;
            }
        }
        return new ReleaseWindow(period, opens, due, lateAfter, missingAfter, basis);
    }

    public override void Write(Utf8JsonWriter writer, ReleaseWindow value, JsonSerializerOptions options) => Write(writer, value);

    public override ReleaseWindow? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    private enum Member
    {
        Period, Opens, Due, LateAfter, MissingAfter, Basis,
    }
}

/// <summary>The members of a written object. What was written here stands in one order: the next one is nearly always the one that is looked for first.</summary>
internal static class MemberNames<T> where T : struct, Enum
{
    private static readonly (T Member, byte[] Name)[] Members =
        [.. Enum.GetValues<T>().Select(m => (m, Encoding.UTF8.GetBytes(JsonNamingPolicy.CamelCase.ConvertName(m.ToString()))))];

    /// <summary>Goes from the name of a member to its value.</summary>
    /// <param name="reader">Stands on the name.</param>
    /// <param name="expected">Where to look first.</param>
    /// <returns>The member; nothing when the name is not known.</returns>
    public static T? Enter(ref Utf8JsonReader reader, ref int expected)
    {
        var found = (T?)null;
        for (var i = 0; i < Members.Length && found is null; i++)
        {
            var place = (expected + i) % Members.Length;
            if (!reader.ValueTextEquals(Members[place].Name)) continue;
            found = Members[place].Member;
            expected = place + 1;
        }
        reader.Read();
        return found;
    }
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
