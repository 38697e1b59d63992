using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>The description of the API: a linter finds nothing in it, every example works, and a client made from it reads everything.</summary>
public sealed class OpenApiTests
{
    private ServedMonitor _served = null!;
    private JsonNode _description = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _served = await FilledMonitor.StartAsync();
        _description = await _served.GetAsync("/openapi/v1.json");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [Test]
    public void Every_operation_and_parameter_is_described_and_every_operation_has_an_example()
    {
        foreach (var (path, operation) in Operations())
        {
            Assert.That(operation["summary"]?.GetValue<string>(), Is.Not.Empty, path);
            Assert.That(operation["description"]?.GetValue<string>(), Is.Not.Empty, path);
            Assert.That(operation["operationId"]?.GetValue<string>(), Does.Match("^get[A-Z]\\w+$"), path);
            Assert.That(operation["x-codeSamples"]?[0]!["source"]!.GetValue<string>(), Does.StartWith("curl '/").And.Not.Contain("{"), path);
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                Assert.That(parameter!["description"]?.GetValue<string>(), Is.Not.Empty, $"{path} {parameter["name"]}");
        }
        Assert.That(Operations().Select(o => o.Operation["operationId"]!.GetValue<string>()), Is.Unique);
        Assert.That(_description["info"]!["description"]!.GetValue<string>(), Does.Contain("UTC").And.Contain("time zone").And.Contain("working days"));
    }

    [Test]
    public async Task Every_example_works_as_it_stands()
    {
        var called = 0;
        foreach (var (path, operation) in Operations())
        {
            var address = operation["x-codeSamples"]![0]!["source"]!.GetValue<string>()["curl '".Length..^1];
            using var answer = await FilledMonitor.SendAsync(_served, HttpMethod.Get, address);
            Assert.That((int)answer.StatusCode, Is.EqualTo(200), $"{address}: {await answer.Content.ReadAsStringAsync()}");
            var promised = operation["responses"]!["200"]!["content"]!.AsObject().Select(c => c.Key);
            Assert.That(promised, Does.Contain(answer.Content.Headers.ContentType!.MediaType), address);
            // Each parameter by itself too, with its example.
            foreach (var parameter in operation["parameters"]?.AsArray().Where(p => p!["in"]!.GetValue<string>() == "query" && p["example"] is not null) ?? [])
            {
                var name = parameter!["name"]!.GetValue<string>();
                var plain = address.Split('?')[0];
                var needed = path.EndsWith("/consistency", StringComparison.Ordinal) && name != "from" ? "from=1&" : path.EndsWith("/inclusion", StringComparison.Ordinal) && name != "index" ? "index=0&" : "";
                using var one = await FilledMonitor.SendAsync(_served, HttpMethod.Get, $"{plain}?{needed}{name}={Uri.EscapeDataString(parameter["example"]!.ToString())}");
                Assert.That((int)one.StatusCode, Is.EqualTo(200), $"{plain} {name}");
            }
            called++;
        }
        Assert.That(called, Is.GreaterThan(40));
    }

    [Test]
    [Category("Slow")]
    public async Task A_linter_finds_nothing()
    {
        var folder = await Npm.FolderAsync();
        using var file = new ScratchFile(".json", Encoding.UTF8.GetBytes(_description.ToJsonString()));
        var (code, output) = await Npm.RunAsync(folder, "node", "node_modules/@redocly/cli/bin/cli.js", "lint", "--extends=recommended", "--format=stylish", file.Path);

        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.Contain("Your API description is valid").And.Not.Match("You have \\d+ warning"), output);
    }

    [Test]
    [Category("Slow")]
    public async Task A_generated_client_compiles_and_reads_every_address()
    {
        var folder = await Npm.FolderAsync();
        var place = Directory.CreateDirectory(Path.Combine(folder, $"client-{Guid.NewGuid():N}")).FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(place, "openapi.json"), _description.ToJsonString());
            var (generated, told) = await Npm.RunAsync(place, "node", "../node_modules/openapi-typescript/bin/cli.js", "openapi.json", "-o", "schema.ts");
            Assert.That(generated, Is.Zero, told);
            await File.WriteAllTextAsync(Path.Combine(place, "package.json"), """{ "type": "module" }""");
            await File.WriteAllTextAsync(Path.Combine(place, "read.ts"), Client());
            var (compiled, errors) = await Npm.RunAsync(place, "node", "../node_modules/typescript/bin/tsc", "--strict", "--target", "es2022", "--module", "nodenext", "--skipLibCheck", "read.ts");
            Assert.That(compiled, Is.Zero, errors);
            var (code, output) = await Npm.RunAsync(place, "node", "read.js", _served.Client.BaseAddress!.AbsoluteUri.TrimEnd('/'));
            Assert.That(code, Is.Zero, output);
            Assert.That(output.Trim(), Is.EqualTo($"{Operations().Count} read"));
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    /// <summary>A program that calls every operation with the parameters of its examples, typed by the description.</summary>
    private string Client()
    {
        var program = new StringBuilder("""
            import createClient from 'openapi-fetch';
            import type { paths } from './schema.js';
            declare const process: { argv: string[] };
            const client = createClient<paths>({ baseUrl: process.argv[2] });
            let read = 0;
            async function told(name: string, answer: Promise<{ response: Response, error?: unknown }>) {
              const { response, error } = await answer;
              if (response.status !== 200) throw new Error(`${name}: ${response.status} ${JSON.stringify(error)}`);
              read++;
            }
            const { data } = await client.GET('/api/v1/series', { params: { query: { limit: 2 } } });
            const key: string = data!.items[0].key;
            if (!key) throw new Error('a series has a key');

            """);
        foreach (var (path, operation) in Operations())
        {
            var parameters = (operation["parameters"]?.AsArray() ?? []).Where(p => p!["example"] is not null).ToLookup(p => p!["in"]!.GetValue<string>());
            var groups = parameters.Select(g => $"{g.Key}: {{ {string.Join(", ", g.Select(p => $"{p!["name"]}: {p["example"]!.ToJsonString()}"))} }}");
            var kind = operation["responses"]!["200"]!["content"]!.AsObject().First().Key.Contains("json", StringComparison.Ordinal) ? "json" : "text";
            if (path.EndsWith(".ndjson", StringComparison.Ordinal)) kind = "text";
            program.Append($"await told({JsonSerializer.Serialize(path)}, client.GET({JsonSerializer.Serialize(path)}, {{ params: {{ {string.Join(", ", groups)} }}, parseAs: '{kind}' }} as any));\n");
        }
        return program.Append("console.log(`${read} read`);\n").ToString();
    }

    private List<(string Path, JsonNode Operation)> Operations() =>
        [.. _description["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (p.Key, o.Value!)))];
}
