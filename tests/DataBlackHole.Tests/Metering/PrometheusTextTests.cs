using System.Diagnostics.Metrics;
using DataBlackHole.Metering;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Tests.Metering;

/// <summary>Measurements as Prometheus reads them: names, units, labels, sums.</summary>
public sealed class PrometheusTextTests
{
    private ServiceProvider _services = null!;
    private MeterCollection _meters = null!;
    private Meter _ours = null!;

    [SetUp]
    public void Listen()
    {
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = _services.GetRequiredService<IMeterFactory>();
        _meters = new MeterCollection(factory);
        _ours = factory.Create(MonitorMeters.Name);
    }

    [TearDown]
    public void StopListening()
    {
        _ours.Dispose();
        _meters.Dispose();
        _services.Dispose();
    }

    [Test]
    public void A_counter_is_a_total_and_adds_up_by_label()
    {
        var looks = _ours.CreateCounter<long>("datablackhole.looks", "{look}", "Looks.");
        looks.Add(1, new KeyValuePair<string, object?>("kind", "Page"));
        looks.Add(2, new KeyValuePair<string, object?>("kind", "Page"));
        looks.Add(5, new KeyValuePair<string, object?>("kind", "Records"));

        Assert.That(Text(), Is.EqualTo("""
            # HELP datablackhole_looks_total Looks
            # TYPE datablackhole_looks_total counter
            datablackhole_looks_total{kind="Page"} 3
            datablackhole_looks_total{kind="Records"} 5

            """));
    }

    [Test]
    public void A_histogram_counts_up_to_each_bound_in_seconds()
    {
        var times = _ours.CreateHistogram("wait", "ms", "Waiting", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 2] });
        foreach (var value in new[] { 100d, 500, 1000, 9000 }) times.Record(value);

        Assert.That(Text(), Is.EqualTo("""
            # HELP wait_seconds Waiting
            # TYPE wait_seconds histogram
            wait_seconds_bucket{le="0.5"} 2
            wait_seconds_bucket{le="2"} 3
            wait_seconds_bucket{le="+Inf"} 4
            wait_seconds_sum 10.6
            wait_seconds_count 4

            """));
    }

    [Test]
    public void What_is_observed_replaces_what_was_observed()
    {
        var blind = new List<string> { "Unreachable", "LoginWall" };
        _ours.CreateObservableGauge("blind", () => blind.Select(b => new Measurement<int>(1, new KeyValuePair<string, object?>("reason", b))), null, "Blind");
        Assert.That(Text(), Does.Contain("blind{reason=\"LoginWall\"} 1").And.Contain("blind{reason=\"Unreachable\"} 1"));

        blind.Remove("LoginWall");
        Assert.That(Text(), Does.Not.Contain("LoginWall").And.Contain("blind{reason=\"Unreachable\"} 1"));
    }

    [Test]
    public void Names_of_jobs_are_left_out_and_what_differs_by_them_alone_is_added_up()
    {
        using var quartz = new Meter("Quartz");
        var misfires = quartz.CreateCounter<long>("quartz.trigger.misfire", "{misfire}", "Misfires");
        foreach (var job in new[] { "one", "two" }) misfires.Add(1, new("quartz.job.name", job), new("quartz.job.result", "failed"));

        Assert.That(Text(), Does.Contain("quartz_trigger_misfire_total{quartz_job_result=\"failed\"} 2\n").And.Not.Contain("one"));
    }

    [Test]
    public void A_value_with_quotes_and_a_new_line_stays_on_its_line()
    {
        _ours.CreateCounter<long>("odd", null, "Two\nlines").Add(1, new KeyValuePair<string, object?>("what", "a \"b\"\\\n中"));
        Assert.That(Text(), Does.Contain("# HELP odd_total Two lines\n").And.Contain("odd_total{what=\"a \\\"b\\\"\\\\\\n中\"} 1\n"));
    }

    [Test]
    public void Meters_of_another_service_in_the_process_are_not_ours()
    {
        using var other = new ServiceCollection().AddMetrics().BuildServiceProvider();
        other.GetRequiredService<IMeterFactory>().Create(MonitorMeters.Name).CreateCounter<long>("foreign").Add(1);
        using var unknown = new Meter("Npgsql");
        unknown.CreateCounter<long>("unknown").Add(1);

        Assert.That(Text(), Is.Empty);
    }

    private string Text() => PrometheusText.Write(_meters.Collect().Where(m => !m.Form.Name.StartsWith("dotnet_", StringComparison.Ordinal)));
}
