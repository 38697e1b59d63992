using System.CommandLine;

namespace DataBlackHole.Commands;

/// <summary>The verbs of the program.</summary>
public static class CommandLine
{
    /// <summary>Longer than the host takes at most to end what is under way (30 s), so that nothing is cut off.</summary>
    private static readonly TimeSpan _patienceAtTheEnd = TimeSpan.FromSeconds(40);

    public static Task<int> RunAsync(string[] args) => Build().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = _patienceAtTheEnd });

    public static RootCommand Build()
    {
        var root = new RootCommand("DataBlackHole watches official Chinese statistics and records when each release is published, late or missing.");
        var config = new Option<string?>("--config") { Description = "Folder with the definitions (default: Monitor:Config)", Recursive = true };
        var database = new Option<string?>("--database") { Description = "SQLite file or PostgreSQL connection string (default: Monitor:Database)", Recursive = true };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of text", Recursive = true };
        root.Add(config);
        root.Add(database);
        root.Add(json);

        Task<int> Run(ParseResult parsed, Func<Invocation, Task<int>> verb) => RunAsync(
            new Invocation(parsed.GetValue(config), parsed.GetValue(database), parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error), verb);

        root.SetAction((parsed, stopping) => Run(parsed, i => ServeCommand.RunAsync(i, stopping)));
        var serve = new Command("serve", "Watch the configured series and serve the status API (the default)");
        serve.SetAction((parsed, stopping) => Run(parsed, i => ServeCommand.RunAsync(i, stopping)));
        root.Add(serve);

        var keys = new Argument<string[]>("SERIES") { Description = "Keys of series", Arity = ArgumentArity.OneOrMore };
        var check = new Command("check", "Look now, record nothing, and print what was read and why") { keys };
        check.SetAction((parsed, stopping) => Run(parsed, i => CheckCommand.RunAsync(i, parsed.GetValue(keys)!, stopping)));
        root.Add(check);

        var archive = new Option<string>("--archive") { Description = "Folder with index.tsv and the documents it names", Required = true };
        var replay = new Command("replay", "Feed captured documents through the real pipeline and report what they show") { archive };
        replay.SetAction((parsed, stopping) => Run(parsed, i => ReplayCommand.RunAsync(i, parsed.GetValue(archive)!, stopping)));
        root.Add(replay);

        var some = new Argument<string[]>("SERIES") { Description = "Keys of series (default: all with a record)", Arity = ArgumentArity.ZeroOrMore };
        var backtest = new Command("backtest", "Simulate polling over the publication record and report false claims, misses and delays; exit code 4 when there is one") { some };
        backtest.SetAction((parsed, stopping) => Run(parsed, i => BacktestCommand.RunAsync(i, parsed.GetValue(some) ?? [], stopping)));
        root.Add(backtest);

        var key = new Option<string?>("--key") { Description = "PEM file of the public key that must have signed; without it the keys in the record are taken at their word" };
        var verify = new Command("verify", "Check bodies, records, log, signatures and stamps against each other, offline; exit code 5 when something is wrong") { key };
        verify.SetAction((parsed, stopping) => Run(parsed, i => VerifyCommand.RunAsync(i, parsed.GetValue(key), stopping)));
        root.Add(verify);

        var catalogue = new Command("catalogue", "Check or list the definitions");
        var catalogueCheck = new Command("check", "Report every problem of the definitions; exit code 2 when there is one");
        catalogueCheck.SetAction((parsed, _) => Run(parsed, i => Task.FromResult(CatalogueCommand.Check(i))));
        var list = new Command("list", "List the series that are watched");
        list.SetAction((parsed, _) => Run(parsed, i => Task.FromResult(CatalogueCommand.List(i))));
        catalogue.Add(catalogueCheck);
        catalogue.Add(list);
        root.Add(catalogue);
        return root;
    }

    /// <summary>Runs a verb; what the operator can put right is said in one line, without a stack trace.</summary>
    private static async Task<int> RunAsync(Invocation invocation, Func<Invocation, Task<int>> verb)
    {
        try
        {
            return await verb(invocation);
        }
        catch (SettingsException exception)
        {
            await invocation.Error.WriteLineAsync(exception.Message);
            return ExitCode.BadInput;
        }
    }
}
