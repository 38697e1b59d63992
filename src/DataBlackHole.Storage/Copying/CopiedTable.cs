using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace DataBlackHole.Storage.Copying;

/// <summary>A column and how its values are read.</summary>
/// <param name="Name">Its name, the same in both databases.</param>
/// <param name="StoreType">What this database calls its type.</param>
/// <param name="Read">Reads a value that is not null.</param>
internal sealed record CopiedColumn(string Name, string StoreType, Func<DbDataReader, int, object> Read);

/// <summary>A table as the model describes it, so that none and no column of one is forgotten.</summary>
/// <param name="Name">Its name, the same in both databases.</param>
/// <param name="Columns">All of its columns, by name.</param>
/// <param name="Key">The columns of the primary key, by which rows are ordered.</param>
/// <param name="Numbered">The column that the database numbers; null where there is none.</param>
internal sealed record CopiedTable(string Name, ImmutableArray<CopiedColumn> Columns, ImmutableArray<string> Key, string? Numbered)
{
    private static readonly Dictionary<Type, Func<DbDataReader, int, object>> Readers = new()
    {
        [typeof(string)] = (row, i) => row.GetString(i),
        [typeof(int)] = (row, i) => row.GetInt32(i),
        [typeof(long)] = (row, i) => row.GetInt64(i),
        [typeof(bool)] = (row, i) => row.GetBoolean(i),
        [typeof(double)] = (row, i) => row.GetDouble(i),
        [typeof(byte[])] = (row, i) => row.GetFieldValue<byte[]>(i),
        // Instants are UTC in both; SQLite does not say so.
        [typeof(DateTime)] = (row, i) => DateTime.SpecifyKind(row.GetDateTime(i), DateTimeKind.Utc),
        [typeof(DateOnly)] = (row, i) => row.GetFieldValue<DateOnly>(i),
    };

    public string ColumnList => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));

    /// <summary>Every table of the model, each after those it refers to.</summary>
    public static ImmutableArray<CopiedTable> AllOf(MonitorDb db)
    {
        var left = db.Model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var ordered = ImmutableArray.CreateBuilder<CopiedTable>(left.Count);
        while (left.Count > 0)
        {
            var next = left.First(t => t.ForeignKeyConstraints.All(k => k.PrincipalTable == t || !left.Contains((ITable)k.PrincipalTable)));
            left.Remove(next);
            ordered.Add(Of(next));
        }
        return ordered.MoveToImmutable();
    }

    /// <summary>The rows in the order of the key, one at a time. The same array is filled for every row.</summary>
    public async IAsyncEnumerable<object?[]> RowsAsync(DbConnection connection, DbTransaction transaction, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT {ColumnList} FROM \"{Name}\" ORDER BY {string.Join(", ", Key.Select(k => $"\"{k}\""))}";
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var values = new object?[Columns.Length];
        while (await row.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < values.Length; i++) values[i] = row.IsDBNull(i) ? null : Columns[i].Read(row, i);
            yield return values;
        }
    }

    private static CopiedTable Of(ITable table)
    {
        var columns = table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new CopiedColumn(c.Name, c.StoreType, ReaderOf(table, c)));
        var key = table.PrimaryKey!.Columns;
        var numbered = key is [var only] && only.PropertyMappings[0].Property.ValueGenerated == ValueGenerated.OnAdd && IsNumber(only) ? only.Name : null;
        return new CopiedTable(table.Name, [.. columns], [.. key.Select(c => c.Name)], numbered);
    }

    private static Func<DbDataReader, int, object> ReaderOf(ITable table, IColumn column) => Readers.TryGetValue(StoredType(column), out var read)
        ? read
        : throw new NotSupportedException($"{table.Name}.{column.Name} is a {StoredType(column).Name}, and nothing here says how one is carried over");

    private static bool IsNumber(IColumn column) => StoredType(column) == typeof(long) || StoredType(column) == typeof(int);

    private static Type StoredType(IColumn column)
    {
        var type = column.StoreTypeMapping.Converter?.ProviderClrType ?? column.StoreTypeMapping.ClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }
}
