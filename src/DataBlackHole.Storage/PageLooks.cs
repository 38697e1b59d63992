namespace DataBlackHole.Storage;

/// <summary>What became of the looks at one release page.</summary>
/// <param name="LastAt">The last look, whatever became of it.</param>
/// <param name="WasRead">Whether the page could ever be read.</param>
public sealed record PageLooks(DateTimeOffset LastAt, bool WasRead);
