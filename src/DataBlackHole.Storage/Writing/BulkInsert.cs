using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
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
            written += await Filled(db, target, some, otherwise).ExecuteNonQueryAsync(cancellationToken);
        }
        return written;
    }

    /// <summary>Inserts one row, and returns the number that the database gave it.</summary>
    public static async Task<long> NumberedAsync<T>(MonitorDb db, T row, CancellationToken cancellationToken) where T : class =>
        (long)(await Filled(db, TargetOf<T>(db), [row], " RETURNING id").ExecuteScalarAsync(cancellationToken))!;

    /// <summary>Columns that are written over where the row is there already.</summary>
    public static string Overwriting<T>(MonitorDb db, string condition = "") where T : class
    {
        var target = TargetOf<T>(db);
        return target.Overwriting + (condition.Length == 0 ? "" : $" WHERE {condition}");
    }

    private static Target TargetOf<T>(MonitorDb db) where T : class =>
        Targets.GetOrCreateValue(db.Model).GetOrAdd(typeof(T), static (type, model) => Target.Of(model.FindEntityType(type)!), db.Model);

    private static DbCommand Filled<T>(MonitorDb db, Target target, T[] rows, string? otherwise) where T : class
    {
        var command = Statements.Get(db, target.TextOf(rows.Length, otherwise));
        var isNew = command.Parameters.Count == 0;
        var number = 0;
        foreach (var row in rows)
        {
            foreach (var column in target.Columns)
            {
                if (isNew) command.Parameters.Add(column.Mapping.CreateParameter(command, $"@p{number}", column.Value(row)));
                else command.Parameters[number].Value = column.Stored(row) ?? DBNull.Value;
                number++;
            }
        }
        return command;
    }

    private sealed record Column(string Name, RelationalTypeMapping Mapping, Func<object, object?> Value)
    {
        /// <summary>The value as the mapping gives it to the database.</summary>
        public object? Stored(object row) => Value(row) is { } value ? Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value : null;
    }

    /// <summary>A table, as the model knows it.</summary>
    private sealed record Target(string Insert, string Overwriting, IReadOnlyList<Column> Columns)
    {
        private readonly ConcurrentDictionary<(int Rows, string? Otherwise), string> _texts = [];

        public string TextOf(int rows, string? otherwise) => _texts.GetOrAdd((rows, otherwise), Compose);

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

        private string Compose((int Rows, string? Otherwise) asked)
        {
            var places = Enumerable.Range(0, asked.Rows * Columns.Count).Select(number => $"@p{number}").Chunk(Columns.Count).Select(row => $"({string.Join(", ", row)})");
            return Insert + string.Join(", ", places) + asked.Otherwise;
        }
    }
}
