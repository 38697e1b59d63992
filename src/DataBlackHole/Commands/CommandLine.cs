using System.CommandLine;

namespace DataBlackHole.Commands;

/// <summary>The verbs of the program.</summary>
public static class CommandLine
{
    public static Task<int> RunAsync(string[] args) => Build().Parse(args).InvokeAsync();

    public static RootCommand Build()
    {
        var root = new RootCommand("DataBlackHole watches official Chinese statistics and records when each release is published, late or missing.");
        var config = new Option<string?>("--config") { Description = "Folder with the definitions (default: Monitor:Config)", Recursive = true };
        var database = new Option<string?>("--database") { Description = "SQLite file or PostgreSQL connection string (default: Monitor:Database)", Recursive = true };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of text", Recursive = true };
        root.Add(config);
        root.Add(database);
        root.Add(json);

        Invocation Invoked(ParseResult parsed) => new(parsed.GetValue(config), parsed.GetValue(database), parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);

        root.SetAction((parsed, stopping) => ServeCommand.RunAsync(Invoked(parsed), stopping));
        var serve = new Command("serve", "Watch the configured series and serve the status API (the default)");
        serve.SetAction((parsed, stopping) => ServeCommand.RunAsync(Invoked(parsed), stopping));
        root.Add(serve);

        var keys = new Argument<string[]>("SERIES") { Description = "Keys of series", Arity = ArgumentArity.OneOrMore };
        var check = new Command("check", "Look now, record nothing, and print what was read and why") { keys };
        check.SetAction((parsed, stopping) => CheckCommand.RunAsync(Invoked(parsed), parsed.GetValue(keys)!, stopping));
        root.Add(check);

        var archive = new Option<string>("--archive") { Description = "Folder with index.tsv and the documents it names", Required = true };
        var replay = new Command("replay", "Feed captured documents through the real pipeline and report what they show") { archive };
        replay.SetAction((parsed, stopping) => ReplayCommand.RunAsync(Invoked(parsed), parsed.GetValue(archive)!, stopping));
        root.Add(replay);

        var some = new Argument<string[]>("SERIES") { Description = "Keys of series (default: all with a record)", Arity = ArgumentArity.ZeroOrMore };
        var backtest = new Command("backtest", "Simulate polling over the publication record and report false claims, misses and delays; exit code 4 when there is one") { some };
        backtest.SetAction((parsed, stopping) => BacktestCommand.RunAsync(Invoked(parsed), parsed.GetValue(some) ?? [], stopping));
        root.Add(backtest);

        var catalogue = new Command("catalogue", "Check or list the definitions");
        var catalogueCheck = new Command("check", "Report every problem of the definitions; exit code 2 when there is one");
        catalogueCheck.SetAction(parsed => CatalogueCommand.Check(Invoked(parsed)));
        var list = new Command("list", "List the series that are watched");
        list.SetAction(parsed => CatalogueCommand.List(Invoked(parsed)));
        catalogue.Add(catalogueCheck);
        catalogue.Add(list);
        root.Add(catalogue);
        return root;
    }
}
