using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class RoundTripTests(DatabaseProvider provider) : StorageTests(provider)
{
    [Test]
    public async Task Every_shape_of_state_comes_back_as_it_was()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var state = new RandomStates(seed).State($"{Key}-{seed}");
            await Store.RecordPassedTimeAsync([Judged(0, state)], Noon);
            var loaded = (await Store.LoadSeriesAsync([state.Series]))[state.Series];
            Assert.That(loaded.Version, Is.EqualTo(1));
            AssertSame(loaded.State, state);
        }
    }

    [Test]
    public async Task Every_shape_of_release_comes_back_as_it_was()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var release = new RandomStates(seed).Release();
            var series = $"{Key}-{seed}";
            var verdict = new Verdict(new SeriesState { Series = series }, [release], [], []);
            await Store.RecordPassedTimeAsync([new JudgedSeries(0, verdict)], Noon);
            AssertSame((await Queries.ReleasesAsync(series, null, 10)).Single(), release);
        }
    }

    [Test]
    public async Task Every_shape_of_flip_comes_back_as_it_was()
    {
        var random = new RandomStates(7);
        var flips = Enumerable.Range(0, 60).Select(i => random.Flip(Key, i)).ToArray();
        await Store.RecordPassedTimeAsync([Judged(0, new SeriesState { Series = Key }, flips)], Noon);
        var loaded = await Queries.FlipsAsync(Key, null, null, 100);
        Assert.That(loaded.Select(f => f.Flip).Reverse(), Is.EqualTo(flips));
        Assert.That(loaded.Select(f => f.RecordedAt), Is.All.EqualTo(Noon));
    }

    [Test]
    public async Task Every_shape_of_fact_comes_back_as_it_was_and_counts_as_the_same_news()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new RandomStates(seed);
            var facts = random.Many(() => random.Fact($"{Key}-{seed}")).ToArray();
            var source = $"{Key}-{seed}";
            await Store.RecordAsync(Look(source, 0, Read(Page(source, Noon), facts)));
            var known = await Store.LastClearRunAsync(source, "direct", Request(source));
            Assert.That(known!.Observations, Is.EqualTo(facts));
            var again = Look(source, 1, new ReadCapture(Page(source, Noon.AddHours(1)), known.Observations));
            Assert.That((await Store.RecordAsync(again)).Added.Total, Is.Zero);
        }
    }

    [Test]
    public async Task A_measurement_comes_back_as_it_was()
    {
        var page = Page(Key, Noon);
        var look = page.Measurement with
        {
            Request = new ProbeRequest("POST", "https://stats.example/查询?a=1", "{\"k\":\"值\"}"),
            Duration = TimeSpan.FromMilliseconds(1234.5),
            Redirects = ["https://stats.example/1", "https://stats.example/2"],
            Headers = ImmutableSortedDictionary<string, string>.Empty.Add("ETag", "\"x\"").Add("Last-Modified", "Mon, 17 Aug 2026"),
        };
        await Store.RecordAsync(Look(Key, 0, Read(page with { Measurement = look })));
        var known = await Store.LastClearRunAsync(Key, "direct", look.Request);
        Assert.That((known!.ETag, known.LastModified, known.CatalogueHash), Is.EqualTo(("\"x\"", "Mon, 17 Aug 2026", Catalogue)));
        var loaded = (await Queries.MeasurementAsync(known.MeasurementId))!.First;
        Assert.That(loaded, Is.EqualTo(look).UsingPropertiesComparer());
    }

    [Test]
    public async Task A_failed_look_comes_back_as_it_was_and_is_no_clear_run()
    {
        var failed = Failed(Key, Noon, FailureKind.Captcha);
        await Store.RecordAsync(Look(Key, 0, Read(failed)));
        Assert.That(await Store.LastClearRunAsync(Key, "direct", Request(Key)), Is.Null);
        var id = await Database.ScalarAsync<long>($"SELECT id FROM measurements WHERE source_key = '{Key}'");
        Assert.That((await Queries.MeasurementAsync(id))!.First, Is.EqualTo(failed.Measurement).UsingPropertiesComparer());
    }

    [Test]
    public async Task A_source_state_comes_back_with_its_next_version()
    {
        var state = Clear(Key, 0, Noon) with
        {
            Visibility = Visibility.Blind,
            BlindReason = BlindReason.Challenged,
            ConsecutiveFailures = 3,
            LastFailureKind = FailureKind.Challenge,
            LastFailureDetail = "瑞数",
        };
        await Store.RecordAsync(new LookRecord(Key, [], [], state, Noon));
        Assert.That(await Store.LoadSourceAsync(Key), Is.EqualTo(state with { Version = 1 }));
        Assert.That(await Store.LoadSourcesAsync(), Does.Contain(state with { Version = 1 }));
        Assert.That(await Store.LoadSourceAsync("unheard-of"), Is.Null);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3_000_000)]
    public async Task A_body_comes_back_byte_for_byte(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes.AsSpan(0, length / 2));
        var digest = ContentDigest.Of(bytes);
        var page = Page(Key, Noon);
        await Store.RecordAsync(Look(Key, 0, Read(new Capture(page.Measurement with { Body = digest, BodyLength = length }, bytes))));
        Assert.That((await Store.BodyAsync(digest))!.Value.Span.SequenceEqual(bytes), Is.True);
        Assert.That(await Store.BodyAsync(ContentDigest.Of([1, 2, 3, 4])), Is.Null);
    }

    [Test]
    public async Task A_page_with_characters_that_a_database_refuses_does_not_cost_the_look()
    {
        var fact = Published(Key, ReferencePeriod.Month(2026, 7)) with { Title = "a\0b\ud800c" };
        await Store.RecordAsync(Look(Key, 0, Read(Page(Key, Noon), fact)));
        Assert.That((await Store.RecordAsync(Look(Key, 1, Read(Page(Key, Noon.AddHours(1)), fact)))).Added.Total, Is.Zero);
        var known = await Store.LastClearRunAsync(Key, "direct", Request(Key));
        Assert.That(known!.Observations.Single().Title, Is.EqualTo("a\uFFFDb\uFFFDc"));
    }

    [Test]
    public async Task An_address_may_be_of_any_length()
    {
        var page = Page(Key, Noon);
        // Random, because PostgreSQL compresses what repeats itself before it meets the limit.
        var bytes = new byte[20_000];
        new Random(1).NextBytes(bytes);
        var url = $"https://stats.example/{Convert.ToHexString(bytes)}";
        var look = page.Measurement with { Request = new ProbeRequest("GET", url) };
        await Store.RecordAsync(Look(Key, 0, Read(page with { Measurement = look })));
        Assert.That((await Store.PageLooksAsync(Key, [url, url + "x"])).Keys, Is.EquivalentTo(new[] { url }));
    }

    [Test]
    public async Task A_body_that_does_not_have_its_digest_or_is_not_there_is_refused()
    {
        var page = Page(Key, Noon);
        var other = page with { Body = new byte[] { 1 } };
        var absent = NotModified(Key, Noon, ContentDigest.Of([9, 9, 9]));
        await Assert.ThatAsync(() => Store.RecordAsync(Look(Key, 0, Read(other))), Throws.ArgumentException.With.Message.Contains("digest"));
        await Assert.ThatAsync(() => Store.RecordAsync(Look(Key, 0, Read(absent))), Throws.ArgumentException.With.Message.Contains("not on record"));
        Assert.That(await Store.LoadSourceAsync(Key), Is.Null);
    }

    private static void AssertSame(SeriesState actual, SeriesState expected)
    {
        Assert.That(actual.Releases.Keys, Is.EqualTo(expected.Releases.Keys));
        foreach (var (period, release) in expected.Releases) AssertSame(actual.Releases[period], release);
        Assert.That(actual.Channels, Is.EqualTo(expected.Channels));
        Assert.That(
            actual with { Releases = expected.Releases, Open = default, Channels = expected.Channels },
            Is.EqualTo(expected));
        Assert.That(actual.Open, Is.EqualTo(expected.Open));
    }

    private static void AssertSame(ReleaseState actual, ReleaseState expected)
    {
        Assert.That(actual.Absences, Is.EqualTo(expected.Absences));
        Assert.That(actual with { Absences = expected.Absences }, Is.EqualTo(expected));
    }
}
