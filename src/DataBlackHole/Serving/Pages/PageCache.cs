using System.Collections.Concurrent;
using DataBlackHole.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace DataBlackHole.Serving.Pages;

/// <summary>
/// Pages that were made in this minute from the record as it stands. A page says how many minutes ago something was, so none outlives its
/// minute; a new flip or look makes all of them anew.
/// </summary>
internal sealed class PageCache(PageQueries queries) : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan _life = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly ConcurrentDictionary<object, Lazy<Task<PageBody>>> _inTheMaking = new();

    public async Task<PageBody> GetAsync(PageSetting page, Func<Task<PageBody>> make, CancellationToken stopping)
    {
        var mark = await queries.MarkAsync(stopping);
        var key = (mark, page.Now.UtcTicks / TimeSpan.TicksPerMinute, page.Tongue, page.Base, page.With());
        if (_pages.TryGetValue(key, out PageBody? known) && known is not null) return known;
        var made = await OnceAsync(key, make, stopping);
        // Twice its size, because its compressed forms are kept with it.
        _pages.Set(key, made, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = _life, Size = 2L * made.Length });
        return made;
    }

    /// <summary>Whoever asks for a page that is being made waits for it instead of making it again.</summary>
    private async Task<PageBody> OnceAsync(object key, Func<Task<PageBody>> make, CancellationToken stopping)
    {
        try
        {
            return await _inTheMaking.GetOrAdd(key, _ => new Lazy<Task<PageBody>>(make)).Value;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // The one that made it went away.
            return await make();
        }
        finally
        {
            _inTheMaking.TryRemove(key, out _);
        }
    }

    public void Dispose() => _pages.Dispose();
}
