using Microsoft.Data.Sqlite;

namespace DataBlackHole.Benchmarks;

/// <summary>A folder of its own, gone at the end with all that was put into it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("benchmark-").FullName;

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
