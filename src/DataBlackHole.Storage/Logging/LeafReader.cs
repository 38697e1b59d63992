using System.Data.Common;
using System.Runtime.CompilerServices;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Storage.Logging;

/// <summary>Gets the canonical bytes of records from the database: the same way when a leaf is made and when it is checked.</summary>
internal static class LeafReader
{
    /// <summary>Calls back for each record that the condition on <c>t.id</c> finds, in the order of their numbers. The bytes are good during the call only.</summary>
    public static async Task ReadAsync(
        DbConnection connection, DbTransaction? transaction, LeafForm form, string where, Action<long, CanonicalJson> found, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = form.Select(where);
        await ReadAsync(command, form, found, cancellationToken);
    }

    /// <summary>As above, for a command that asks the question of the form (<see cref="LeafForm.Select"/>).</summary>
    public static async Task ReadAsync(DbCommand command, LeafForm form, Action<long, CanonicalJson> found, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var json = new CanonicalJson();
        long? current = null;
        while (await row.ReadAsync(cancellationToken))
        {
            var id = row.GetInt64(0);
            if (id != current)
            {
                if (current is { } before) Finish(form, json, before, found);
                form.Begin(json, row);
                current = id;
            }
            form.AddSeen(json, row);
        }
        if (current is { } last) Finish(form, json, last, found);
    }

    /// <summary>Runs of looks as they stand now: number, looks, last look and encoded times.</summary>
    public static async IAsyncEnumerable<RunTimes> RunsAsync(
        DbConnection connection, DbTransaction? transaction, string where, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT t.id, t.looks, t.first_at, t.last_at, t.times FROM measurements t WHERE {where} ORDER BY t.id";
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var times = row.GetValue(4) as byte[] ?? [];
            yield return new RunTimes(row.GetInt64(0), Looks(row.GetValue(1)), Instant(row, 2), Instant(row, 3), times);
        }
    }

    private static int Looks(object value) => value switch
    {
        int looks => looks,
        long looks and >= 0 and <= int.MaxValue => (int)looks,
        _ => -1,
    };

    private static DateTimeOffset? Instant(DbDataReader row, int ordinal) => row.GetValue(ordinal) switch
    {
        DateTime at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)),
        string text => LeafColumn.InstantOf(text),
        _ => null,
    };

    private static void Finish(LeafForm form, CanonicalJson json, long id, Action<long, CanonicalJson> found)
    {
        form.End(json);
        found(id, json);
    }
}

/// <summary>The columns of a run that may grow; an instant is null, and the number of looks -1, when what stands there is none.</summary>
internal sealed record RunTimes(long Id, int Looks, DateTimeOffset? FirstAt, DateTimeOffset? LastAt, byte[] Times);
