namespace DataBlackHole.Notifying;

/// <summary>How long to wait after an attempt that failed for now. Pure: chance is an argument.</summary>
public static class Backoff
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _longest = TimeSpan.FromHours(4);

    /// <param name="attempts">Attempts so far, this one included.</param>
    /// <param name="chance">From 0 to 1: spreads messages that failed together by a quarter either way.</param>
    public static TimeSpan After(int attempts, double chance)
    {
        var doubled = _first * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        return (doubled < _longest ? doubled : _longest) * (0.75 + 0.5 * chance);
    }
}
