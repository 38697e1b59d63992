using DataBlackHole.Commands;
using DataBlackHole.Core.Judging;
using DataBlackHole.Proving;
using DataBlackHole.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>
/// The real service over a record made by replay of the captured documents, with the shipped definitions and cited history: made once for
/// all tests of this folder, and only when one of them asks for it.
/// </summary>
[SetUpFixture]
internal sealed class ReplayedPages
{
    private static Task<ReplayedPages>? _only;

    private TestDatabase _database = null!;

    public ServedMonitor Served { get; private set; } = null!;

    public Uri Address => Served.Client.BaseAddress!;

    public static Task<ReplayedPages> GetAsync()
    {
        _ = Places.Archive();
        return _only ??= StartAsync();
    }

    [OneTimeTearDown]
    public static async Task EndAsync()
    {
        if (_only is { IsCompletedSuccessfully: true } started)
        {
            var pages = await started;
            await pages.Served.DisposeAsync();
            await pages._database.DisposeAsync();
        }
        await Browser.EndAsync();
    }

    private static async Task<ReplayedPages> StartAsync()
    {
        var pages = new ReplayedPages { _database = TestDatabase.Name() };
        var replay = await Verb.RunAsync("replay", "--archive", Places.Archive(), "--config", Places.Config, "--database", pages._database.Setting, "--json");
        Assert.That(replay.ExitCode, Is.EqualTo(ExitCode.Ok), replay.Error);
        // The replay records at the time of this machine; the questions are asked after it.
        var recorded = TimeProvider.System.GetUtcNow().AddHours(1);
        pages.Served = await ServedMonitor.StartAsync(
            s => s with { Database = DatabaseSettings.Parse(pages._database.Setting) }, now: recorded > ServedMonitor.Now ? recorded : ServedMonitor.Now);
        await ConstructedCensus.RecordAsync(pages.Served);
        await RefuteAsync(pages.Served);
        await pages.Served.Services.GetRequiredService<LogKeeper>().RunAsync(CancellationToken.None);
        return pages;
    }

    /// <summary>The newest event of a release, so that the page of events and one of a series show what an operator said.</summary>
    private static async Task RefuteAsync(ServedMonitor served)
    {
        var flip = (await served.GetAsync("/api/v1/flips?axis=Release&limit=1"))["items"]![0]!["id"]!.GetValue<long>();
        await served.Services.GetRequiredService<VerdictReviews>().AddAsync(new VerdictReview(
            0, flip, ReviewAction.Refute, "Ann", "Constructed: it was on another page.", "https://paper.example/notice", ServedMonitor.Now.AddDays(-1)));
    }
}
