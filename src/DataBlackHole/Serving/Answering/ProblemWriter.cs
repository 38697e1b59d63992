using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;

namespace DataBlackHole.Serving.Answering;

/// <summary>Writes every refusal as Problem Details, whatever the client accepts: a refusal without words helps nobody.</summary>
internal sealed partial class ProblemWriter(MonitorSettings settings) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        Complete(context);
        var response = context.HttpContext.Response;
        response.StatusCode = context.ProblemDetails.Status ?? response.StatusCode;
        return new ValueTask(response.WriteAsJsonAsync(context.ProblemDetails, ApiJson.Compact, "application/problem+json", context.HttpContext.RequestAborted));
    }

    /// <summary>Gives a problem the address of the page that explains it, and the parameter that could not be read.</summary>
    private void Complete(ProblemDetailsContext context)
    {
        var (problem, http) = (context.ProblemDetails, context.HttpContext);
        problem.Status ??= http.Response.StatusCode;
        var kind = ProblemKinds.Of(problem);
        var failed = http.Features.Get<IExceptionHandlerPathFeature>();
        if (problem.Type?.StartsWith(ProblemKinds.Mark, StringComparison.Ordinal) != true) problem.Title = kind.Title.En;
        problem.Type = new Uri(CachedAnswer.Base(http, settings), $"problems/{kind.Name}").AbsoluteUri;
        problem.Instance ??= failed?.Path ?? http.Request.Path.Value;
        if (failed?.Error is BadHttpRequestException bad && Bound().Match(bad.Message) is { Success: true } found)
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(found.Groups["name"].Value);
            problem.Extensions["parameter"] = name;
            problem.Detail ??= $"'{found.Groups["value"].Value}' is no value for '{name}'.";
        }
        // What failed is in our log under this number; the text of an error is not for the outside.
        problem.Detail ??= kind.Meaning.En;
        problem.Extensions["traceId"] = Activity.Current?.Id ?? http.TraceIdentifier;
    }

    [GeneratedRegex("Failed to bind parameter \"\\S+ (?<name>\\w+)\" from \"(?<value>[^\"]*)\"")]
    private static partial Regex Bound();
}
