using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsvHelper;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>Exports over HTTP, read by programs of others.</summary>
public sealed partial class ExportTests
{
    private static readonly string[] _tables = ["series", "releases", "flips", "reviews", "coverage"];

    private ServedMonitor _served = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _served = await FilledMonitor.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [TestCaseSource(nameof(_tables))]
    public async Task CsvHelper_and_Python_read_the_same_rows_as_NDJSON_has(string table)
    {
        var csv = await _served.Client.GetByteArrayAsync(new Uri($"/api/v1/exports/{table}.csv", UriKind.Relative));
        var lines = (await _served.Client.GetStringAsync(new Uri($"/api/v1/exports/{table}.ndjson", UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()).ToList();
        var rows = Read(csv);

        Assert.That(rows, Has.Count.EqualTo(lines.Count));
        foreach (var (row, line) in rows.Zip(lines))
            Assert.That(row.Select(c => c.Value), Is.EqualTo(line.Select(p => p.Value?.ToString() is { } text && p.Value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False ? p.Value.ToString() : p.Value?.ToString() ?? "")));
        using var file = new ScratchFile(".csv", csv);
        var python = await Debian.PythonAsync("python3", "csv", """
            import csv, json, sys
            print(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8', newline=''), strict=True))))
            """, file.Path);
        var read = JsonNode.Parse(python)!.AsArray().Select(r => r!.AsArray().Select(c => c!.GetValue<string>()).ToList()).ToList();
        Assert.That(read[0], Is.EqualTo(Columns(csv)));
        Assert.That(read.Skip(1).Select(r => string.Join('|', r)), Is.EqualTo(rows.Select(r => string.Join('|', r.Select(c => c.Value)))));
    }

    [Test]
    public async Task Lines_end_with_CR_LF_and_values_are_exact_also_where_a_spreadsheet_would_run_them()
    {
        var csv = await _served.Client.GetByteArrayAsync(new Uri("/api/v1/exports/releases.csv", UriKind.Relative));
        var text = Encoding.UTF8.GetString(csv);
        var titles = Read(csv).Select(r => r["title"]).Where(t => t.Length > 0);
        var details = Read(await _served.Client.GetByteArrayAsync(new Uri("/api/v1/exports/flips.csv", UriKind.Relative))).Select(r => r["detail"]).Where(d => d.Length > 0);

        Assert.That(text, Does.StartWith("series,publisher,period,").And.EndsWith("\r\n"));
        Assert.That(Alone().Matches(text), Is.Empty, "no line ends with LF alone");
        Assert.That(titles, Is.EqualTo(new[] { FilledMonitor.Hostile }));
        Assert.That(details, Is.EqualTo(new[] { FilledMonitor.Hostile }));
        using var answer = await FilledMonitor.SendAsync(_served, HttpMethod.Get, "/api/v1/exports/releases.csv");
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/csv; charset=utf-8; header=present"));
        Assert.That(answer.Content.Headers.ContentDisposition!.ToString(), Does.StartWith("attachment").And.Contain("datablackhole-releases.csv"));
        Assert.That(FilledMonitor.Header(answer, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
    }

    [Test]
    public async Task Text_from_outside_stays_data_in_JSON()
    {
        foreach (var address in new[] { "/api/v1/releases?series=nbs-cpi", "/api/v1/measurements", "/api/v1/flips?series=nbs-cpi" })
        {
            using var answer = await FilledMonitor.SendAsync(_served, HttpMethod.Get, address);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/json"));
            Assert.That(FilledMonitor.Header(answer, "X-Content-Type-Options"), Is.EqualTo("nosniff"), address);
            Assert.That(text, Does.Not.Contain("<script"), "markup is escaped");
            Assert.That(Texts(JsonNode.Parse(text)!), Does.Contain(FilledMonitor.Hostile), address);
        }
    }

    [Test]
    public async Task The_SDMX_message_keeps_the_rules_of_its_format()
    {
        using var answer = await FilledMonitor.SendAsync(_served, HttpMethod.Get, "/api/v1/exports/observations.sdmx.csv");
        var csv = await answer.Content.ReadAsByteArrayAsync();
        var rows = Read(csv);

        Assert.That(answer.Content.Headers.ContentType!.ToString(), Does.StartWith("application/vnd.sdmx.data+csv; version=2.0.0"));
        Assert.That(Columns(csv).Take(3), Is.EqualTo(new[] { "STRUCTURE", "STRUCTURE_ID", "ACTION" }));
        Assert.That(rows, Is.Not.Empty);
        foreach (var row in rows)
        {
            Assert.That(row["STRUCTURE"], Is.EqualTo("dataflow"));
            Assert.That(row["STRUCTURE_ID"], Does.Match(@"^[A-Za-z][A-Za-z0-9_.-]*:[A-Za-z0-9_@$-]+\(\d+\.\d+\.\d+\)$"));
            Assert.That(row["ACTION"], Is.EqualTo("I"));
            Assert.That(row["FREQ"], Is.AnyOf("A", "Q", "M", "D"));
            Assert.That(row["TIME_PERIOD"], Does.Match(@"^\d{4}(-\d{2}(-\d{2})?|-Q[1-4])?$|^\d{4}-\d{2}-\d{2}/P\d+M$"));
            Assert.That(row["OBS_STATUS"], Is.AnyOf("A", "O", "Q", "M", "L"));
            Assert.That(row["OBS_VALUE"].Length > 0, Is.EqualTo(row["OBS_STATUS"] == "A"), "a code for a missing value and a value exclude each other");
            if (row["OBS_VALUE"].Length > 0) Assert.That(decimal.TryParse(row["OBS_VALUE"], NumberStyles.Float, CultureInfo.InvariantCulture, out _), Is.True);
        }
        Assert.That(rows.Select(r => $"{r["SERIES"]} {r["TIME_PERIOD"]}"), Is.Unique, "the dimensions are a key");
    }

    [TestCase("2026-08", "A")]
    [TestCase("2026-09", "O")]
    [TestCase("2026-11", "M")]
    [TestCase("2026-Q2", "L")]
    [TestCase("2026-01-01/P2M", "A")]
    [TestCase("2023-07", "Q")]
    public async Task Missing_withheld_not_due_and_not_collected_have_different_codes(string period, string code)
    {
        var rows = Read(await _served.Client.GetByteArrayAsync(new Uri("/api/v1/exports/observations.sdmx.csv", UriKind.Relative)));
        Assert.That(rows.Where(r => r["TIME_PERIOD"] == period && r["SERIES"] is FilledMonitor.Cpi or FilledMonitor.Youth && r["TIME_PERIOD"] == period).Select(r => r["OBS_STATUS"]), Is.EqualTo(new[] { code }));
    }

    private static IEnumerable<string> Texts(JsonNode node) => node switch
    {
        JsonObject group => group.SelectMany(p => p.Value is null ? [] : Texts(p.Value)),
        JsonArray list => list.SelectMany(i => i is null ? [] : Texts(i)),
        _ => node.GetValueKind() == System.Text.Json.JsonValueKind.String ? [node.GetValue<string>()] : [],
    };

    internal static List<Dictionary<string, string>> Read(byte[] csv)
    {
        using var reader = CsvReader.Create(csv, new CsvReaderOptions { HasHeader = true, AllowLineBreaksInQuotes = true, TrimWhitespace = false });
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read()) rows.Add(reader.Headers.ToDictionary(h => h, reader.GetString));
        return rows;
    }

    private static string[] Columns(byte[] csv) => Encoding.UTF8.GetString(csv).Split("\r\n")[0].Split(',');

    [GeneratedRegex("(?<!\r)\n(?=[a-z])")]
    private static partial Regex Alone();
}
