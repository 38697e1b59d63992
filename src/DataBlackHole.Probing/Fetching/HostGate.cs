using System.Collections.Concurrent;

namespace DataBlackHole.Probing.Fetching;

/// <summary>
/// One request at a time per host, in the order of asking, with a least distance between the end of one and the start of the next,
/// a longer pause after so many in a row, and silence for as long as a server asked for it. Where turns are shared, all this holds across processes.
/// </summary>
public sealed class HostGate(TimeProvider time, SharedTurns? shared = null)
{
    /// <summary>A server may silence us for a day; a longer wish is a mistake or worse.</summary>
    public static readonly TimeSpan LongestQuiet = TimeSpan.FromHours(24);

    /// <summary>Requests in a row after which a host is left alone for <see cref="BurstPause"/>.</summary>
    public const int MostInBurst = 60;

    /// <summary>The pause that ends a burst; a shorter one goes on with it.</summary>
    public static readonly TimeSpan BurstPause = TimeSpan.FromSeconds(60);

    /// <summary>How soon to ask again for a turn that another process has.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a request may take that says nothing about it.</summary>
    private static readonly TimeSpan UsualLongest = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Waits for this request's turn. When the host asked for silence that ends later than <paramref name="patience"/> from now,
    /// the turn is not granted: see <see cref="HostTurn.QuietUntil"/>.
    /// </summary>
    /// <param name="host">The host.</param>
    /// <param name="gap">Least distance to the request before.</param>
    /// <param name="patience">How long a silence is waited out.</param>
    /// <param name="stopping">Shutdown.</param>
    /// <param name="longest">How long the request can take at most: after that time a shared turn is taken for given up.</param>
    public async Task<HostTurn> EnterAsync(string host, TimeSpan gap, TimeSpan patience, CancellationToken stopping, TimeSpan? longest = null)
    {
        var line = _lines.GetOrAdd(host, _ => new Line(time));
        var place = line.Join();
        try
        {
            await place.Ahead.WaitAsync(stopping).ConfigureAwait(false);
            for (var left = line.Left(gap); left > TimeSpan.Zero; left = line.Left(gap))
            {
                if (line.QuietLeft() > patience) return new HostTurn(place.Leave, line.QuietUntil());
                await Task.Delay(left, time, stopping).ConfigureAwait(false);
            }
            var holder = shared is null ? "" : Guid.NewGuid().ToString("N");
            if (shared is not null && await ClaimAsync(shared, host, holder, gap, (longest ?? UsualLongest) + gap, patience, stopping).ConfigureAwait(false) is var quiet && quiet > TimeSpan.Zero)
                return new HostTurn(place.Leave, time.GetUtcNow() + quiet);
            line.Begun();
            return new HostTurn(() => { line.Ended(gap); place.Leave(); }, null, shared is null ? null : () => shared.GiveBackAsync(host, holder, gap, line.QuietLeft()));
        }
        catch
        {
            place.LeaveAfterThoseAhead();
            throw;
        }
    }

    /// <summary>
    /// Gives a look that finds its host busy a moment of its own, so that it need not stand in line: each that asks gets the one after, a gap apart.
    /// </summary>
    /// <returns>How long it is until then.</returns>
    public Task<TimeSpan> ReserveAsync(string host, TimeSpan gap, CancellationToken stopping) =>
        shared?.ReserveAsync(host, gap, stopping) ?? Task.FromResult(_lines.GetOrAdd(host, _ => new Line(time)).Reserve(gap));

    /// <summary>How many requests of this process stand in line at a host or are under way there.</summary>
    public int InLine(string host) => _lines.TryGetValue(host, out var line) ? line.InLine : 0;

