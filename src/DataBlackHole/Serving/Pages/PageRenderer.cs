using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace DataBlackHole.Serving.Pages;

/// <summary>Makes HTML of a page, on the server and once.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    /// <typeparam name="TPage">A component with the parameters Page and Model.</typeparam>
    public async Task<string> RenderAsync<TPage>(PageSetting page, object? model = null)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var parameters = new Dictionary<string, object?> { [nameof(PagePart.Page)] = page };
        if (model is not null) parameters["Model"] = model;
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var html = await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters));
            return html.ToHtmlString();
        });
    }
}
