using DataBlackHole.Probing.Fetching;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>Turns at hosts that the nodes of one record share. While the database is away nobody gets a turn: a request that may be too many is not made.</summary>
public sealed class DatabaseTurns(HostTurns turns, TimeProvider time, ILogger<DatabaseTurns> log) : SharedTurns
{
    private static readonly TimeSpan _patienceAtTheEnd = TimeSpan.FromSeconds(5);

    public override async Task<SharedClaim> TakeAsync(string host, string holder, TimeSpan gap, TimeSpan lease, CancellationToken stopping)
    {
        var claim = await DatabasePatience.WaitAsync(
            () => turns.TakeAsync(host, holder, gap, lease, (HostGate.MostInBurst, HostGate.BurstPause), stopping), time, log, "a turn at a host", stopping);
        return new SharedClaim(claim.IsMine, claim.IsHeld, claim.Wait, claim.Quiet);
    }

    public override async Task GiveBackAsync(string host, string holder, TimeSpan gap, TimeSpan quiet)
    {
        try
        {
            using var patience = new CancellationTokenSource(_patienceAtTheEnd);
            await turns.GiveBackAsync(host, holder, gap, quiet, patience.Token);
        }
        catch (Exception exception)
        {
            log.LogDebug(exception, "The turn at {Host} was not given back; it ends by itself", host);
        }
    }

    public override Task<TimeSpan> ReserveAsync(string host, TimeSpan gap, CancellationToken stopping) => turns.ReserveAsync(host, gap, stopping);
}
