using System.CommandLine;
using DataBlackHole.Proposing;
using DataBlackHole.Serving;
using DataBlackHole.Serving.Exports;

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
        var verify = new Command("verify", "Check bodies, records, log, signatures and stamps against each other, offline; exit code 6 when something is wrong") { key };
        verify.SetAction((parsed, stopping) => Run(parsed, i => VerifyCommand.RunAsync(i, parsed.GetValue(key), stopping)));
        root.Add(verify);
        AddExport(root, Run);
        AddCopies(root, Run);

        var source = new Option<string?>("--source") { Description = "Only documents of the source with this key" };
        var version = new Option<string?>("--reader-version") { Description = "Name under which the new reading goes on record (default: the version of this program)" };
        var reread = new Command("reread", "Read kept documents again with the present readers and definitions; what they say differently is recorded beside the old") { source, version };
        reread.SetAction((parsed, stopping) => Run(parsed, i => RereadCommand.RunAsync(i, parsed.GetValue(source), parsed.GetValue(version), stopping)));
        root.Add(reread);

        var catalogue = new Command("catalogue", "Check or list the definitions");
        var catalogueCheck = new Command("check", "Report every problem of the definitions; exit code 2 when there is one");
        catalogueCheck.SetAction((parsed, _) => Run(parsed, i => Task.FromResult(CatalogueCommand.Check(i))));
        var list = new Command("list", "List the series that are watched");
        list.SetAction((parsed, _) => Run(parsed, i => Task.FromResult(CatalogueCommand.List(i))));
        catalogue.Add(catalogueCheck);
        catalogue.Add(list);
        AddProposal(catalogue, Run);
        root.Add(catalogue);
        AddMail(root, Run);
        AddCensus(root, Run);
        return root;
    }

    private static void AddProposal(Command catalogue, Func<ParseResult, Func<Invocation, Task<int>>, Task<int>> run)
    {
        var from = new Option<string>("--from") { Description = "Address to look at, or file with a captured document", Required = true };
        var archive = new Option<string?>("--archive") { Description = "Folder with index.tsv in which the file or address is looked for" };
        var url = new Option<string?>("--url") { Description = "Address that a file outside an archive was saved from" };
        var request = new Option<string?>("--request") { Description = "Body of the POST that the document answers (databases)" };
        var match = new Option<string?>("--match") { Description = "Words of the title, or identity of the indicator, that tell which of several is meant" };
        var key = new Option<string?>("--key") { Description = "Key of the series; permanent" };
        var write = new Option<bool>("--write") { Description = "Write the files into the folder of definitions instead of only printing them" };
        var propose = new Command("new", "Propose a series from a look or a capture: prints definitions that pass the check and read that very document, and why they are so")
        {
            from, archive, url, request, match, key, write,
        };
        propose.SetAction((parsed, stopping) => run(parsed, i => ProposeCommand.RunAsync(
            i,
            new ProposalOrder(parsed.GetValue(from)!, parsed.GetValue(archive), parsed.GetValue(url), parsed.GetValue(request), parsed.GetValue(match), parsed.GetValue(key)),
            parsed.GetValue(write),
            stopping)));
        catalogue.Add(propose);
    }

    private static void AddCensus(RootCommand root, Func<ParseResult, Func<Invocation, Task<int>>, Task<int>> run)
    {
        var publisher = new Argument<string>("PUBLISHER") { Description = "Key of the publisher whose database is walked, such as nbs" };
        var archive = new Option<string?>("--archive") { Description = "Read captures in this folder instead of the network, and compare with the older tree among them; records nothing" };
        var csv = new Option<string?>("--csv") { Description = "Write every indicator to this file" };
        var provinces = new Option<bool>("--provinces") { Description = "Walk the trees of the provinces too (names only)" };
        var resume = new Option<bool>("--resume") { Description = "Only go on with a census that was broken off (without it: go on, or begin one)" };
        var anew = new Option<bool>("--anew") { Description = "Begin a new one although the last was broken off" };
        var census = new Command("census", "Walk a publisher's whole database politely and find what stopped, vanished or came back; can be stopped at any time and goes on where it was")
        {
            publisher, archive, csv, provinces, resume, anew,
        };
        census.SetAction((parsed, stopping) => run(parsed, i => CensusCommand.RunAsync(
            i,
            new CensusOrder(parsed.GetValue(publisher)!, parsed.GetValue(archive), parsed.GetValue(csv), parsed.GetValue(provinces), parsed.GetValue(resume), parsed.GetValue(anew)),
            stopping)));
        root.Add(census);
    }

    private static void AddMail(RootCommand root, Func<ParseResult, Func<Invocation, Task<int>>, Task<int>> run)
    {
        var address = new Argument<string>("ADDRESS") { Description = "Whom to send to" };
        var test = new Command("test", "Send one mail and say what happened; exit code 5 when it was not taken") { address };
        test.SetAction((parsed, stopping) => run(parsed, i => MailCommand.TestAsync(i, parsed.GetValue(address)!, stopping)));
        root.Add(new Command("mail", "Try the mail server") { test });
    }

    private static void AddCopies(RootCommand root, Func<ParseResult, Func<Invocation, Task<int>>, Task<int>> run)
    {
        var file = new Argument<string>("FILE") { Description = "The copy: a SQLite file, or with PostgreSQL a dump in pg_dump's custom format" };
        var backup = new Command("backup", "Copy the whole record into one file, also while the service runs; a file that exists is not overwritten") { file };
        backup.SetAction((parsed, stopping) => run(parsed, i => CopyCommand.BackUpAsync(i, parsed.GetValue(file)!, stopping)));
        var restore = new Command("restore", "Put such a copy where there is no record yet; a record that holds anything is not overwritten") { file };
        restore.SetAction((parsed, stopping) => run(parsed, i => CopyCommand.RestoreAsync(i, parsed.GetValue(file)!, stopping)));
        root.Add(backup);
        root.Add(restore);
        var from = new Argument<string>("FROM") { Description = "The record to read: SQLite file or PostgreSQL connection string" };
        var import = new Command("import", "Move the whole record of another database into this empty one, such as a SQLite file into PostgreSQL; stop the service first") { from };
        import.SetAction((parsed, stopping) => run(parsed, i => ImportCommand.RunAsync(i, parsed.GetValue(from)!, stopping)));
        root.Add(import);
    }

    private static void AddExport(RootCommand root, Func<ParseResult, Func<Invocation, Task<int>>, Task<int>> run)
    {
        var export = new Command("export", "Write what is kept for others to check without this program");
        var source = new Option<string?>("--source") { Description = "Only looks at the source with this key" };
        var from = new Option<string?>("--from") { Description = "Only looks from this day or instant on (UTC)" };
        var to = new Option<string?>("--to") { Description = "Only looks up to this day or instant (UTC)" };
        var output = new Option<string>("--out") { Description = "File or folder to write", Required = true };
        var warc = new Command("warc", "Captured documents as a web archive (WARC/1.1, .warc.gz)") { source, from, to, output };
        warc.SetAction((parsed, stopping) => run(parsed, i => ExportCommand.WarcAsync(i, parsed.GetValue(source), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(output)!, stopping)));
        var log = new Command("log", "The log of evidence with checkpoints, proofs and keys, into a folder") { output };
        log.SetAction((parsed, stopping) => run(parsed, i => ExportCommand.LogAsync(i, parsed.GetValue(output)!, stopping)));
        var series = new Argument<string>("SERIES") { Description = "Key of the series" };
        var period = new Argument<string>("PERIOD") { Description = "Reference period, such as 2026-09" };
        var pack = new Command("pack", "Everything that supports or refutes the absence of one release, into a folder or .zip") { series, period, output };
        pack.SetAction((parsed, stopping) => run(parsed, i => ExportCommand.PackAsync(i, parsed.GetValue(series)!, parsed.GetValue(period)!, parsed.GetValue(output)!, stopping)));
        var publisher = new Argument<string>("PUBLISHER") { Description = "Key of the publisher, such as nbs" };
        var census = new Command("census", "Every indicator that censuses found, as CSV") { publisher, output };
        census.SetAction((parsed, stopping) => run(parsed, i => ExportCommand.CensusAsync(i, parsed.GetValue(publisher)!, parsed.GetValue(output)!, stopping)));
        export.Add(census);
        export.Add(warc);
        export.Add(log);
        export.Add(pack);
        AddTables(export, output, run);
        root.Add(export);
    }

    private static void AddTables(Command export, Option<string> output, Func<ParseResult, Func<Invocation, Task<int>>, Task<int>> run)
    {
        var table = new Option<string>("--table") { Description = "series, releases, flips, reviews or coverage", DefaultValueFactory = _ => "releases" };
        var publisher = new Option<string?>("--publisher") { Description = "Only of the publisher with this key" };
        var series = new Option<string?>("--series") { Description = "Only of the series with this key" };
        var from = new Option<string?>("--from") { Description = "Only from this day on: of reference periods for releases, of conclusions for flips, of time for coverage" };
        var to = new Option<string?>("--to") { Description = "Only up to this day" };
        var on = new Option<string?>("--on") { Description = "As it was at the end of this day" };
        var asOf = new Option<string?>("--as-of") { Description = "By what had been recorded by this instant, such as 2026-11-22T00:00Z" };
        ExportAsked Asked(ParseResult parsed) => new(parsed.GetValue(publisher), parsed.GetValue(series), parsed.GetValue(from), parsed.GetValue(to));
        TimeAsked Time(ParseResult parsed) => new(parsed.GetValue(on), parsed.GetValue(asOf));
        void Add(string name, string description, bool hasTable)
        {
            var command = new Command(name, description) { publisher, series, from, to, on, asOf, output };
            if (hasTable) command.Add(table);
            command.SetAction((parsed, stopping) => run(parsed, i => TableCommand.RunAsync(
                i, name, hasTable ? parsed.GetValue(table)! : "", Asked(parsed), Time(parsed), parsed.GetValue(output)!, stopping)));
            export.Add(command);
        }

        Add("csv", "A table of the record as CSV (RFC 4180)", hasTable: true);
        Add("ndjson", "A table of the record as NDJSON, one object a line", hasTable: true);
        Add("sdmx", "Figures, and why there are none, as SDMX-CSV 2.0", hasTable: false);
        var year = new Option<int>("--year") { Description = "The year", Required = true };
        var archive = new Command("archive", "A year of the record for keeping and citing, into a folder or .zip") { year, output };
        archive.SetAction((parsed, stopping) => run(parsed, i => TableCommand.ArchiveAsync(i, parsed.GetValue(year), parsed.GetValue(output)!, stopping)));
        export.Add(archive);
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
