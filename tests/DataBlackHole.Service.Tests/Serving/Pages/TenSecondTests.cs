namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>What a reporter on deadline must see without scrolling or searching, in a real browser and in both languages.</summary>
[Category("Slow")]
public sealed class TenSecondTests
{
    private const string Youth = "/series/nbs-youth-unemployment-16-24-incl-students";
    private const string Rate = "/series/nbs-youth-unemployment-16-24";

    [TestCase("en", "ended", "published")]
    [TestCase("zh-CN", "已终止", "正常发布")]
    public async Task Is_it_still_published(string language, string ended, string published)
    {
        await using var window = await Browser.OpenAsync(language);
        await window.GoAsync(Youth);
        Assert.That(await window.TextAsync("#status"), Is.EqualTo(ended));
        Assert.That(await IsInFirstScreenAsync(window, "#status"), Is.True);
        await window.GoAsync(Rate);
        Assert.That(await window.TextAsync("#status"), Is.EqualTo(published));
    }

    [TestCase("en", "Since 2023-08-15. Last period seen: 2023-06.")]
    [TestCase("zh-CN", "自 2023-08-15 起。最近所见为 2023-06。")]
    public async Task Since_when_not(string language, string since)
    {
        await using var window = await Browser.OpenAsync(language);
        await window.GoAsync(Youth);
        Assert.That(await window.TextAsync("#since"), Is.EqualTo(since));
        Assert.That(await IsInFirstScreenAsync(window, "#since"), Is.True);
    }

    [TestCase("en", "from the cited record, not seen by us", "observed by our own looks")]
    [TestCase("zh-CN", "据引用记录，非本监测所见", "本监测所见")]
    public async Task Who_says_so(string language, string cited, string observed)
    {
        await using var window = await Browser.OpenAsync(language);
        await window.GoAsync(Youth);
        Assert.That(await window.TextAsync("#who"), Does.Contain(cited));
        Assert.That(await window.Page.Locator("#who a").First.GetAttributeAsync("href"), Is.EqualTo("https://www.yicai.com/news/101835390.html"));
        Assert.That(await window.Page.Locator("#who a").First.GetAttributeAsync("rel"), Is.EqualTo("noopener nofollow"));
        Assert.That(await IsInFirstScreenAsync(window, "#who"), Is.True);
        await window.GoAsync(Rate);
        Assert.That(await window.TextAsync("#who"), Does.Contain(observed));
    }

    [TestCase("en", "ages 16-24, students included ended with 2023-06.", "By the cited record, not by our own looks: published under another definition since 2024-01-17.")]
    [TestCase("zh-CN", "止于 2023-06。", "据引用记录（非本监测所见）：自 2024-01-17 起口径变更后发布。")]
    public async Task What_can_I_quote(string language, string sentence, string cited)
    {
        await using var window = await Browser.OpenAsync(language);
        await window.GoAsync(Youth);
        Assert.That(await window.TextAsync(".quote p"), Does.EndWith(sentence));
        Assert.That(await window.Page.Locator(".quote p").Nth(1).InnerTextAsync(), Does.StartWith(cited), "what is cited stands apart and says so");
        Assert.That(await IsInFirstScreenAsync(window, ".quote"), Is.True);
    }

    [TestCase("en")]
    [TestCase("zh-CN")]
    public async Task What_can_I_link(string language)
    {
        await using var window = await Browser.OpenAsync(language);
        await window.GoAsync(Rate);
        var link = await window.TextAsync("#permalink");
        Assert.That(link, Does.Match(@"^http://127\.0\.0\.1:\d+/series/nbs-youth-unemployment-16-24\?asOf=\d{4}-\d\d-\d\dT\d\d"));
        Assert.That(await window.TextAsync("#cite .copy"), Does.Contain(link));
        var status = await window.TextAsync("#status");

        await window.Page.ClickAsync("#permalink");

        Assert.That(await window.TextAsync("#status"), Is.EqualTo(status));
        Assert.That(await window.TextAsync("#permalink"), Is.EqualTo(link), "the link of a linked page is the same link");
    }

    [TestCase("en", "Youth unemployment, ages 16-24, students included")]
    [TestCase("zh-CN", "16—24岁人口城镇调查失业率（包含在校生）")]
    public async Task It_is_found_from_the_front_page_by_searching(string language, string name)
    {
        await using var window = await Browser.OpenAsync(language);
        await window.GoAsync("/");
        await window.Page.FillAsync("input[name=q]", "youth students");
        await window.Page.ClickAsync("form[role=search] button");
        Assert.That(window.Page.Url, Does.Contain("q=youth"), "the search is in the address");
        await window.Page.ClickAsync($"th[scope=row] a:text-is('{name}')");
        Assert.That(await window.TextAsync("h1"), Is.EqualTo(name));
    }

    private static async Task<bool> IsInFirstScreenAsync(Window window, string selector)
    {
        var box = await window.Page.Locator(selector).First.BoundingBoxAsync();
        return box!.Y + box.Height <= 900;
    }
}
