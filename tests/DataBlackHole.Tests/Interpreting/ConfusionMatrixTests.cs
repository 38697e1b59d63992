using System.Globalization;
using System.Text;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>Every captured and every constructed document, by what it is and what it is taken for.</summary>
public sealed class ConfusionMatrixTests
{
    private const string Ordinary = "ordinary";

    /// <summary>What the documents of the archive are that are no ordinary pages; names are beginnings of their files.</summary>
    private static readonly (string File, FailureKind Kind)[] _walls =
    [
        ("nbs/challenge/", FailureKind.Challenge), ("challenge/", FailureKind.Challenge), ("wenshu/wzws", FailureKind.Challenge),
        ("wenshu/ValidateCode_page", FailureKind.Challenge), ("customs/ruishu_412_customs_ipr_search.html", FailureKind.Challenge),
        ("wenshu/rate_limit", FailureKind.Captcha), ("tianyancha/searchCompanyV3_mustlogin", FailureKind.LoginWall),
        ("wenshu/rest_q4w_code9", FailureKind.ApiError), ("cnki/kns8s_index", FailureKind.ShellPage),
        // The headers of a challenge under its status, and the head of a page.
        ("customs/ruishu_412_customs_ipr_search.headers", FailureKind.UnexpectedStatus), ("nbs/pages/retail_2026H1_head", FailureKind.Truncated),
    ];

    [Test]
    public void Every_recogniser_has_a_constructed_sample_that_it_recognises()
    {
        var wrong = WallSamples.All
            .Select(s => (s.Recogniser, Said: PageRecogniser.Recognise(SampleCatalogue.Recognisers, s.Capture), s.Kind))
            .Where(s => s.Said?.Name != s.Recogniser || s.Said.Kind != s.Kind).Select(s => $"{s.Recogniser}: {s.Said?.Name}");
        Assert.That(wrong, Is.Empty);
        Assert.That(WallSamples.All.Select(s => s.Recogniser).Distinct(), Is.EquivalentTo(SampleCatalogue.Recognisers.Select(r => r.Name)));
    }

    [Test]
    public void A_constructed_wall_gives_no_fact_through_any_reader_and_an_ordinary_page_is_no_wall()
    {
        Check([.. Constructed()]);
        foreach (var (_, _, capture) in WallSamples.All) Assert.That(FactsOf(capture), Is.Zero, capture.Measurement.Request.Url);
    }

    [Test]
    [Category("Slow")]
    public void No_captured_wall_gives_a_fact_and_no_captured_page_is_called_a_challenge()
    {
        var captured = ArchiveDocument.All().Select(d => (Is: TruthOf(d), d.File, Capture: d.Capture())).ToList();
        Check([.. captured.Concat(Constructed())]);
        foreach (var (_, file, capture) in captured.Where(c => c.Is != Ordinary)) Assert.That(FactsOf(capture), Is.Zero, file);
    }

    private static IEnumerable<(string Is, string File, Capture Capture)> Constructed() =>
        WallSamples.All.Select(w => (w.Kind.ToString(), $"constructed {w.Recogniser}", w.Capture))
            .Concat(WallSamples.Ordinary.Select(c => (Ordinary, "constructed ordinary", c)));

    private static void Check(IReadOnlyList<(string Is, string File, Capture Capture)> documents)
    {
        var told = documents.Select(d => (d.Is, d.File, Said: PageRecogniser.Classify(SampleCatalogue.Recognisers, d.Capture)?.Kind.ToString() ?? Ordinary)).ToList();
        TestContext.Progress.WriteLine(Table(told.Select(t => (t.Is, t.Said)).ToList()));
        Assert.Multiple(() =>
        {
            Assert.That(told.Where(t => t.Is == nameof(FailureKind.Challenge) && t.Said != t.Is), Is.Empty, "recall of challenges is 1");
            Assert.That(told.Where(t => t.Is == Ordinary && t.Said != Ordinary), Is.Empty, "no ordinary page is called anything else");
            Assert.That(told.Where(t => t.Is != t.Said), Is.Empty, "everything is what it is called");
        });
    }

    private static string TruthOf(ArchiveDocument document) =>
        _walls.Where(w => document.File.StartsWith(w.File, StringComparison.Ordinal)).Select(w => w.Kind.ToString()).FirstOrDefault(Ordinary);

    /// <summary>What every reader together reads out of a document, as if it had come in place of theirs.</summary>
    private static int FactsOf(Capture capture) => SampleCatalogue.Catalogue.Sources.Values
        .Select(s => new Interpreter(SampleCatalogue.Catalogue).Read(s, [capture])[0]).Sum(r => r.Observations.Length + r.Items.Length);

    private static string Table(IReadOnlyList<(string Is, string Said)> told)
    {
        var names = told.SelectMany(t => new[] { t.Is, t.Said }).Distinct().Order(StringComparer.Ordinal).ToList();
        var text = new StringBuilder("is \\ called".PadRight(18));
        foreach (var name in names) text.Append(CultureInfo.InvariantCulture, $"{name,17}");
        foreach (var name in names)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{name,-18}");
            foreach (var said in names) text.Append(CultureInfo.InvariantCulture, $"{told.Count(t => t.Is == name && t.Said == said),17}");
        }
        return text.ToString();
    }
}
