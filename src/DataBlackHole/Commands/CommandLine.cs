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

        var catalogue = new Command("catalogue", "Check or list the definitions");
        var catalogueCheck = new Command("check", "Report every problem of the definitions; exit code 2 when there is one");
        catalogueCheck.SetAction((parsed, _) => Run(parsed, i => Task.FromResult(CatalogueCommand.Check(i))));
        var list = new Command("list", "List the series that are watched");
        list.SetAction((parsed, _) => Run(parsed, i => Task.FromResult(CatalogueCommand.List(i))));
        catalogue.Add(catalogueCheck);
        catalogue.Add(list);
        root.Add(catalogue);
        AddMail(root, Run);
        return root;
    }

    private static void AddMail(RootCommand root, Func<ParseResult, Func<Invocation, Task<int>>, Task<int>> run)
    {
        var address = new Argument<string>("ADDRESS") { Description = "Whom to send to" };
        var test = new Command("test", "Send one mail and say what happened; exit code 5 when it was not taken") { address };
        test.SetAction((parsed, stopping) => run(parsed, i => MailCommand.TestAsync(i, parsed.GetValue(address)!, stopping)));
        root.Add(new Command("mail", "Try the mail server") { test });
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
