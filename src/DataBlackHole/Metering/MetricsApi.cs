namespace DataBlackHole.Metering;

/// <summary>The meters of this node, for Prometheus to fetch.</summary>
internal static class MetricsApi
{
    public const string Path = "/metrics";

    public static void AddMetering(this IServiceCollection services)
    {
        services.AddSingleton<MeterCollection>();
        services.AddSingleton<GaugeDesk>();
        services.AddSingleton<RecordSampler>();
    }

    public static void MapMetrics(this WebApplication app)
    {
        // Listens from now on: what happened before is in no counter.
        app.Services.GetRequiredService<MeterCollection>();
        app.MapGet(Path, AnswerAsync).WithSummary("Meters of this node, for Prometheus").WithTags("Monitor").ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(RecordSampler sampler, MeterCollection meters, CancellationToken stopping)
    {
        await sampler.RefreshAsync(stopping);
        return TypedResults.Text(PrometheusText.Write(meters.Collect()), PrometheusText.ContentType);
    }
}
