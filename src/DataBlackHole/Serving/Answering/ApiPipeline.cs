using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HttpOverrides;

namespace DataBlackHole.Serving.Answering;

/// <summary>What every request goes through before an address answers it.</summary>
internal static partial class ApiPipeline
{
    private const string Anybody = "anybody";

    public static void AddAnswering(this IServiceCollection services, ApiSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<AnswerCache>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<ApiExamples>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);
        services.AddCors(cors => cors.AddPolicy(Anybody, policy => policy.AllowAnyOrigin().WithMethods("GET", "HEAD").AllowAnyHeader()
            .WithExposedHeaders("ETag", "Link", "Last-Modified", "Content-Disposition", "RateLimit", "RateLimit-Policy", "Retry-After").SetPreflightMaxAge(TimeSpan.FromDays(1))));
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in settings.TrustedProxies) options.KnownProxies.Add(proxy);
        });
    }

    public static void UseAnswering(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = error => error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            // A question that cannot be read is the client's error, and no news for our log.
            SuppressDiagnosticsCallback = error => error.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages();
        app.Use(app.Services.GetRequiredService<RateLimits>().LimitAsync);
        app.UseWhen(context => Readers.IsData(context.Request.Path), data => data.UseCors(Anybody));
        app.Use(HeadAsGetAsync);
        app.UseRouting();
        app.Use(AcceptedKinds.CheckAsync);
        app.Use(app.Services.GetRequiredService<AnswerCache>().AnswerAsync);
    }

    /// <summary>HEAD is answered like GET; the server itself leaves the body out.</summary>
    private static async Task HeadAsGetAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
        }
    }

    /// <summary>Gives every problem the address of the page that explains it.</summary>
    private static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var kind = ProblemKinds.Of(problem);
        var settings = context.HttpContext.RequestServices.GetRequiredService<MonitorSettings>();
        problem.Type = new Uri(CachedAnswer.Base(context.HttpContext, settings), $"problems/{kind.Name}").AbsoluteUri;
        var path = context.HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        problem.Instance ??= path?.Path ?? context.HttpContext.Request.Path.Value;
        if (kind.Title is { } title && IsUsual(problem.Title)) problem.Title = title.En;
        if (path?.Error is BadHttpRequestException bad && Bound().Match(bad.Message) is { Success: true } found)
        {
            problem.Extensions["parameter"] = found.Groups["name"].Value;
            problem.Detail ??= $"'{found.Groups["value"].Value}' is no value for '{found.Groups["name"].Value}'.";
        }
        // What failed is in our log under this number; the text of an error is not for the outside.
        problem.Detail ??= kind.Meaning.En;
    }

    private static bool IsUsual(string? title) => title is null or "Bad Request" or "Not Found" or "Method Not Allowed" or "An error occurred while processing your request.";

    [GeneratedRegex("Failed to bind parameter \"\\S+ (?<name>\\w+)\" from \"(?<value>[^\"]*)\"")]
    private static partial Regex Bound();
}
