using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using DataBlackHole.Commands;

namespace DataBlackHole.Service.Tests;

/// <summary>What a verb of the program printed and returned.</summary>
internal sealed record Verb(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Runs a verb in this process.</summary>
    public static async Task<Verb> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Build().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return new Verb(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs the built program as a process of its own.</summary>
    public static async Task<Verb> RunProgramAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        using var program = Start(folder, environment, args);
        var output = program.StandardOutput.ReadToEndAsync();
        var error = program.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await program.WaitForExitAsync(patience.Token);
        return new Verb(program.ExitCode, await output, await error);
    }

    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "datablackhole.dll"), .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
