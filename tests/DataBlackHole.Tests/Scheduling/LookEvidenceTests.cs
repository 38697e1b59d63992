using System.Collections.Immutable;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Tests.Judging;

namespace DataBlackHole.Tests.Scheduling;

public sealed class LookEvidenceTests
{
    private static readonly Bench Sample = new();

    [TestCase(null, true)]
    [TestCase("Wed, 22 Jul 2026 02:00:00 GMT", true)]
    [TestCase("Wed, 22 Jul 2026 01:10:00 GMT", true)]
    [TestCase("Tue, 21 Jul 2026 02:00:00 GMT", false)]
    [TestCase("Fri, 24 Jul 2026 02:00:00 GMT", false)]
    [TestCase("yesterday", true)]
    public void A_document_dated_at_another_time_than_our_clock_witnesses_no_absence(string? date, bool witnesses)
    {
        var headers = date is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add("Date", date);
        var look = new Reading(new Capture(LookWith(headers), default), [Bench.Found("2026-06"), Bench.Coverage("2026-07-01")], []);
        var evidence = (ClearLook)LookEvidence.For(Sample.Catalogue, Sample.Catalogue.Sources[Bench.Listing], [look], canWitnessAbsence: true)[Bench.Key];
        Assert.That((evidence.CanWitnessAbsence, evidence.Facts.Length), Is.EqualTo((witnesses, 2)), "what it shows is a fact either way");
        Assert.That(evidence.Doubt?.Kind, Is.EqualTo(witnesses ? (FailureKind?)null : FailureKind.StaleCache));
        Assert.That(new Bench().Hear(evidence).State.Visibility, Is.EqualTo(witnesses ? Visibility.Clear : Visibility.Blind));
    }

    private static Measurement LookWith(ImmutableSortedDictionary<string, string> headers) => new()
    {
        Source = Bench.Listing,
        Vantage = "direct",
        Request = new ProbeRequest("GET", "https://example.org/list"),
        TakenAt = Bench.At("2026-07-22 10:00"),
        Status = 200,
        Headers = headers,
        CatalogueHash = "test",
    };
}
