using System.ComponentModel;
using System.Globalization;
using DataBlackHole.Core.Catalogue;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace DataBlackHole.Serving;

/// <summary>Which page of a list.</summary>
internal sealed record PageAsked(
    [property: Description("Where to go on: the value of next of the page before. The header Link has the whole address (RFC 8288)")] string? Cursor,
    [property: Description("Most items to return, 1 to 500; 100 when absent")] int? Limit)
{
    public const int Most = 500;

    public int Size => Limit ?? 100;

    /// <summary>Null when the size is one that can be served.</summary>
    public ProblemHttpResult? Wrong => Limit is < 1 or > Most ? ApiProblems.BadRequest("limit", Limit, $"a number from 1 to {Most}") : null;

    /// <summary>Reads a cursor that is a number.</summary>
    public bool TryNumber(out long? number, out ProblemHttpResult? problem)
    {
        var isNumber = long.TryParse(Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed);
        number = isNumber ? parsed : null;
        problem = Wrong ?? (isNumber || Cursor is null ? null : ApiProblems.BadRequest("cursor", Cursor, "the value of next of the page before"));
        return problem is null;
    }
}

/// <summary>A list with an address for its next page.</summary>
internal interface IPage
{
    string? Next { get; }
}

/// <summary>Pages of lists. A cursor names the last item shown, so that what is recorded meanwhile neither shifts nor repeats anything.</summary>
internal static class Paging
{
    private static readonly string[] _places = ["cursor", "before"];

    /// <summary>Says in the header Link where the next page is.</summary>
    public static async ValueTask<object?> LinkAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var answer = result is INestedHttpResult nested ? nested.Result : result as IResult;
        if (answer is IValueHttpResult { Value: IPage { Next: { } cursor } })
            context.HttpContext.Response.Headers.Append("Link", $"<{Address(context.HttpContext, cursor)}>; rel=\"next\"");
        return result;
    }

    /// <summary>The items after a key in the order of keys, one page of them, and the cursor for the next.</summary>
    public static ListDocument<T> Of<T>(IEnumerable<KeyValuePair<string, T>> inOrder, PageAsked asked)
    {
        var items = inOrder.SkipWhile(i => asked.Cursor is { } after && string.CompareOrdinal(i.Key, after) <= 0).Take(asked.Size + 1).ToList();
        var page = items.Take(asked.Size).ToList();
        return new ListDocument<T>([.. page.Select(i => i.Value)], items.Count > page.Count ? page[^1].Key : null);
    }

    public static string? Next<T>(IReadOnlyList<T> page, PageAsked asked, Func<T, string> cursor) => page.Count == asked.Size ? cursor(page[^1]) : null;

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Address(HttpContext context, string cursor)
    {
        var settings = context.RequestServices.GetRequiredService<MonitorSettings>();
        var asked = context.Request.Query.Where(q => !_places.Contains(q.Key, StringComparer.OrdinalIgnoreCase)).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)));
        var here = new Uri(CachedAnswer.Base(context, settings), context.Request.Path.ToUriComponent().TrimStart('/')).AbsoluteUri;
        return QueryHelpers.AddQueryString(here, asked.Append(KeyValuePair.Create<string, string?>("cursor", cursor)));
    }
}

/// <summary>Parameters that are one of a set of words.</summary>
internal static class Words
{
    /// <summary>Null when there is nothing to read; a problem when it is none of the words.</summary>
    public static bool TryRead<T>(string parameter, string? text, out T? word, out ProblemHttpResult? problem)
        where T : struct, Enum
    {
        (word, problem) = (null, null);
        if (text is null) return true;
        foreach (var known in Enum.GetValues<T>())
        {
            if (known.ToString() != "Unknown" && string.Equals(known.ToString(), text, StringComparison.OrdinalIgnoreCase)) word = known;
        }
        if (word is null) problem = ApiProblems.BadRequest(parameter, text, $"one of {string.Join(", ", Enum.GetNames<T>().Where(n => n != "Unknown"))}");
        return word is not null;
    }

    /// <summary>The watched series that a list is narrowed to; null when it is not.</summary>
    public static bool TrySeries(MonitorCatalogue catalogue, string? publisher, string? series, out IReadOnlyList<string>? keys, out ProblemHttpResult? problem)
    {
        (keys, problem) = (null, null);
        if (publisher is not null && !catalogue.Publishers.ContainsKey(publisher)) problem = ApiProblems.BadRequest("publisher", publisher, "the key of a publisher");
        else if (series is not null && !catalogue.Series.ContainsKey(series)) problem = ApiProblems.BadRequest("series", series, "the key of a watched series");
        if (problem is not null) return false;
        if (publisher is not null || series is not null)
            keys = [.. catalogue.Series.Values.Where(s => (publisher is null || s.Publisher == publisher) && (series is null || s.Key == series)).Select(s => s.Key)];
        return true;
    }
}
