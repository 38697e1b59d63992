using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>Waits while the server of the record is away, and says so at growing intervals.</summary>
public static class DatabasePatience
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _longestSilence = TimeSpan.FromMinutes(10);

    /// <summary>Does what needs the database, again and again until it is there. Whatever else goes wrong is the caller's.</summary>
    /// <param name="act">What needs it. It may have been done although the answer was lost: doing it twice must be once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where it is said.</param>
    /// <param name="what">What waits.</param>
    /// <param name="stopping">Ends the waiting.</param>
    /// <param name="atMost">How long it waits; for as long as it takes when absent.</param>
    public static async Task<T> WaitAsync<T>(Func<Task<T>> act, TimeProvider time, ILogger log, string what, CancellationToken stopping, TimeSpan? atMost = null)
    {
        var (started, pause, tellAfter, told) = (time.GetTimestamp(), _first, TimeSpan.Zero, false);
        while (true)
        {
            try
            {
                var done = await act();
                if (told) log.LogWarning("The database is back after {Seconds:0} s: {What} goes on", time.GetElapsedTime(started).TotalSeconds, what);
                return done;
            }
            catch (Exception exception) when (DatabaseAway.Is(exception) && !stopping.IsCancellationRequested && !(time.GetElapsedTime(started) > atMost))
            {
                var waited = time.GetElapsedTime(started);
                if (waited >= tellAfter)
                {
                    log.LogWarning("The database is away ({Reason}): {What} waits, for {Seconds:0} s so far", Reason(exception), what, waited.TotalSeconds);
                    tellAfter = waited + (tellAfter < _longestSilence / 2 ? tellAfter + TimeSpan.FromSeconds(15) : _longestSilence);
                    told = true;
                }
            }
            await Task.Delay(pause, time, stopping);
            pause = pause < _longest / 2 ? pause * 2 : _longest;
        }
    }

    public static Task WaitAsync(Func<Task> act, TimeProvider time, ILogger log, string what, CancellationToken stopping, TimeSpan? atMost = null) => WaitAsync(
        async () =>
        {
            await act();
            return true;
        },
        time, log, what, stopping, atMost);

    private static string Reason(Exception exception)
    {
        while (exception.InnerException is { } inner) exception = inner;
        return exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
    }
}
