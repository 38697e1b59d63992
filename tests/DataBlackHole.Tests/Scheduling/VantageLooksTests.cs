using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Tests.Fetching;

namespace DataBlackHole.Tests.Scheduling;

/// <summary>From which vantages a source is looked at, and which look counts.</summary>
public sealed class VantageLooksTests
{
    private readonly List<string> _asked = [];

    [SetUp]
    public void Begin() => _asked.Clear();

    [TestCase(SourceKind.ReleaseListing, null, null, "first", "first")]
    [TestCase(SourceKind.ReleaseListing, FailureKind.Timeout, null, "second", "first second")]
    [TestCase(SourceKind.ReleaseListing, FailureKind.OwnNetwork, FailureKind.NotFound, "second", "first second")]
    [TestCase(SourceKind.ReleaseListing, FailureKind.Challenge, FailureKind.NotFound, "first", "first second")]
    [TestCase(SourceKind.ReleaseListing, FailureKind.OwnNetwork, FailureKind.OwnNetwork, "first", "first second")]
    [TestCase(SourceKind.Page, null, null, "first", "first second")]
    [TestCase(SourceKind.Page, FailureKind.NotFound, null, "second", "first second")]
    public async Task A_statistic_is_looked_at_until_one_vantage_sees_and_a_service_from_all(
        SourceKind kind, FailureKind? first, FailureKind? second, string counts, string asked)
    {
        var source = Looks.Source("https://www.site.example/") with { Kind = kind, Vantages = ["first", "second"] };

        var looks = await VantageLooks.TakeAsync(source, vantage => LookFrom(vantage, vantage == "first" ? first : second));

        Assert.That((looks.Vantage, string.Join(' ', _asked)), Is.EqualTo((counts, asked)));
        Assert.That(looks.Others.Select(o => o.Capture.Measurement.Vantage), Is.EqualTo(_asked.Where(a => a != counts)), "every look goes on record");
    }

    private Task<IReadOnlyList<Reading>> LookFrom(string vantage, FailureKind? failure)
    {
        _asked.Add(vantage);
        var measurement = new Measurement
        {
            Source = "test-source",
            Vantage = vantage,
            Request = new ProbeRequest("GET", "https://www.site.example/"),
            TakenAt = DateTimeOffset.UnixEpoch,
            CatalogueHash = "test",
            Failure = failure is { } kind ? new ProbeFailure(kind, ProbeOperation.Exchange, "constructed") : null,
        };
        return Task.FromResult<IReadOnlyList<Reading>>([new Reading(new Capture(measurement, default), [], [])]);
    }
}
