using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Probing.Archives;

/// <summary>One row of the index of an archive: a captured document, not yet read.</summary>
public sealed record ArchivedEntry
{
    /// <summary>Folder of the archive.</summary>
    public required string Directory { get; init; }

    /// <summary>Line of the index, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>File relative to the folder.</summary>
    public required string File { get; init; }

    public required string Method { get; init; }

    /// <summary>The address as the index gives it; not always a usable one.</summary>
    public required string Url { get; init; }

    /// <summary>Form body or JSON of a POST; of a read document also the one in its capture wrapper.</summary>
    public string? Request { get; init; }

    /// <summary>Null when it was not recorded.</summary>
    public int? Status { get; init; }

    public string? ContentType { get; init; }

    /// <summary>When the copy was taken; null when nothing is known.</summary>
    public CaptureTime? CapturedAt { get; init; }

    /// <summary>The time the publisher printed on the document.</summary>
    public StatedTime? DisplayedPublication { get; init; }

    public string? ReferencePeriod { get; init; }

    /// <summary>How close the copy is to what was served; one of <see cref="Archives.Fidelity"/>.</summary>
    public required string Fidelity { get; init; }

    /// <summary>Digest of the uncompressed file, a capture wrapper included.</summary>
    public required ContentDigest Digest { get; init; }

    public string FoundIn { get; init; } = "";

    public string Remark { get; init; } = "";
}

/// <summary>A captured document with its bytes: those the server sent, without a capture wrapper.</summary>
public sealed record ArchivedDocument(ArchivedEntry Entry, ReadOnlyMemory<byte> Body);

/// <summary>The words of the column <c>fidelity</c>.</summary>
public static class Fidelity
{
    /// <summary>Bytes as served.</summary>
    public const string Exact = "exact";

    /// <summary>A JSON reply inside a capture wrapper.</summary>
    public const string Wrapped = "wrapped";

    /// <summary>A JSON reply with other white space.</summary>
    public const string Reindented = "reindented";

    /// <summary>Rebuilt from a text copy.</summary>
    public const string Retyped = "retyped";

    /// <summary>Part of a document.</summary>
    public const string Excerpt = "excerpt";

    /// <summary>A smaller part of a document.</summary>
    public const string Fragment = "fragment";

    /// <summary>A page as a browser saved it.</summary>
    public const string SavedByBrowser = "saved-by-browser";

    /// <summary>Computed by somebody else: no document of the publisher at all.</summary>
    public const string Derived = "derived";

    public static IReadOnlyList<string> All { get; } = [Exact, Wrapped, Reindented, Retyped, Excerpt, Fragment, SavedByBrowser, Derived];
}

/// <summary>One thing wrong with an archive. The file it names is not delivered; the others are.</summary>
/// <param name="File">File relative to the folder of the archive.</param>
/// <param name="Line">Line of the index, counted from 1; 0 when the index as a whole is meant.</param>
/// <param name="Code">Stable code such as <c>ARC011</c>; wording is not stable.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to do.</param>
public sealed record ArchiveProblem(string File, int Line, string Code, string Message, string Hint)
{
    public override string ToString() => $"{File}:{Line}: {Code}: {Message} ({Hint})";
}
