namespace DataBlackHole.Serving.Answering;

/// <summary>Which addresses are data for programs of others; the rest are pages, and what is for operators only.</summary>
internal static class Readers
{
    private static readonly PathString[] _data = ["/api/v1", "/feeds", "/calendars", "/badges", "/openapi"];

    /// <summary>Data that scripts of other pages may read.</summary>
    public static bool IsData(PathString path) => Array.Exists(_data, p => path.StartsWithSegments(p)) && !path.StartsWithSegments("/api/v1/operator");

    /// <summary>Data of which a finished answer is kept. A captured document and an export are too large for that and tell their own tag.</summary>
    public static bool IsKept(PathString path) => IsData(path) && !path.StartsWithSegments("/api/v1/evidence") && !path.StartsWithSegments("/api/v1/exports");

    /// <summary>The series that an answer is about and follows from alone; null when it follows from more.</summary>
    public static string? OnlySeries(HttpRequest request)
    {
        var parts = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api", "v1", "releases" or "flips"] => request.Query["series"] is [{ Length: > 0 } key] ? key : null,
            ["api", "v1", "series", var key, "releases" or "flips"] => key,
            ["feeds" or "badges", "series", var file] when file.LastIndexOf('.') is > 0 and var dot => file[..dot],
            _ => null,
        };
    }
}
