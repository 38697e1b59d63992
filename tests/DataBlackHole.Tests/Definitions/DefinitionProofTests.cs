using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Loading;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Tests.Interpreting;
using DataBlackHole.Tests.Loading;

namespace DataBlackHole.Tests.Definitions;

/// <summary>Every definition that the product ships with reads what it is there to read.</summary>
public sealed class DefinitionProofTests
{
    private static readonly Lazy<MonitorCatalogue> _catalogue = new(() => CatalogueLoader.Load(LoadingSamples.Config).Catalogue!);

    /// <summary>What the archive gives to each series from each source; read once.</summary>
    private static readonly Lazy<ILookup<(string Series, string Source), string>> _captured = new(ReadArchive);

    private static MonitorCatalogue Catalogue => _catalogue.Value;

    private static IEnumerable<TestCaseData> Readings() =>
        from series in Catalogue.Series.Values
        from source in series.Readings.Select(r => r.Source).Distinct()
        select new TestCaseData(series.Key, source).SetArgDisplayNames(series.Key, source);

    private static IEnumerable<TestCaseData> Samples() => DefinitionSample.All.Select(s => new TestCaseData(s).SetArgDisplayNames(s.ToString()));

    [TestCaseSource(nameof(Readings))]
    public void Every_reading_has_a_sample_or_a_capture(string series, string source) =>
        Assert.That(DefinitionSample.All.Any(s => s.Series == series && s.Source == source), Is.True, "write a line of samples.tsv");

    [Test]
    public void No_sample_is_about_what_is_not_there() =>
        Assert.That(DefinitionSample.All.Where(s => Catalogue.Series.GetValueOrDefault(s.Series)?.Readings.All(r => r.Source != s.Source) != false), Is.Empty);

    [TestCaseSource(nameof(Samples))]
    public void A_definition_reads_its_sample(object given)
    {
        var sample = (DefinitionSample)given;
        var source = Catalogue.Sources[sample.Source];
        var reading = Read(source, sample, Shelves.Document(source, sample));
        var own = reading.Observations.Where(o => o.Series == sample.Series).ToList();

        Assert.That(reading.Capture.Measurement.Failure, Is.Null);
        if (source.Kind == SourceKind.Page) return;
        Assert.That(own.Where(o => o.Failure is not null), Is.Empty);
        var found = own.Where(o => o.Kind is ObservationKind.Published or ObservationKind.ReleaseSeen).ToList();
        if (sample.Period is null) Assert.That(own.Select(o => o.Kind), Has.Some.EqualTo(ObservationKind.SuspensionNotice));
        else Assert.That(found.Select(o => (o.Period, o.Value)), Has.Some.EqualTo((sample.Period, sample.Value)), string.Join('\n', own));
    }

    /// <summary>Documents of a list come out one by one, and an old one may be kept on top.</summary>
    [Test]
    public void A_list_of_titles_misses_only_what_is_newer_than_all()
    {
        const string Rows = """{"rptCode":200,"data":{"rows":[{"docSubtitle":"2026年2月保险业经营情况表"},{"docSubtitle":"2026年7月银行业总资产、总负债"},{"docSubtitle":"2026年5月保险业经营情况表"}]}}""";
        var sample = DefinitionSample.All.Single(s => s.Series == "nfra-insurance-operations") with { Day = new DateOnly(2026, 8, 28) };
        var facts = Read(Catalogue.Sources["nfra-statistics"], sample, Rows).Observations.Where(o => o.Series == sample.Series).Select(o => $"{o.Period} {o.Kind}");

        Assert.That(facts, Is.EqualTo(["2026-02 Published", "2026-05 Published", "2026-06 NotPublished", "2026-07 NotPublished", "2026-08 NotPublished"]));
        var others = Rows.Replace("保险业", "信托业", StringComparison.Ordinal);
        Assert.That(Read(Catalogue.Sources["nfra-statistics"], sample, others).Observations.Where(o => o.Series == sample.Series), Is.Empty);
    }

    /// <summary>A page of something else is not taken for the wanted one, whatever the definition.</summary>
    [TestCaseSource(nameof(Samples))]
    public void A_definition_reads_nothing_out_of_a_foreign_page(object given)
    {
        var sample = (DefinitionSample)given;
        var reading = Read(Catalogue.Sources[sample.Source], sample, "<!DOCTYPE html><html><head><title>通知</title></head><body><p>本网站将于今晚进行升级，敬请谅解。本网站将于今晚进行升级，敬请谅解。</p></body></html>");

        Assert.That((reading.Capture.Measurement.Failure is null, reading.Observations.Length), Is.EqualTo((false, 0)));
    }

    [TestCaseSource(nameof(Samples))]
    public void A_capture_that_is_named_as_proof_is_read(object given)
    {
        var sample = (DefinitionSample)given;
        if (sample.Capture is not { } capture) return;
        _ = ArchiveDocument.All();

        Assert.That(_captured.Value[(sample.Series, sample.Source)], Has.Some.EqualTo(capture));
    }

    [Test]
    public void Every_reading_that_the_archive_proves_names_its_capture()
    {
        _ = ArchiveDocument.All();
        var named = DefinitionSample.All.Where(s => s.Capture is not null).Select(s => (s.Series, s.Source)).ToHashSet();

        Assert.That(_captured.Value.Select(g => g.Key).Where(k => !named.Contains(k)), Is.Empty);
    }

    private static ILookup<(string Series, string Source), string> ReadArchive()
    {
        var interpreter = new Interpreter(Catalogue);
        var found = from document in ArchiveDocument.All()
                    let match = SourceMatcher.Find(Catalogue, document.Method, document.Url, document.Request.Length == 0 ? null : document.Request)
                    where match is not null
                    from fact in interpreter.Read(match.Source, [document.Capture()])[0].Observations
                    where fact.Kind is ObservationKind.Published or ObservationKind.ReleaseSeen
                    select (Key: (fact.Series, match.Source.Key), document.File);
        return found.ToLookup(f => f.Key, f => f.File);
    }

    private static Reading Read(SourceDefinition source, DefinitionSample sample, string body)
    {
        var at = new DateTimeOffset(sample.Day.ToDateTime(new TimeOnly(20, 0)), TimeSpan.FromHours(8));
        var url = source.Kind == SourceKind.ReleasePage ? source.Addresses[0].Url + "202608/t20260817_1.htm" : AddressTemplate.Fill(source.Addresses[^1].Url, sample.Day);
        var isJson = source.Kind is SourceKind.NbsDatabase or SourceKind.NbsEasyQuery or SourceKind.Records;
        return new Interpreter(Catalogue).Read(source, [Captures.Of(url, body, contentType: isJson ? "application/json" : "text/html; charset=utf-8", at: at)])[0];
    }
}
