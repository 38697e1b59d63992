using System.Text.Json;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole.Proving;

/// <summary>
/// Writes the whole log into a folder that can be checked without this program: <c>entries.jsonl</c> (one leaf a line), <c>checkpoints.json</c>,
/// <c>consistency.json</c> (from each checkpoint to the next) and one <c>key-….pem</c> for each key.
/// </summary>
public sealed class LogExport(LogQueries queries)
{
    private const int Page = 1000;

    /// <returns>Number of leaves.</returns>
    public async Task<long> WriteAsync(string folder, CancellationToken stopping)
    {
        Directory.CreateDirectory(folder);
        var size = await WriteEntriesAsync(Path.Combine(folder, "entries.jsonl"), stopping);
        var checkpoints = (await queries.CheckpointsAsync(null, int.MaxValue, stopping)).Where(c => c.Size <= size).OrderBy(c => c.Size).ToList();
        await WriteAsync(folder, "checkpoints.json", checkpoints.Select(LogMapping.Checkpoint), stopping);
        var proofs = new List<ConsistencyDocument>();
        foreach (var (earlier, later) in checkpoints.Zip(checkpoints.Skip(1))) proofs.Add(LogMapping.Consistency(await queries.ConsistencyAsync(earlier.Size, later.Size, stopping)));
        await WriteAsync(folder, "consistency.json", proofs, stopping);
        await WriteKeysAsync(folder, stopping);
        return size;
    }

    public async Task WriteKeysAsync(string folder, CancellationToken stopping)
    {
        foreach (var (id, key) in await queries.KeysAsync(stopping)) await File.WriteAllTextAsync(Path.Combine(folder, $"key-{id}.pem"), LogKey.Pem(key), stopping);
    }

    private async Task<long> WriteEntriesAsync(string file, CancellationToken stopping)
    {
        await using var writer = new StreamWriter(file) { NewLine = "\n" };
        for (var from = 0L; ;)
        {
            var page = await queries.EntriesAsync(from, Page, stopping);
            foreach (var entry in page) await writer.WriteLineAsync(JsonSerializer.Serialize(LogMapping.Entry(entry), ApiJson.Compact));
            from += page.Count;
            if (page.Count < Page) return from;
        }
    }

    private static Task WriteAsync<T>(string folder, string file, T content, CancellationToken stopping) =>
        File.WriteAllTextAsync(Path.Combine(folder, file), JsonSerializer.Serialize(content, ApiJson.Indented) + "\n", stopping);
}
