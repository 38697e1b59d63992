namespace DataBlackHole.Probing.Fetching;

/// <summary>What became of asking for a turn that several processes share.</summary>
/// <param name="IsMine">Whether the turn is ours.</param>
/// <param name="IsHeld">Whether another process has it; it may give it back at any moment.</param>
/// <param name="Wait">How long the host is not to be asked, by the rules alone.</param>
/// <param name="Quiet">How long the host wants silence.</param>
public sealed record SharedClaim(bool IsMine, bool IsHeld, TimeSpan Wait, TimeSpan Quiet);

/// <summary>The rules of <see cref="HostGate"/> where several processes ask the same hosts. Whoever keeps it waits out its own troubles.</summary>
public abstract class SharedTurns
{
    /// <summary>Asks for the turn once; who asks again under the same name keeps it. A turn that is not given back ends by itself after <paramref name="lease"/>.</summary>
    public abstract Task<SharedClaim> TakeAsync(string host, string holder, TimeSpan gap, TimeSpan lease, CancellationToken stopping);

    /// <summary>Gives a turn back, with the silence that the host asked for. Never throws: what is not given back ends by itself.</summary>
    public abstract Task GiveBackAsync(string host, string holder, TimeSpan gap, TimeSpan quiet);

    /// <summary>Gives a look its moment at a host, a gap after the one before; tells how long it is until then.</summary>
    public abstract Task<TimeSpan> ReserveAsync(string host, TimeSpan gap, CancellationToken stopping);
}
