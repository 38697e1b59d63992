using Microsoft.Playwright;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>Every page in a real browser: without scripts, printed, on a phone, and for those who do not see it.</summary>
[Category("Slow")]
public sealed class BrowserTests
{
    private static readonly string[] _languages = ["en", "zh"];

    private static readonly (string Name, string Path)[] _pages =
    [
        ("overview", "/"), ("overview-then", "/?on=2026-08-01"), ("series", "/series/nbs-youth-unemployment-16-24"), ("series-ended", "/series/nbs-youth-unemployment-16-24-incl-students"),
        ("series-then", "/series/nbs-70-city-house-prices?on=2022-10-20"), ("series-cited", "/series/tianyancha-service-marketplace"), ("service", "/series/cnki"), ("publisher", "/publishers/nbs"),
        ("calendar", "/calendar?on=2026-09-20"), ("events", "/events"), ("census", "/census"), ("census-none", "/census?publisher=safe"), ("method", "/method"), ("monitor", "/monitor"),
    ];

    private static IEnumerable<object[]> Pages => from page in _pages from language in _languages select new object[] { page.Name, Spoken(page.Path, language), language };

    [TestCaseSource(nameof(Pages))]
    public async Task It_reads_well_on_a_desk_and_on_a_phone(string name, string path, string language)
    {
        await using var desk = await Browser.OpenAsync("en");
        await desk.GoAsync(path);
        await ShootAsync(desk.Page, $"{name}-{language}-desk");
        await using var phone = await Browser.OpenAsync("en", width: 360);
        var page = await phone.GoAsync(path);
        await ShootAsync(page, $"{name}-{language}-phone");

        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(360), "wide tables scroll in a region of their own");
        Assert.That(await page.EvaluateAsync<string>("document.documentElement.lang"), Is.EqualTo(language == "zh" ? "zh-Hans" : "en"));
        Assert.That(desk.Complaints, Is.Empty, "nothing is refused by our own policy");
        Assert.That(desk.Requests.Select(r => new Uri(r).Authority).Distinct(), Has.Exactly(1).Items, "everything comes from here");
    }

    [TestCaseSource(nameof(Pages))]
    public async Task An_accessibility_checker_finds_nothing(string name, string path, string language)
    {
        _ = (name, language);
        var axe = await AxeCore.ScriptAsync();
        // The checker is a script; the policy of the page would refuse it, as it must.
        await using var window = await Browser.OpenAsync("en", bypassPolicy: true);
        var page = await window.GoAsync(path);
        await page.EvaluateAsync(axe);
        var found = await page.EvaluateAsync<string>(
            """
            async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })).violations
                .map(v => v.id + ": " + v.help + "\n" + v.nodes.slice(0, 3).map(n => "  " + n.html.slice(0, 200) + "\n  " + n.failureSummary).join("\n")).join("\n")
            """);
        Assert.That(found, Is.Empty);
    }

    [TestCaseSource(nameof(_languages))]
    public async Task Without_scripts_every_page_shows_and_its_forms_work(string language)
    {
        await using var window = await Browser.OpenAsync("en", scripts: false);
        foreach (var (_, path) in _pages)
        {
            await window.GoAsync(Spoken(path, language));
            Assert.That(await window.TextAsync("h1"), Is.Not.Empty, path);
        }
        await window.GoAsync($"/?lang={language}");
        await window.Page.SelectOptionAsync("select[name=status]", "Discontinued");
        await window.Page.ClickAsync("form[role=search] button");
        Assert.That(await window.Page.Locator("tbody tr:not(.group)").CountAsync(), Is.Positive);
        Assert.That(await window.Page.Locator("tbody .st:not(.ended)").CountAsync(), Is.Zero);
        await window.GoAsync($"/series/nbs-youth-unemployment-16-24-incl-students?lang={language}");
        await window.Page.ClickAsync("details.asked summary");
        await window.Page.FillAsync("input[name=on]", "2023-09-01");
        await window.Page.ClickAsync("details.asked button");
        Assert.That(window.Page.Url, Does.Contain("on=2023-09-01").And.Contain($"lang={language}"));
        Assert.That(await window.TextAsync("#cited-status"), Does.Contain(language == "zh" ? "暂停发布" : "paused"));
    }

    [TestCase("en", "Youth unemployment, ages 16-24", "published")]
    [TestCase("zh", "失业率", "已发布")]
    public async Task A_printed_page_is_readable_text_and_names_its_permanent_address(string language, string name, string word)
    {
        await using var window = await Browser.OpenAsync("en");
        var page = await window.GoAsync($"/series/nbs-youth-unemployment-16-24?lang={language}");
        var file = Path.Combine(Directory.CreateTempSubdirectory("print-").FullName, $"series-{language}.pdf");
        await page.PdfAsync(new() { Path = file, Format = "A4", PrintBackground = true });
        TestContext.AddTestAttachment(file);
        var (exit, text, error) = await Debian.RunAsync("/usr/bin/pdftotext", "poppler-utils", [file, "-"]);

        Assert.That(exit, Is.Zero, error);
        Assert.That(text, Does.Contain(name).And.Contain(word).And.Contain("2026-08").And.Contain("asOf="));
    }

    [Test]
    public async Task With_the_keyboard_the_first_stop_leads_past_the_navigation()
    {
        await using var window = await Browser.OpenAsync("en");
        var page = await window.GoAsync("/");
        await page.Keyboard.PressAsync("Tab");
        Assert.That(await page.EvaluateAsync<string>("document.activeElement.textContent"), Is.EqualTo("Skip to content"));
        await page.Keyboard.PressAsync("Enter");
        Assert.That(await page.EvaluateAsync<string>("document.activeElement.id"), Is.EqualTo("content"));
    }

    private static string Spoken(string path, string language) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}";

    private static async Task ShootAsync(IPage page, string name)
    {
        var folder = Environment.GetEnvironmentVariable("DATABLACKHOLE_SCREENSHOTS") ?? Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots");
        var file = Path.Combine(folder, $"{name}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
        TestContext.AddTestAttachment(file);
    }
}
