using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace DataBlackHole.Storage.Writing;

/// <summary>A column as the model knows it, with the way to its value in a row.</summary>
internal sealed record InsertColumn(string Name, RelationalTypeMapping Mapping, Func<object, object?> ValueOf)
{
    /// <summary>The value as the client of the database takes it.</summary>
    public object? Stored(object row) => ValueOf(row) is { } value ? Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value : null;
}

/// <summary>A table into which rows are inserted, as the model knows it.</summary>
/// <param name="Head">The statement up to the rows.</param>
/// <param name="Overwriting">Its end where a row that is there already is to be written over.</param>
/// <param name="Columns">All but a number that the database gives.</param>
internal sealed record InsertTarget(string Head, string Overwriting, IReadOnlyList<InsertColumn> Columns)
{
    private static readonly ConditionalWeakTable<IModel, ConcurrentDictionary<Type, InsertTarget>> Known = [];
    private readonly ConcurrentDictionary<(int Rows, string? Otherwise), string> _texts = [];

    public static InsertTarget Of<T>(MonitorDb db) where T : class =>
        Known.GetOrCreateValue(db.Model).GetOrAdd(typeof(T), static (type, model) => Of(model.FindEntityType(type)!), db.Model);

    /// <summary>The whole statement for so many rows, with a numbered parameter for each value.</summary>
    public string TextOf(int rows, string? otherwise) => _texts.GetOrAdd((rows, otherwise), Compose);

    private static InsertTarget Of(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
        var columns = entity.GetProperties().Where(p => !p.IsPrimaryKey() || p.ValueGenerated == ValueGenerated.Never)
            .Select(p => new InsertColumn(p.GetColumnName(table)!, p.GetRelationalTypeMapping(), p.GetGetter().GetClrValue)).ToList();
        var key = entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName(table)!).ToList();
        var others = columns.Where(c => !key.Contains(c.Name)).Select(c => $"{c.Name} = excluded.{c.Name}");
        return new InsertTarget(
            $"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(c => c.Name))}) ",
            $" ON CONFLICT ({string.Join(", ", key)}) DO UPDATE SET {string.Join(", ", others)}",
            columns);
    }

    private string Compose((int Rows, string? Otherwise) asked)
    {
        var places = Enumerable.Range(0, asked.Rows * Columns.Count).Select(number => $"@p{number}").Chunk(Columns.Count).Select(row => $"({string.Join(", ", row)})");
        return $"{Head}VALUES {string.Join(", ", places)}{asked.Otherwise}";
    }
}
