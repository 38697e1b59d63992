using System.Diagnostics;
using System.Globalization;

namespace DataBlackHole.Benchmarks;

/// <summary>How much is to be measured, and where progress is told.</summary>
/// <param name="IsQuick">Small sizes: that it runs is to be shown, and no figure to be believed.</param>
/// <param name="Program">The published program; null to publish it.</param>
internal sealed record BenchmarkRun(bool IsQuick, string? Program)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Rounds of which the median counts.</summary>
    public int Rounds => IsQuick ? 1 : 3;

    public T Size<T>(T full, T quick) => IsQuick ? quick : full;

    /// <summary>On the error channel: the output is the table.</summary>
    public void Tell(string progress) =>
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(_started).TotalSeconds,5:0} s] {progress}"));

    public static double Median(IEnumerable<double> figures)
    {
        var ordered = figures.Order().ToList();
        return ordered.Count % 2 == 1 ? ordered[ordered.Count / 2] : (ordered[ordered.Count / 2 - 1] + ordered[ordered.Count / 2]) / 2;
    }
}

/// <summary>What one of many equal pieces of work cost.</summary>
/// <param name="CpuMs">Processor time of this process, in milliseconds.</param>
/// <param name="PerSecond">How many were done in a second.</param>
internal sealed record Cost(double CpuMs, double PerSecond)
{
    /// <summary>The median of several rounds, each of which does the work <paramref name="count"/> times, so many at once.</summary>
    public static async Task<Cost> MedianAsync(int rounds, int count, int atOnce, Func<int, Task> workAsync)
    {
        var costs = new List<Cost>();
        for (var round = 0; round < rounds; round++) costs.Add(await OnceAsync(count, atOnce, workAsync));
        return new Cost(BenchmarkRun.Median(costs.Select(c => c.CpuMs)), BenchmarkRun.Median(costs.Select(c => c.PerSecond)));
    }

    public static async Task<Cost> OnceAsync(int count, int atOnce, Func<int, Task> workAsync)
    {
        GC.Collect();
        var (started, busy) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        if (atOnce == 1)
        {
            for (var i = 0; i < count; i++) await workAsync(i);
        }
        else
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, _) => await workAsync(i));
        }
        var (took, spent) = (Stopwatch.GetElapsedTime(started), Process.GetCurrentProcess().TotalProcessorTime - busy);
        return new Cost(spent.TotalMilliseconds / count, count / took.TotalSeconds);
    }
}
