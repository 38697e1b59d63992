using Microsoft.Playwright;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>Debian's Chromium, started once; a test is ignored where it is absent.</summary>
internal static class Browser
{
    private const string Program = "/usr/bin/chromium";

    private static readonly string[] _arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    /// <summary>A window of its own. What a page says in the console is collected: a blocked style or script would say so.</summary>
    public static async Task<Window> OpenAsync(string language, int width = 1280, bool scripts = true, bool bypassPolicy = false)
    {
        if (!File.Exists(Program)) Assert.Ignore($"{Program} is not here: install chromium");
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = _arguments });
        var context = await _browser.NewContextAsync(new()
        {
            Locale = language,
            JavaScriptEnabled = scripts,
            BypassCSP = bypassPolicy,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        return new Window(context, await context.NewPageAsync());
    }

    public static async Task EndAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>One window and the complaints of its pages.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.RequestFailed += (_, request) => Complaints.Add($"{request.Url}: {request.Failure}");
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public List<string> Requests { get; } = [];

    /// <summary>Opens a page of the replayed record.</summary>
    public async Task<IPage> GoAsync(string path, int status = 200)
    {
        var pages = await ReplayedPages.GetAsync();
        var answer = await Page.GotoAsync(new Uri(pages.Address, path).AbsoluteUri);
        Assert.That(answer!.Status, Is.EqualTo(status), path);
        return Page;
    }

    public async Task<string> TextAsync(string selector) => (await Page.Locator(selector).First.InnerTextAsync()).Trim();

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