    /// <summary>Obeys a server that asked for no requests for some time.</summary>
    public void KeepQuiet(string host, TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero) return;
        _lines.GetOrAdd(host, _ => new Line(time)).KeepQuiet(duration < LongestQuiet ? duration : LongestQuiet);
    }

    /// <summary>The end of the silence a host asked for, or null.</summary>
    public DateTimeOffset? QuietUntil(string host) => _lines.TryGetValue(host, out var line) ? line.QuietUntil() : null;

    /// <returns>The silence that outlasts our patience; nothing when the turn is ours.</returns>
    private async Task<TimeSpan> ClaimAsync(SharedTurns turns, string host, string holder, TimeSpan gap, TimeSpan lease, TimeSpan patience, CancellationToken stopping)
    {
        while (true)
        {
            var claim = await TakeAsync(turns, host, holder, gap, lease, stopping).ConfigureAwait(false);
            if (claim.IsMine) return TimeSpan.Zero;
            if (claim.Quiet > patience) return claim.Quiet;
            await Task.Delay(claim.IsHeld || claim.Wait <= TimeSpan.Zero ? AskAgain : claim.Wait, time, stopping).ConfigureAwait(false);
        }
    }

    private static async Task<SharedClaim> TakeAsync(SharedTurns turns, string host, string holder, TimeSpan gap, TimeSpan lease, CancellationToken stopping)
    {
        try
        {
            return await turns.TakeAsync(host, holder, gap, lease, stopping).ConfigureAwait(false);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            throw new TurnException($"no turn at {host} could be asked for", exception);
        }
    }

    /// <summary>The queue of one host. Distances are measured on the monotonic clock, so that a corrected clock neither hurries nor blocks us.</summary>
    private sealed class Line(TimeProvider time)
    {
        private readonly Lock _lock = new();
        private Task _last = Task.CompletedTask;
        private long? _ended;
        private TimeSpan _endedGap;
        private long? _quiet;
        private long? _nextSlot;
        private int _inBurst;
        private int _inLine;

        public int InLine => Volatile.Read(ref _inLine);

        public Place Join()
        {
            lock (_lock)
            {
                var place = new Place(_last, () => Interlocked.Decrement(ref _inLine));
                _last = place.Left;
                Interlocked.Increment(ref _inLine);
                return place;
            }
        }

        public TimeSpan Reserve(TimeSpan gap)
        {
            lock (_lock)
            {
                var now = time.GetTimestamp();
                var slot = _nextSlot > now ? _nextSlot.Value : now;
                _nextSlot = slot + (long)(gap.TotalSeconds * time.TimestampFrequency);
                return time.GetElapsedTime(now, slot);
            }
        }

        public void Begun()
        {
            lock (_lock) _inBurst = _ended is { } ended && time.GetElapsedTime(ended) < BurstPause ? _inBurst + 1 : 1;
        }

        public void Ended(TimeSpan gap)
        {
            lock (_lock)
            {
                _ended = time.GetTimestamp();
                _endedGap = gap;
            }
        }

        public void KeepQuiet(TimeSpan duration)
        {
            lock (_lock)
            {
                var until = time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);
                if (!(_quiet > until)) _quiet = until;
            }
        }

        public TimeSpan QuietLeft()
        {
            lock (_lock)
            {
                if (_quiet is not { } until) return TimeSpan.Zero;
                var left = time.GetElapsedTime(time.GetTimestamp(), until);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }

        public DateTimeOffset? QuietUntil() => QuietLeft() is var left && left > TimeSpan.Zero ? time.GetUtcNow() + left : null;

        public TimeSpan Left(TimeSpan gap)
        {
            var quiet = QuietLeft();
            lock (_lock)
            {
                if (_ended is not { } ended) return quiet;
                var usual = gap > _endedGap ? gap : _endedGap;
                var needed = (_inBurst >= MostInBurst && usual < BurstPause ? BurstPause : usual) - time.GetElapsedTime(ended);
                return needed > quiet ? needed : quiet;
            }
        }
    }

    /// <summary>A place in the queue: the one behind may go when this one has left.</summary>
    private sealed class Place(Task ahead, Action left)
    {
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ahead { get; } = ahead;

        public Task Left => _left.Task;

        public void Leave()
        {
            if (_left.TrySetResult()) left();
        }

        public void LeaveAfterThoseAhead() => Ahead.ContinueWith(_ => Leave(), TaskScheduler.Default);
    }
}

/// <summary>A granted turn, to be disposed when the request has ended; or the news that the host wants silence.</summary>
public sealed class HostTurn(Action leave, DateTimeOffset? quietUntil, Func<Task>? giveBack = null) : IDisposable, IAsyncDisposable
{
    /// <summary>Set when the turn was not granted: the host asked for no requests before this moment.</summary>
    public DateTimeOffset? QuietUntil { get; } = quietUntil;

    public void Dispose()
    {
        _ = giveBack?.Invoke();
        leave();
    }

    /// <summary>As <see cref="Dispose"/>; a shared turn is given back before the next in line may ask for it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (giveBack is not null) await giveBack().ConfigureAwait(false);
        leave();
    }
}

/// <summary>Those who share the turns at a host could not be asked. It is our own trouble: nothing was asked of the host, and it says nothing about it.</summary>
public sealed class TurnException(string message, Exception inner) : Exception(message, inner);
