using System.Data.Common;

namespace DataBlackHole.Storage.Copying;

/// <summary>The empty record that is filled, in one transaction: until it is committed nothing of it is there.</summary>
internal abstract class ImportTarget : IAsyncDisposable
{
    public abstract DbConnection Connection { get; }

    public abstract DbTransaction Transaction { get; }

    /// <exception cref="RecordCopyException">It holds something already, or cannot be written to.</exception>
    public static async Task<ImportTarget> OpenAsync(DatabaseSettings database, CancellationToken cancellationToken) => database.Provider == DatabaseProvider.Sqlite
        ? await SqliteTarget.OpenAsync(database, cancellationToken)
        : await PostgresTarget.OpenAsync(database, cancellationToken);

    public abstract Task WriteAsync(CopiedTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>The number after which the database goes on counting.</summary>
    public abstract Task GoOnAfterAsync(CopiedTable table, long last, CancellationToken cancellationToken);

    public abstract Task CommitAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
