using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

/// <summary>What lists, exports and answers that are kept ask both databases.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class ReaderQueriesTests(DatabaseProvider provider) : StorageTests(provider)
{
    private static readonly string[] _series = ["b-series", "a-series", "é-series"];

    [OneTimeSetUp]
    public async Task RecordAsync()
    {
        await Store.RememberCatalogueAsync(Catalogue, "{}", Noon);
        foreach (var series in _series)
        {
            var releases = Enumerable.Range(1, 4).Select(m => Release(ReferencePeriod.Month(2026, m), ReleaseStatus.Published, Noon.AddDays(-m))).ToList();
            releases.Add(Release(ReferencePeriod.Months(2026, 1, 2), ReleaseStatus.Missing));
            releases.Add(Release(ReferencePeriod.Quarter(2026, 1), ReleaseStatus.Published, Noon));
            var flips = new[] { Found(series, ReferencePeriod.Month(2026, 3), Noon), Found(series, ReferencePeriod.Month(2026, 4), Noon.AddHours(1)) };
            await Store.RecordPassedTimeAsync([new JudgedSeries(0, new Verdict(new SeriesState { Series = series }, [.. releases], [], [.. flips]))], Noon.AddHours(2));
        }
        await Store.RecordAsync(Look("s", 0, Read(Page("s", Noon), Published("a-series", ReferencePeriod.Month(2026, 4)))));
        await Store.RecordAsync(Look("s", 1, Read(Page("s", Noon.AddHours(1)), Published("a-series", ReferencePeriod.Month(2026, 4)))));
        await Store.RecordAsync(Look("s", 2, Read(Failed("s", Noon.AddHours(2)))));
    }

    [TestCase(1)]
    [TestCase(5)]
    [TestCase(100)]
    public async Task Pages_of_releases_join_without_gap_or_repetition(int size)
    {
        var queries = new ReleaseQueries(Database.Contexts());
        var whole = await queries.NewestAsync(new ReleaseFilter(), null, 100);
        var walked = new List<ReleaseRecord>();
        for (ReleaseCursor? after = null; ;)
        {
            var page = await queries.NewestAsync(new ReleaseFilter(), after, size);
            walked.AddRange(page);
            if (page.Count < size) break;
            after = new ReleaseCursor(page[^1].Release.Period, page[^1].Series);
        }

        Assert.That(walked.Select(Name), Is.EqualTo(whole.Select(Name)));
        Assert.That(whole, Has.Count.EqualTo(18));
        Assert.That(whole.Take(3).Select(Name), Is.EqualTo(new[] { "2026-04 é-series", "2026-04 b-series", "2026-04 a-series" }), "in the order of bytes in both databases");
    }

    [Test]
    public async Task Filters_and_the_order_of_exports()
    {
        var queries = new ReleaseQueries(Database.Contexts());
        var missing = await queries.NewestAsync(new ReleaseFilter { Status = ReleaseStatus.Missing, Series = ["a-series", "b-series"] }, null, 10);
        var march = await queries.NewestAsync(new ReleaseFilter { From = new DateOnly(2026, 4, 1), To = new DateOnly(2026, 4, 30) }, null, 10);
        var ordered = new List<ReleaseRecord>();
        await foreach (var portion in queries.InOrderAsync(new ReleaseFilter())) ordered.AddRange(portion);

        var due = await queries.NewestAsync(new ReleaseFilter { HadStatus = ReleaseStatus.Due, Series = ["a-series"] }, null, 10);
        Assert.That(due.Select(Name), Is.EqualTo(new[] { "2026-04 a-series", "2026-03 a-series" }), "by their flips");
        Assert.That(missing.Select(Name), Is.EqualTo(new[] { "2026-01..2026-02 b-series", "2026-01..2026-02 a-series" }));
        Assert.That(march, Has.Count.EqualTo(3));
        Assert.That(ordered.Select(r => r.Series), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(ordered, Has.Count.EqualTo(18));
        Assert.That(ordered.Select(Name), Is.Unique);
    }

    [Test]
    public async Task Changes_of_releases_and_since_when_a_series_is_known()
    {
        var queries = new ReleaseQueries(Database.Contexts());
        var flips = await queries.FlipsOfAsync(await queries.NewestAsync(new ReleaseFilter { Series = ["a-series"] }, null, 10));
        var flipQueries = new FlipQueries(Database.Contexts());
        var inOrder = new List<FlipRecord>();
        await foreach (var portion in flipQueries.InOrderAsync(new FlipFilter(null, ["a-series", "b-series"]) { RecordedBy = Noon.AddHours(2), Until = Noon.AddHours(1), From = Noon, To = Noon })) inOrder.AddRange(portion);

        Assert.That(flips.Select(f => f.Key.Period.ToString()), Is.EquivalentTo(new[] { "2026-03", "2026-04" }));
        Assert.That((await queries.KnownSinceAsync(_series)).Values, Is.All.EqualTo(Noon.AddHours(2)));
        Assert.That(inOrder.Select(f => f.Flip.Series), Is.EqualTo(new[] { "b-series", "a-series" }));
        Assert.That((await flipQueries.OneAsync(inOrder[0].Id))!.Flip.Series, Is.EqualTo("b-series"));
        Assert.That(await flipQueries.OneAsync(999_999), Is.Null);
        Assert.That(await flipQueries.ChroniclesAsync(new FlipFilter(null)), Is.Empty, "none on these axes");
    }

    [Test]
    public async Task Looks_by_source_time_and_outcome()
    {
        var queries = new LookQueries(Database.Contexts());
        var all = await queries.NewestAsync(new LookFilter { Sources = ["s"] }, null, 10);
        var runs = (await queries.RunsAsync(["s"], Noon.AddMinutes(30), Noon.AddHours(3)))["s"].ToList();

        Assert.That(all.Select(l => (l.Looks, l.First.Failure?.Kind)), Is.EqualTo(new[] { (1, (FailureKind?)FailureKind.Timeout), (2, null) }));
        Assert.That(await queries.NewestAsync(new LookFilter { Sources = ["s"], Failed = true }, null, 10), Has.Count.EqualTo(1));
        Assert.That(await queries.NewestAsync(new LookFilter { Sources = ["s"], Failed = false, To = Noon.AddMinutes(-1) }, null, 10), Is.Empty);
        Assert.That(await queries.NewestAsync(new LookFilter { LiveOnly = true }, all[0].Id, 10), Has.Count.EqualTo(1));
        Assert.That(runs.SelectMany(r => r.Times), Is.EquivalentTo(new[] { Noon.AddHours(1), Noon.AddHours(2) }));
    }

    [Test]
    public async Task The_version_of_the_record_is_another_one_after_any_commit_and_the_same_without()
    {
        await using var version = new RecordVersion(Database.Contexts());
        var versions = new SeriesVersions(Database.Contexts());
        var before = await version.ReadAsync();
        Assert.That(await version.ReadAsync(), Is.EqualTo(before));
        var print = await new FingerprintQueries(Database.Contexts()).ReadAsync();
        var known = await versions.ReadAsync(before);
        var key = Key;
        await Store.RecordPassedTimeAsync([Judged(0, new SeriesState { Series = key }, Found(key, ReferencePeriod.Month(2026, 5), Noon))], Noon);
        var after = await version.ReadAsync();
        var later = await versions.ReadAsync(after);

        Assert.That(after, Is.Not.EqualTo(before));
        Assert.That(await new FingerprintQueries(Database.Contexts()).ReadAsync(), Is.Not.EqualTo(print));
        Assert.That((known.Of(key).Version, later.Of(key).Version, later.Of("a-series")), Is.EqualTo((0L, 1L, known.Of("a-series"))));
        var examples = await new ExampleQueries(Database.Contexts()).FindAsync();
        Assert.That((examples.Series, examples.Source, examples.Calendar), Is.EqualTo((key, "s", (string?)null)));
    }

    [Test]
    public async Task A_review_knows_whether_its_flip_still_stands()
    {
        var (reviews, key) = (new VerdictReviews(Database.Contexts()), Key);
        await Store.RecordPassedTimeAsync([Judged(0, new SeriesState { Series = key }, Found(key, ReferencePeriod.Month(2026, 6), Noon))], Noon);
        var flip = (await new FlipQueries(Database.Contexts()).NewestAsync(new FlipFilter(null, [key]), null, 1)).Single();
        var review = await reviews.AddAsync(new VerdictReview(0, flip.Id, ReviewAction.Refute, "a", "r", "https://a.example", Noon));

        Assert.That(await reviews.AddAsync(review! with { FlipId = 999_999 }), Is.Null);
        Assert.That((await reviews.AllAsync()).Single(r => r.Review.Id == review!.Id).IsLast, Is.True);
        Assert.That((await reviews.BookAsync(Noon)).OfRelease(key, ReferencePeriod.Month(2026, 6)), Is.EqualTo(review));
        await Store.RecordPassedTimeAsync([Judged(1, new SeriesState { Series = key }, Found(key, ReferencePeriod.Month(2026, 6), Noon.AddHours(1)))], Noon);
        Assert.That((await reviews.AllAsync()).Single(r => r.Review.Id == review!.Id).IsLast, Is.False);
        Assert.That((await reviews.BookAsync(Noon)).OfRelease(key, ReferencePeriod.Month(2026, 6)), Is.Null);
    }

    private static string Name(ReleaseRecord record) => $"{record.Release.Period} {record.Series}";
}
