using DataBlackHole.Core.Catalogue;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace DataBlackHole.Serving.Pages;

/// <summary>What cannot be answered is told to browsers as a page, in the same dress; programs keep getting Problem Details.</summary>
internal sealed class PageErrors(PageRenderer renderer, MonitorSettings settings, TimeProvider time) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!WantsPage(httpContext.Request)) return false;
        await SendAsync(httpContext, StatusCodes.Status500InternalServerError, PageWords.Broken);
        return true;
    }

    /// <summary>After everything else has left an answer without a body.</summary>
    public async Task SendWhereEmptyAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var response = context.Response;
        var isEmpty = response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null && response.ContentLength is null;
        if (isEmpty && WantsPage(context.Request)) await SendAsync(context, response.StatusCode, response.StatusCode == 404 ? PageWords.NoSuchPage : PageWords.NotAnswered);
    }

    public Task SendAsync(HttpContext context, int status, BilingualText explanation)
    {
        var setting = new PageSetting
        {
            Tongue = Tongues.TryRead(context.Request.Query[PageQuestion.Lang], out var named) && context.Request.Query.ContainsKey(PageQuestion.Lang)
                ? named : PageQuestion.Preferred(context.Request),
            Base = CachedAnswer.Base(context, settings),
            Path = "/",
            Now = time.GetUtcNow(),
        };
        return SendAsync(context, setting, status, explanation);
    }

    public async Task SendAsync(HttpContext context, PageSetting setting, int status, BilingualText explanation)
    {
        var html = await renderer.RenderAsync<ProblemPage>(setting, new ProblemView(status, PageWords.StatusTitle(status), explanation));
        PageHeaders.Put(context.Response);
        context.Response.Headers.CacheControl = "no-store";
        await new PageBody(html).SendAsync(context, status, PageHeaders.Html);
    }

    /// <summary>Browsers name HTML; what asks the API is a program, whatever it says.</summary>
    public static bool WantsPage(HttpRequest request) => !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && NamesHtml(request.Headers.Accept);

    private static bool NamesHtml(StringValues accept) =>
        MediaTypeHeaderValue.TryParseList(accept, out var wanted) && wanted.Any(w => w.MediaType == "text/html" && w.Quality is not 0);
}

/// <summary>A page that says why there is no other.</summary>
public sealed record ProblemView(int Status, BilingualText Title, BilingualText Explanation);
