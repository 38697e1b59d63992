using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace DataBlackHole.Storage.Writing;

/// <summary>
/// Inserts rows with few statements and nothing tracked. A whole publisher can turn within one look, and one statement for each row would hold the
/// database for seconds. The rows get no numbers: who needs them asks for them.
/// </summary>
internal static class BulkInsert
{
    /// <summary>Fewer rows are written by the ordinary way.</summary>
    public const int WorthIt = 100;

    /// <summary>Few: the client of SQLite looks for the name of each parameter among all of its statement.</summary>
    private const int MostParameters = 250;

    private static readonly ConditionalWeakTable<IModel, ConcurrentDictionary<Type, Target>> Targets = [];

    /// <param name="db">The database, in a transaction.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="otherwise">What is to be done where a row is there already; fails when absent.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    /// <returns>How many rows were written.</returns>
    public static async Task<int> WriteAsync<T>(MonitorDb db, IReadOnlyList<T> rows, string? otherwise, CancellationToken cancellationToken) where T : class
    {
        var written = 0;
        var target = TargetOf<T>(db);
        foreach (var some in rows.Chunk(Math.Max(1, MostParameters / target.Columns.Count)))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            Fill(command, target, some, otherwise);
            written += await command.ExecuteNonQueryAsync(cancellationToken);
        }
        return written;
    }

    /// <summary>Inserts one row, and returns the number that the database gave it.</summary>
    public static async Task<long> NumberedAsync<T>(MonitorDb db, T row, CancellationToken cancellationToken) where T : class
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        Fill(command, TargetOf<T>(db), [row], " RETURNING id");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Columns that are written over where the row is there already.</summary>
    public static string Overwriting<T>(MonitorDb db, string condition = "") where T : class
    {
        var target = TargetOf<T>(db);
        return target.Overwriting + (condition.Length == 0 ? "" : $" WHERE {condition}");
    }

    private static Target TargetOf<T>(MonitorDb db) where T : class =>
        Targets.GetOrCreateValue(db.Model).GetOrAdd(typeof(T), static (type, model) => Target.Of(model.FindEntityType(type)!), db.Model);

    private static void Fill<T>(DbCommand command, Target target, T[] rows, string? otherwise) where T : class
    {
        var columns = target.Columns;
        var sql = new StringBuilder(target.Insert);
        var number = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            sql.Append(i == 0 ? "(" : ", (");
            for (var c = 0; c < columns.Count; c++)
            {
                var name = $"@p{number++}";
                sql.Append(c == 0 ? "" : ", ").Append(name);
                command.Parameters.Add(columns[c].Mapping.CreateParameter(command, name, columns[c].Value(rows[i])));
            }
            sql.Append(')');
        }
        // Only names of the model and numbered parameters are in the text.
#pragma warning disable CA2100
        command.CommandText = sql.Append(otherwise).ToString();
#pragma warning restore CA2100
    }

    private sealed record Column(string Name, RelationalTypeMapping Mapping, Func<object, object?> Value);

    /// <summary>A table, as the model knows it.</summary>
    private sealed record Target(string Insert, string Overwriting, IReadOnlyList<Column> Columns)
    {
        public static Target Of(IEntityType entity)
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
            var columns = entity.GetProperties().Where(p => !p.IsPrimaryKey() || p.ValueGenerated == ValueGenerated.Never)
                .Select(p => new Column(p.GetColumnName(table)!, p.GetRelationalTypeMapping(), p.GetGetter().GetClrValue)).ToList();
            var key = entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName(table)!).ToList();
            var others = columns.Where(c => !key.Contains(c.Name)).Select(c => $"{c.Name} = excluded.{c.Name}");
            return new Target(
                $"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ",
                $" ON CONFLICT ({string.Join(", ", key)}) DO UPDATE SET {string.Join(", ", others)}",
                columns);
        }
    }
}
