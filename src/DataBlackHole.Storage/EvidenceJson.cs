using System.Text.Json;
using System.Text.Json.Serialization;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Storage;

/// <summary>As <see cref="ReleaseStateConverter"/>. One document is often the evidence of many releases: then they share it in memory.</summary>
internal sealed class EvidenceRefConverter : JsonConverter<EvidenceRef>
{
    [ThreadStatic]
    private static EvidenceRef? _last;

    public static void Write(Utf8JsonWriter writer, EvidenceRef value)
    {
        writer.WriteStartObject();
        writer.WriteString("source"u8, value.Source);
        writer.WriteString("url"u8, value.Url);
        writer.WriteString("takenAt"u8, value.TakenAt);
        if (value.Body is { } body) writer.WriteString("body"u8, body.Hex);
        writer.WriteEndObject();
    }

    public static EvidenceRef? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        var last = _last;
        var (source, url, takenAt, body) = ("", "", default(DateTimeOffset), (ContentDigest?)null);
        for (var expected = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName;)
        {
            switch (MemberNames<Member>.Enter(ref reader, ref expected))
            {
                case Member.Source: source = TextLike(ref reader, last?.Source); break;
                case Member.Url: url = TextLike(ref reader, last?.Url); break;
                case Member.TakenAt: takenAt = reader.GetDateTimeOffset(); break;
                case Member.Body: body = DigestLike(ref reader, last?.Body); break;
                default: reader.Skip(); break;
            }
        }
        var read = new EvidenceRef(source!, url!, takenAt, body);
        return read == last ? last : _last = read;
    }

    private static string? TextLike(ref Utf8JsonReader reader, string? last) => last is not null && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(last) ? last : reader.GetString();

    private static ContentDigest? DigestLike(ref Utf8JsonReader reader, ContentDigest? last)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        return last is { } digest && reader.ValueTextEquals(digest.Hex) ? digest : ContentDigest.Parse(reader.GetString()!);
    }

    public override void Write(Utf8JsonWriter writer, EvidenceRef value, JsonSerializerOptions options) => Write(writer, value);

    public override EvidenceRef? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    private enum Member
    {
        Source, Url, TakenAt, Body,
    }
}
