using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Census;
using DataBlackHole.Loading;
using DataBlackHole.Probing.Census;
using DataBlackHole.Surveying;
using DataBlackHole.Tests.Loading;
using Places = DataBlackHole.Tests.Interpreting.Places;

namespace DataBlackHole.Tests.Census;

/// <summary>A census out of the real captures of the database, where they are there.</summary>
internal sealed class ArchiveCensusTests
{
    private ArchiveCensusReport _report = null!;

    [OneTimeSetUp]
    public async Task Read()
    {
        if (Places.Archive is not { } archive)
        {
            Assert.Ignore("the archive of captured documents (../shared/archive or DATABLACKHOLE_ARCHIVE) is not here");
            return;
        }
        var catalogue = CatalogueLoader.Load(LoadingSamples.Config).Catalogue!;
        var census = new ArchiveCensus(catalogue, new CensusReader(catalogue));
        _report = await census.ReadAsync(archive, "nbs", [], false, new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero), CancellationToken.None);
    }

    [Test]
    public void Every_capture_of_tree_indicators_and_figures_is_read()
    {
        Assert.That(_report.Problems, Is.Empty);
        Assert.That(_report.Documents.Where(d => d.Failure is not null), Is.Empty);
        var kinds = _report.Documents.GroupBy(d => d.What).ToDictionary(g => g.Key, g => g.Count());
        Assert.That((kinds["Tree"], kinds["Indicators"]), Is.EqualTo((5, 3)));
        Assert.That(kinds["FiguresOfOne"], Is.GreaterThanOrEqualTo(32));
        Assert.That(kinds["OldTree"], Is.GreaterThanOrEqualTo(15));
    }

    [Test]
    public void All_of_it_counts_also_what_no_captured_node_leads_to()
    {
        var indicators = _report.Findings.Select(f => f.Indicator).ToDictionary(i => i.Indicator);
        Assert.That(indicators, Has.Count.EqualTo(12), "nine of unemployment, two of industry, the index of the accounts");
        Assert.That(indicators["bd6da1abb26046c2acb38aa701d90e86"].Path, Is.EqualTo("城镇调查失业率 / 城镇调查失业率"));
        Assert.That(CensusBreaks.In(indicators["bd6da1abb26046c2acb38aa701d90e86"].Annotation), Is.EqualTo([ReferencePeriod.Month(2023, 12)]));
        Assert.That(indicators["bd6da1abb26046c2acb38aa701d90e86"].Last, Is.EqualTo(ReferencePeriod.Month(2026, 8)));
        Assert.That(indicators["ef1b1765960d45a29b4d7c4ca91be916"].Last, Is.EqualTo(ReferencePeriod.Month(2026, 8)));
        Assert.That(indicators["170e7f00f8c24ede863c0526b42ae81f"].Last, Is.EqualTo(ReferencePeriod.Quarter(2026, 2)));
        Assert.That(_report.Summary.Leaves, Is.EqualTo(24), "21 lists of consumer prices, unemployment, industry, accounts");
    }

    [Test]
    public void Nothing_is_called_ended_where_so_little_was_captured()
    {
        Assert.That(_report.Findings.Select(f => f.Standing).Distinct(), Is.EquivalentTo([CensusStanding.Going, CensusStanding.CannotTell]));
        Assert.That(_report.Findings.Where(f => f.Standing == CensusStanding.Going).Select(f => f.Indicator.Indicator),
            Is.EquivalentTo(["bd6da1abb26046c2acb38aa701d90e86", "3888eac6062945a79c8a27e5f13d4953", "ef1b1765960d45a29b4d7c4ca91be916", "170e7f00f8c24ede863c0526b42ae81f"]));
        Assert.That(_report.Summary.IsWhole, Is.False);
    }

    [Test]
    public void The_older_tree_is_compared_by_names()
    {
        var fates = _report.Old.ToDictionary(o => o.Item.Code, o => o.Fate);
        Assert.That(fates["A01"], Is.EqualTo(OldItemFate.Found), "prices");
        Assert.That(fates["A0603"], Is.EqualTo(OldItemFate.CannotTell), "land: the newer branch was not captured");
        Assert.That(_report.Old.Select(o => o.Fate), Has.None.EqualTo(OldItemFate.NotFound));
        var whole = OldTree.Compare(_report.Old.Select(o => o.Item), ["房地产", "价格指数", "房地产开发投资情况"], isWhole: true).ToDictionary(o => o.Item.Code, o => o.Fate);
        Assert.That((whole["A0601"], whole["A0D0101"]), Is.EqualTo((OldItemFate.Found, OldItemFate.NotFound)));
    }
}
