using DataBlackHole.Serving.Answering;

namespace DataBlackHole.Serving.Reference;

/// <summary>What the type of a problem leads to.</summary>
internal static class ProblemPages
{
    public static void MapProblemPages(this WebApplication app) =>
        app.MapGet("/problems/{name}", Page).WithSummary("What a kind of refusal means and what to do (HTML)").ExcludeFromDescription();

    private static IResult Page(string name, HttpContext context)
    {
        if (ProblemKinds.All.FirstOrDefault(k => k.Name == name) is not { } kind)
            return ApiProblems.Unknown("No such kind of problem", $"There is no kind of problem '{name}': there are {string.Join(", ", ProblemKinds.All.Select(k => k.Name))}.");
        var status = kind.Status == 0 ? "" : $" ({kind.Status})";
        return HtmlPage.Of(context, "en", $"{kind.Title.En}{status}", $"""
            <h1>{HtmlPage.Text(kind.Title.En)}{status}</h1>
            <p>{HtmlPage.Text(kind.Meaning.En)}</p><p>{HtmlPage.Text(kind.WhatToDo.En)}</p>
            <section lang="zh-Hans"><h2>{HtmlPage.Text(kind.Title.Zh)}{status}</h2>
            <p>{HtmlPage.Text(kind.Meaning.Zh)}</p><p>{HtmlPage.Text(kind.WhatToDo.Zh)}</p></section>
            <p><a href="../api">API reference</a></p>
            """);
    }
}
