using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>Lets the nodes that share one PostgreSQL do what they do at their start one after the other.</summary>
public sealed class StartTurn(IDbContextFactory<MonitorDb> contexts)
{
    /// <summary>Any number, as long as nothing else in the database uses it.</summary>
    private const long Number = 0x6c6f_6f6b_5f73_7431;

    private static readonly TimeSpan _askAgain = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(Func<Task> start, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!db.Database.IsNpgsql())
        {
            await start();
            return;
        }
        // The turn goes with the connection: a node that dies gives it back.
        await db.Database.OpenConnectionAsync(cancellationToken);
        while (!await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({Number}) AS \"Value\"").SingleAsync(cancellationToken)) await Task.Delay(_askAgain, cancellationToken);
        try
        {
            await start();
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Number})", CancellationToken.None);
        }
    }
}
