using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Tests.Storage;

/// <summary>Releases are written by hand for speed: to the letter as the serializer writes them, and read as it reads them.</summary>
internal sealed class ReleaseJsonTests
{
    [Test]
    public void A_release_is_written_as_the_serializer_writes_it()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var release = new RandomStates(seed).Release();
            Assert.That(RecordJson.Write(release), Is.EqualTo(JsonSerializer.Serialize(release, Plain())), $"seed {seed}");
        }
    }

    [Test]
    public void A_release_is_read_as_the_serializer_reads_it()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var text = RecordJson.Write(new RandomStates(seed).Release());
            var (read, expected) = (RecordJson.Read<ReleaseState>(text), JsonSerializer.Deserialize<ReleaseState>(text, Plain())!);
            Assert.That(RecordJson.Write(read), Is.EqualTo(JsonSerializer.Serialize(expected, Plain())), $"seed {seed}");
            Assert.That(read with { Absences = expected.Absences }, Is.EqualTo(expected), $"seed {seed}");
            Assert.That(read.Absences, Is.EqualTo(expected.Absences), $"seed {seed}");
        }
    }

    [Test]
    public void Members_that_are_not_known_or_null_are_passed_over_and_their_order_does_not_matter()
    {
        var read = RecordJson.Read<ReleaseState>("""{"later":{"a":[1,{"b":2}]},"reason":"FirstSeen","window":null,"title":null,"status":"Published","period":"2026-Q3","lastUnseenAt":null,"absences":{}}""");
        Assert.That((read.Period.ToString(), read.Status, read.Reason, read.Window, read.Title, read.LastUnseenAt), Is.EqualTo(("2026-Q3", ReleaseStatus.Published, Reason.FirstSeen, (object?)null, (string?)null, (DateTimeOffset?)null)));
        Assert.That(read.Absences, Is.Empty);
    }

    [Test]
    public void Releases_of_one_document_share_it_and_those_of_another_do_not()
    {
        var document = new EvidenceRef("list", "https://stats.example/list/", new DateTimeOffset(2026, 10, 2, 8, 0, 0, TimeSpan.Zero), ContentDigest.Of([1]));
        EvidenceRef[] documents =
        [
            document, document, document with { Body = ContentDigest.Of([2]) }, document with { Body = null }, document with { Source = "table" }, document with { Url = "https://stats.example/列表/" },
            document with { TakenAt = document.TakenAt.AddMilliseconds(1) }, document,
        ];
        var read = RecordJson.Read<EvidenceRef[]>(RecordJson.Write(documents));
        Assert.That(read, Is.EqualTo(documents));
        Assert.That(read[1], Is.SameAs(read[0]));
        Assert.That(RecordJson.Read<EvidenceRef>("""{"source":null,"url":"u","takenAt":"2026-10-02T08:00:00+00:00","body":null}""").Source, Is.Null);
    }

    [TestCase("""{"status":"Published","reason":"FirstSeen"}""")]
    [TestCase("""{"period":"2026-09","reason":"FirstSeen"}""")]
    [TestCase("""{"period":"2026-09","status":"Published"}""")]
    [TestCase("""{"period":"2026-09","status":"Out","reason":"FirstSeen"}""")]
    public void A_release_that_does_not_say_what_it_is_cannot_be_read(string text) => Assert.That(() => RecordJson.Read<ReleaseState>(text), Throws.InstanceOf<JsonException>());

    /// <summary>The options of the record, without those that are written by hand.</summary>
    private static JsonSerializerOptions Plain()
    {
        var plain = new JsonSerializerOptions
        {
            IgnoreReadOnlyProperties = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        };
        foreach (var converter in RecordJson.Converters.Where(c => c is not (ReleaseStateConverter or ReleaseWindowConverter or EvidenceRefConverter))) plain.Converters.Add(converter);
        return plain;
    }
}
