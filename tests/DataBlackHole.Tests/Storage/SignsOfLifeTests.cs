using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class SignsOfLifeTests(DatabaseProvider provider) : StorageTests(provider)
{
    private static readonly ReferencePeriod July = ReferencePeriod.Month(2026, 7);

    private Task<RecordOutcome> RecordAsync(string series, params ReleaseState[] releases) =>
        Store.RecordPassedTimeAsync([new JudgedSeries(0, new Verdict(new SeriesState { Series = series }, [.. releases], [], []))], Noon);

    [Test]
    public async Task The_last_release_that_was_waited_for_is_told_for_each_series()
    {
        await RecordAsync($"{Key}a", Release(July.Previous(), ReleaseStatus.Published, Noon.AddDays(-40)), Release(July, ReleaseStatus.Published, Noon.AddDays(-9)));
        await RecordAsync($"{Key}b", Release(July, ReleaseStatus.Published, Noon.AddDays(-3)));
        await RecordAsync($"{Key}other", Release(July, ReleaseStatus.Published, Noon));

        Assert.That(await Store.LastExpectedFindsAsync([$"{Key}a", $"{Key}b", $"{Key}unknown"], Noon.AddDays(-9)), Is.EquivalentTo(new Dictionary<string, DateTimeOffset>
        {
            [$"{Key}a"] = Noon.AddDays(-9),
            [$"{Key}b"] = Noon.AddDays(-3),
        }));
        Assert.That((await Store.LastExpectedFindsAsync([$"{Key}a", $"{Key}b"], Noon.AddDays(-8))).Keys, Is.EqualTo(new[] { $"{Key}b" }));
    }

    [Test]
    public async Task What_is_not_published_or_was_out_before_the_watch_began_is_no_sign_of_life()
    {
        await RecordAsync($"{Key}a", Release(July, ReleaseStatus.Withdrawn, Noon), Release(July.Next(), ReleaseStatus.Missing));
        await RecordAsync($"{Key}b", Release(July, ReleaseStatus.Published, Noon) with { Reason = Reason.FirstSeen });

        Assert.That(await Store.LastExpectedFindsAsync([$"{Key}a", $"{Key}b"], Noon.AddYears(-1)), Is.Empty);
    }
}
