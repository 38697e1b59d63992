using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Threading.RateLimiting;
using DataBlackHole.Metering;
using DataBlackHole.Serving.Pages;

namespace DataBlackHole.Serving.Answering;

/// <summary>
/// What one client may ask: a bucket of tokens for each address (for IPv6 each network of 64 bits), filled evenly. Every answer says what is
/// left (RateLimit and RateLimit-Policy of the IETF's HTTPAPI group). This machine is no exception.
/// </summary>
internal sealed class RateLimits(ApiSettings settings) : IAsyncDisposable
{
    private const string Policy = "client";
    private const int SecondsInAMinute = 60;

    /// <summary>An export is worth so many ordinary answers.</summary>
    private const int ExportCost = 10;

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(
        context => RateLimitPartition.GetTokenBucketLimiter(ClientOf(context), _ => Bucket(settings.RequestsPerMinute)));

    public async Task LimitAsync(HttpContext context, RequestDelegate next)
    {
        // Whoever watches the monitor itself must not be turned away; and a page that says no needs its style.
        if (context.Request.Path == "/healthz" || context.Request.Path == MetricsApi.Path || PageAssets.IsOne(context.Request.Path))
        {
            await next(context);
            return;
        }
        var cost = context.Request.Path.StartsWithSegments("/api/v1/exports") ? Math.Min(ExportCost, settings.RequestsPerMinute) : 1;
        using var lease = _limiter.AttemptAcquire(context, cost);
        var left = _limiter.GetStatistics(context)?.CurrentAvailablePermits ?? 0;
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{Policy}\";q={settings.RequestsPerMinute};w={SecondsInAMinute}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{Policy}\";r={left};t={PeriodOf(settings.RequestsPerMinute)}");
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : PeriodOf(settings.RequestsPerMinute);
        headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        if (PageErrors.WantsPage(context.Request))
            await context.RequestServices.GetRequiredService<PageErrors>().SendAsync(context, StatusCodes.Status429TooManyRequests, PageWords.TooMany(settings.RequestsPerMinute, wait));
        else await ApiProblems.TooMany(settings.RequestsPerMinute, wait).ExecuteAsync(context);
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();

    /// <summary>Filled as often as whole tokens allow: one bucketful each minute would come in jerks.</summary>
    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = perMinute * PeriodOf(perMinute) / SecondsInAMinute,
        ReplenishmentPeriod = TimeSpan.FromSeconds(PeriodOf(perMinute)),
        QueueLimit = 0,
    };

    private static int PeriodOf(int perMinute) => SecondsInAMinute / (int)BigInteger.GreatestCommonDivisor(SecondsInAMinute, perMinute);

    private static IPAddress ClientOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }
}
