using DataBlackHole.Probing.Archives;
using DataBlackHole.Proposing;
using Places = DataBlackHole.Tests.Interpreting.Places;

namespace DataBlackHole.Tests.Proposing;

/// <summary>Definitions proposed from the real captures, where they are there: each passes the check and reads its document, which the proposal itself proves.</summary>
internal sealed class ArchiveProposalTests
{
    private string _archive = null!;

    [SetUp]
    public void Find()
    {
        if (Places.Archive is { } archive) _archive = archive;
        else Assert.Ignore("the archive of captured documents (../shared/archive or DATABLACKHOLE_ARCHIVE) is not here");
    }

    [TestCase("nbs/listing/zxfb_index_1.html", "居民消费价格", "2026-07: 2026年7月份居民消费价格同比上涨0.5%")]
    [TestCase("nbs/listing/zxfb_index_1.html", "规模以上工业增加值", "2026-07: 2026年7月份规模以上工业增加值增长4.5%")]
    [TestCase("nbs/listing/zxfb_index_1.html", "能源生产情况", "2026-07: 2026年7月份能源生产情况")]
    [TestCase("nbs/listing/zxfb_index_65.html", "中国采购经理指数运行情况", null)]
    [TestCase("mof/quanguocaizhengshouzhiqingkuang_index_2026-06.html", null, "2026-03: 2026年一季度财政收支情况")]
    [TestCase("mof/zwgls_tjsj_index_2026-09.htm", null, "2026-07: 2026年7月地方政府债券发行和债务余额情况")]
    [TestCase("nbs/70-city/2026-06.html.gz", null, "2026-06: 2026年6月份70个大中城市商品住宅销售价格变动情况")]
    [TestCase("nbs/easyquery/cnstats_20260303_QueryData_hgyd_stats_multi_period_0.json", null, null)]
    [TestCase("nbs/easyquery/cnstats_20260303_QueryData_hgyd_stats_as_df_0.json", "A020101", null)]
    public async Task A_list_a_page_and_an_old_reply_yield_definitions_that_read_them(string file, string? match, string? read)
    {
        var proposal = await Proposals.OfAsync(new ProposalOrder(file, _archive, null, null, match, "proposed-series"));
        Assert.That(proposal.Read, Is.Not.Empty);
        if (read is not null) Assert.That(proposal.Read, Has.Member(read));
        Assert.That(proposal.Saw, Is.Not.Empty);
    }

    [Test]
    public async Task Every_reply_of_the_database_with_a_figure_yields_definitions_that_read_it()
    {
        var files = ArchiveReader.ReadIndex(_archive).Entries.Where(e => e.File.StartsWith("nbs/database/values_", StringComparison.Ordinal)).Select(e => e.File).ToList();
        Assert.That(files, Has.Count.GreaterThanOrEqualTo(32));
        // One of each indicator and quarter of a year says as much as all.
        foreach (var file in files.DistinctBy(f => f[..(f.IndexOf('T', StringComparison.Ordinal) - 3)]))
        {
            var proposal = await Proposals.OfAsync(new ProposalOrder(file, _archive, null, null, null, "proposed-series"));
            Assert.That(proposal.Read, Is.Not.Empty, file);
        }
    }

    [Test]
    public async Task Notices_that_are_numbered_are_refused_with_the_reason() => await Assert.ThatAsync(
        () => Proposals.OfAsync(new ProposalOrder("pbc/buyout_reverse_repo_5492845_index_2026-09-04.html", _archive, null, null, null, null)),
        Throws.InstanceOf<ProposalException>().With.Message.Contains("none of 20 titles names a month"));
}
