using AngleSharp.Html.Parser;

namespace DataBlackHole.Benchmarks;

/// <summary>
/// What looks cost, from the request to the record in a SQLite file, beside a bare client, a bare parser and urlwatch on the same pages. The first looks
/// of a process cost ten times as much, because its code is compiled meanwhile: they are taken before anything is measured.
/// </summary>
internal static class PollBenchmark
{
    /// <summary>Looks under way at once where looks in a second are counted.</summary>
    private const int AtOnce = 4;

    private const int MostForUrlwatch = 1000;

    public static Task<IReadOnlyList<BudgetRow>> RunAsync(BenchmarkRun run) => RunAsync(run, run.Size(1_000, 20));

    /// <summary>Ten times as many, which takes ten times as long.</summary>
    public static Task<IReadOnlyList<BudgetRow>> RunManyAsync(BenchmarkRun run) => RunAsync(run, run.Size(10_000, 30));

    private static async Task<IReadOnlyList<BudgetRow>> RunAsync(BenchmarkRun run, int pages)
    {
        await using var site = await SiteProcess.StartAsync();
        foreach (var how in new[] { "changed", "asked", "same" }) await LookAsync(run, site.Port, how, PollSite.Small, run.Size(400, 20), isWarmUp: true);
        var rows = new List<BudgetRow>();
        foreach (var size in new[] { PollSite.Small, PollSite.Large })
        {
            run.Tell($"poll: {pages} pages of {size}");
            rows.AddRange(await OnPagesAsync(run, site.Port, size, pages));
        }
        return rows;
    }

    private static async Task<IReadOnlyList<BudgetRow>> OnPagesAsync(BenchmarkRun run, int port, string size, int pages)
    {
        var on = $"{pages:N0} pages of {size}";
        var client = await ClientAsync(run, port, size, pages);
        var parser = await ParserAsync(run, port, size);
        var asked = await LookAsync(run, port, "asked", size, pages);
        var same = await LookAsync(run, port, "same", size, pages);
        var changed = await LookAsync(run, port, "changed", size, pages);
        List<BudgetRow> rows =
        [
            .. Unchanged("unchanged look, 304", 0.25, on, asked, client),
            .. Unchanged("unchanged look, same body", size == PollSite.Small ? 1.0 : null, on, same, client),
            BudgetRow.AtMost($"CPU of a changed look with evidence and log, {on}", 3.5, changed.Alone.CpuMs, "ms", $"parsing alone takes {parser.CpuMs:0.00} ms; the rest is judging and one transaction"),
            BudgetRow.AtLeast($"changed looks a second, {on}", 250, changed.Together.PerSecond, "/s", "one writer of SQLite at a time, one sync of the disk a look"),
            BudgetRow.Beside($"CPU of a first look, {on}", changed.First.CpuMs, "ms", "a first look records ten releases and a body"),
            BudgetRow.Beside($"bare HttpClient, {on}", client.CpuMs, "ms CPU"),
            BudgetRow.Beside($"bare HttpClient, one after the other, {on}", client.PerSecond, "/s"),
            BudgetRow.Beside($"AngleSharp alone, {size}", parser.CpuMs, "ms CPU"),
        ];
        if (pages <= MostForUrlwatch) rows.AddRange(await UrlwatchBaseline.CompareAsync(run, port, size, pages, same.Together, changed.Together));
        return rows;
    }

    private static IEnumerable<BudgetRow> Unchanged(string what, double? budget, string on, Looks looks, Cost client)
    {
        var bound = FormattableString.Invariant($"{looks.Alone.CpuMs / client.CpuMs:0.0} × a bare HttpClient, which takes {client.CpuMs:0.00} ms");
        yield return budget is { } limit
            ? BudgetRow.AtMost($"CPU of an {what}, {on}", limit, looks.Alone.CpuMs, "ms", bound)
            : BudgetRow.Beside($"CPU of an {what}, {on}", looks.Alone.CpuMs, "ms", bound);
        yield return BudgetRow.AtLeast($"{what}, in a second, {on}", 600, looks.Together.PerSecond, "/s", $"{AtOnce} at once; one writer of SQLite at a time");
    }

    private static async Task<Cost> ClientAsync(BenchmarkRun run, int port, string size, int pages)
    {
        using var client = new HttpClient();
        async Task AskAsync(int i) => await client.GetByteArrayAsync(new Uri(PollSite.Address(port, "same", size, i % pages)));
        await Cost.OnceAsync(pages, 1, AskAsync);
        return await Cost.MedianAsync(run.Rounds, Math.Min(pages, 1000), 1, AskAsync);
    }

    private static async Task<Cost> ParserAsync(BenchmarkRun run, int port, string size)
    {
        using var client = new HttpClient();
        var page = await client.GetStringAsync(new Uri(PollSite.Address(port, "same", size, 0)));
        var parser = new HtmlParser();
        Task Parse(int i) => Task.FromResult(parser.ParseDocument(page));
        await Cost.OnceAsync(run.Size(300, 10), 1, Parse);
        return await Cost.MedianAsync(run.Rounds, run.Size(300, 10), 1, Parse);
    }

    private static async Task<Looks> LookAsync(BenchmarkRun run, int port, string how, string size, int pages, bool isWarmUp = false)
    {
        await using var bed = await PollBed.OpenAsync(port, how, size, pages);
        var first = await Cost.OnceAsync(pages, 1, bed.LookAsync);
        // The second look learns that nothing is expected.
        if (how != "changed") await Cost.OnceAsync(pages, AtOnce, bed.LookAsync);
        var rounds = isWarmUp || pages > 1000 ? 1 : run.Rounds;
        var alone = await Cost.MedianAsync(rounds, pages, 1, bed.LookAsync);
        return new Looks(first, alone, await Cost.MedianAsync(rounds, pages, AtOnce, bed.LookAsync));
    }

    /// <summary>Looks at pages that were never looked at, one after the other, and several at once.</summary>
    private sealed record Looks(Cost First, Cost Alone, Cost Together);
}
