using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Catalogue;
using Microsoft.Net.Http.Headers;

namespace DataBlackHole.Serving.Pages;

/// <summary>Reads what a request asks of a page. What a form leaves empty counts as not asked.</summary>
internal static partial class PageQuestion
{
    public const string Lang = "lang";
    public const string OnDay = "on";
    public const string AsOfInstant = "asOf";

    private const int LongestValue = 200;

    /// <summary>Before it there were no statistics to ask about, and pages show years before the day that is asked for.</summary>
    private const int EarliestYear = 1900;

    /// <param name="context">The request.</param>
    /// <param name="outside">Where the service is reached from outside.</param>
    /// <param name="zone">The zone of the day that is asked about.</param>
    /// <param name="now">The moment of asking.</param>
    /// <param name="parameters">What the page can be asked for beside language and time.</param>
    /// <param name="refusal">Why it cannot be answered; null when it can.</param>
    public static PageSetting Read(HttpContext context, Uri outside, TimeZoneInfo zone, DateTimeOffset now, IEnumerable<string> parameters, out BilingualText? refusal)
    {
        refusal = null;
        var asked = context.Request.Query;
        string? Value(string name) => asked[name].ToString() is { Length: > 0 } text ? text.Trim() : null;
        var tongue = Tongues.TryRead(Value(Lang), out var named) && Value(Lang) is not null ? named : Preferred(context.Request);
        var (on, asOf) = (Value(OnDay), InUtc(Value(AsOfInstant)));
        var known = new[] { Lang, OnDay, AsOfInstant }.Concat(parameters).Select(name => KeyValuePair.Create(name, name == AsOfInstant ? asOf : Value(name)));
        var setting = new PageSetting
        {
            Tongue = tongue,
            Base = outside,
            Path = context.Request.Path.Value ?? "/",
            Query = [.. known.Where(k => k.Value is not null).Select(k => KeyValuePair.Create(k.Key, k.Value!))],
            Now = now,
        };
        if (Value(Lang) is { } lang && !Tongues.TryRead(lang, out _)) refusal = PageWords.BadLanguage(lang);
        else if (setting.Query.FirstOrDefault(q => q.Value.Length > LongestValue) is { Key: { } tooLong }) refusal = PageWords.TooLong(tooLong);
        else if (on is not null || asOf is not null)
        {
            if (!TimeQuestion.TryRead(on, asOf, zone, now, out var question, out var problem)) refusal = PageWords.BadTime(problem!.ProblemDetails.Detail ?? "");
            else if (question.On.Year < EarliestYear) refusal = PageWords.TooEarly(EarliestYear);
            else setting = setting with { On = on is null ? null : question.On, AsOf = asOf is null ? null : question.AsOf };
        }
        // Links on a page that says no must not repeat what it says no to.
        return refusal is null ? setting : setting with { Query = [] };
    }

    /// <summary>The language that the browser puts first of those we have.</summary>
    public static Tongue Preferred(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted)) return Tongue.En;
        foreach (var language in wanted.Where(w => w.Quality is not 0).OrderByDescending(w => w.Quality ?? 1))
        {
            if (language.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase)) return Tongue.Zh;
            if (language.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase)) return Tongue.En;
        }
        return Tongue.En;
    }

    /// <summary>A picker of dates and times gives no zone; it is labelled UTC.</summary>
    private static string? InUtc(string? asOf) => asOf is not null && WithoutZone().IsMatch(asOf) ? asOf + "Z" : asOf;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?$")]
    private static partial Regex WithoutZone();

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
