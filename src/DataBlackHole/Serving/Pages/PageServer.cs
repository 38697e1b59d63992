using DataBlackHole.Core.Catalogue;
using Microsoft.AspNetCore.Components;

namespace DataBlackHole.Serving.Pages;

/// <summary>Answers with pages: from the cache where it can, with the headers that all of them carry.</summary>
internal sealed class PageServer(PageDesk desk, PageCache cache, PageRenderer renderer, PageErrors errors)
{
    /// <typeparam name="TPage">The component that shows the view.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="publisher">Whose days count; null where the page shows many.</param>
    /// <param name="parameters">What the page can be asked for beside language and time.</param>
    /// <param name="read">Makes the view; null for a page that needs none.</param>
    public async Task AnswerAsync<TPage>(HttpContext context, string? publisher, IReadOnlyCollection<string> parameters, Func<PageDesk, PageSetting, Task<object?>> read)
        where TPage : IComponent
    {
        var zone = publisher is null ? desk.Zone : desk.ZoneOf(publisher);
        var page = PageQuestion.Read(context, CachedAnswer.Base(context, desk.Settings), zone, desk.Time.GetUtcNow(), parameters, out var refusal);
        try
        {
            if (refusal is not null) throw new PageRefusedException(refusal);
            var body = await cache.GetAsync(page, async () => new PageBody(await renderer.RenderAsync<TPage>(page, await read(desk, page))), context.RequestAborted);
            PageHeaders.Put(context.Response);
            // Whoever keeps it asks whether it is still so; that costs a few bytes.
            context.Response.Headers.CacheControl = "public, no-cache";
            await body.SendAsync(context, StatusCodes.Status200OK, PageHeaders.Html);
        }
        catch (PageRefusedException refused)
        {
            await errors.SendAsync(context, page with { Query = [], Path = "/" }, StatusCodes.Status400BadRequest, refused.Explanation);
        }
    }

    public Task RefuseAsync(HttpContext context, int status, BilingualText explanation) => errors.SendAsync(context, status, explanation);
}

/// <summary>A page cannot be made from what was asked.</summary>
internal sealed class PageRefusedException(BilingualText explanation) : Exception(explanation.En)
{
    public BilingualText Explanation { get; } = explanation;
}
