using Microsoft.AspNetCore.HttpOverrides;

namespace DataBlackHole.Serving.Answering;

/// <summary>What every request goes through before an address answers it.</summary>
internal static class ApiPipeline
{
    private const string Anybody = "anybody";

    public static void AddAnswering(this IServiceCollection services, ApiSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<AnswerCache>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<ApiExamples>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
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
        app.Use(PlainKindsAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = error => error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            // A question that cannot be read is the client's error, and no news for our log.
            SuppressDiagnosticsCallback = error => error.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages();
        app.UseWhen(context => Readers.IsData(context.Request.Path), data => data.UseCors(Anybody));
        // After the word to other origins, so that their scripts can read a refusal.
        app.Use(app.Services.GetRequiredService<RateLimits>().LimitAsync);
        app.Use(HeadAsGetAsync);
        app.UseRouting();
        app.Use(AcceptedKinds.CheckAsync);
        app.Use(app.Services.GetRequiredService<AnswerCache>().AnswerAsync);
    }

    /// <summary>What an answer is, is what it says it is: no browser is to make a page of data.</summary>
    private static Task PlainKindsAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
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
}
