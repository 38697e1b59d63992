using System.Runtime.CompilerServices;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage.Rows;
using DataBlackHole.Storage.Writing;

namespace DataBlackHole.Storage;

/// <content>Looks that change nothing and rest on nothing that has changed: two short statements.</content>
public sealed partial class HistoryStore
{
    /// <summary>Nobody is told of such a look, and what comes next syncs it with itself: at worst a power cut takes back the last ones, and they are taken again.</summary>
    private readonly OpenContexts _unhurried = new(contexts, SqliteSession.SyncedLater);

    /// <summary>Puts a look on record that showed the document of a run once more; does nothing when what it rests on has changed.</summary>
    /// <param name="look">The look.</param>
    /// <param name="footing">What it rests on.</param>
    /// <param name="after">The state of its source after it, with the version that was loaded.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    /// <returns>Whether the look is on record.</returns>
    public async Task<bool> LengthenAsync(Measurement look, QuietFooting footing, SourceState after, CancellationToken cancellationToken = default)
    {
        look = look with { TakenAt = UtcMilliseconds.Truncate(look.TakenAt) };
        var address = footing.Run.Address;
        var run = _memory.Latest.TryGet(address, out var known) ? known : await LatestRunAsync(address, cancellationToken);
        if (run?.Id != footing.Run.MeasurementId || !RunContinuation.Lengthens(run, look)) return false;
        var grown = run.Grown(look.TakenAt, LookTimes.Append(run.Times, run.LastAt, look.TakenAt));
        if (await LengthenAsync(run, grown, footing, after, cancellationToken))
        {
            _memory.Latest.Put(address, grown);
            _memory.Sources.Put(after.Source, after with { Version = after.Version + 1 });
            return true;
        }
        _memory.Latest.Forget(address);
        _memory.Sources.Forget(after.Source);
        foreach (var series in footing.Series) _memory.Series.Forget(series);
        return false;
    }

    private async Task<MeasurementRow?> LatestRunAsync(string address, CancellationToken cancellationToken)
    {
        await using var rented = await _unhurried.RentAsync(cancellationToken);
        var run = await RunQueries.LatestAsync(rented.Db, address, cancellationToken);
        rented.Done();
        return run;
    }

    private async Task<bool> LengthenAsync(MeasurementRow run, MeasurementRow grown, QuietFooting footing, SourceState after, CancellationToken cancellationToken)
    {
        await using var rented = await _unhurried.RentAsync(cancellationToken);
        var db = rented.Db;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (await Statements.RunAsync(db, SourceUpdate(footing, after), cancellationToken) != 1) return false;
            if (await RunWriter.GrowAsync(db, run, grown, cancellationToken) != 1) return false;
            await transaction.CommitAsync(cancellationToken);
            rented.Done();
            return true;
        }
        catch (Exception error) when (writing?.Heard(error) is true)
        {
            return false;
        }
    }

    private static FormattableString SourceUpdate(QuietFooting footing, SourceState after)
    {
        var keys = string.Join(", ", footing.Series.Select((_, i) => $"{{{i + 5}}}"));
        object?[] values =
        [
            UtcMilliseconds.Truncate(after.LastLookAt!.Value).UtcDateTime,
            after.NextLookAt is { } next ? UtcMilliseconds.Truncate(next).UtcDateTime : null,
            after.Source,
            after.Version,
            footing.Versions,
            .. footing.Series,
        ];
        return FormattableStringFactory.Create(
            "UPDATE source_states SET last_look_at = {0}, last_clear_at = {0}, next_look_at = {1}, version = version + 1 WHERE source_key = {2} AND version = {3}"
            + $" AND (SELECT sum(version) FROM series_states WHERE series_key IN ({keys})) = {{4}}",
            values);
    }
}
