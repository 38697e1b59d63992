using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Storage;

/// <summary>The JSON inside columns. Read back exactly as written; only read by this program, so letters of any script stay readable.</summary>
internal static class RecordJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(), new PeriodConverter(), new DigestConverter(), new ReleaseStateConverter(), new ReleaseWindowConverter(), new EvidenceRefConverter() },
    };

    public static IReadOnlyList<JsonConverter> Converters => [.. Options.Converters];

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static byte[] WriteBytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T Read<T>(byte[] text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidDataException($"a column that holds a {typeof(T).Name} holds null");

    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidDataException($"a column that holds a {typeof(T).Name} holds null");

    private sealed class PeriodConverter : JsonConverter<ReferencePeriod>
    {
        public override ReferencePeriod Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ReferencePeriod.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, ReferencePeriod value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override ReferencePeriod ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ReferencePeriod.Parse(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, ReferencePeriod value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }

    private sealed class DigestConverter : JsonConverter<ContentDigest>
    {
        public override ContentDigest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ContentDigest.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, ContentDigest value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Hex);
    }
}
