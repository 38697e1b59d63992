using System.Collections.Immutable;
using System.Globalization;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Serving.Pages;

/// <summary>What a page knows about its request: language, the two time questions, and how to link on without losing them.</summary>
public sealed record PageSetting
{
    public const string ShortInstant = "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'";

    public required Tongue Tongue { get; init; }

    /// <summary>Where the service is reached from outside, with a slash at its end.</summary>
    public required Uri Base { get; init; }

    /// <summary>Address of the page below <see cref="Base"/>, beginning with a slash.</summary>
    public required string Path { get; init; }

    /// <summary>The parameters that the page knows, in the order in which it names them; nothing else of the request counts.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Query { get; init; } = [];

    public required DateTimeOffset Now { get; init; }

    /// <summary>The day asked about; null when none was.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The instant up to which records count, when one was asked for.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Whether the page answers for another time than now.</summary>
    public bool HasTime => On is not null || AsOf is not null;

    public string Root => Base.AbsolutePath.TrimEnd('/');

    public string? this[string parameter] => Query.FirstOrDefault(q => q.Key == parameter).Value;

    public string Say(BilingualText text) => text.In(Tongue);

    /// <summary>Another page in the same language and at the same time.</summary>
    public string To(string path, params (string Name, string? Value)[] more) => Root + path + Written(
        Query.Where(q => q.Key is PageQuestion.Lang or PageQuestion.OnDay or PageQuestion.AsOfInstant && !more.Any(m => m.Name == q.Key))
            .Concat(more.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, m.Value!))));

    /// <summary>A file or document that has neither language nor time.</summary>
    public string Plain(string path) => Root + path;

    /// <summary>This page with some parameters set, or left out where the value is null.</summary>
    public string With(params (string Name, string? Value)[] changed) => Root + Path + Written(
        Query.Where(q => !changed.Any(c => c.Name == q.Key)).Concat(changed.Where(c => c.Value is not null).Select(c => KeyValuePair.Create(c.Name, c.Value!))));

    /// <summary>The full address for a link that is copied out of the page.</summary>
    public string Absolute(string path) => new Uri(Base, path).AbsoluteUri;

    /// <summary>
    /// The address that will always mean what the page says now: the same question, with the records that count fixed to this instant.
    /// </summary>
    public string Permalink => Absolute(With((PageQuestion.AsOfInstant, Instant(AsOf ?? Now)), (PageQuestion.Lang, null)));

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString(ShortInstant, CultureInfo.InvariantCulture);

    /// <summary>A colon need not be escaped in a query, and an instant reads better with it.</summary>
    private static string Written(IEnumerable<KeyValuePair<string, string>> query)
    {
        var parts = query.Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value).Replace("%3A", ":", StringComparison.Ordinal)}").ToList();
        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }
}
