using System.Text.RegularExpressions;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using Capture = DataBlackHole.Core.Measuring.Capture;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>
/// Says what kind of page a document is when it is not the wanted one: challenge, captcha, login wall, soft 404 and so on.
/// Asked only about documents that lack the anchors of their source, or that no source claims.
/// </summary>
public static class PageRecogniser
{
    /// <summary>A page with no more visible text than this is a shell: the longest challenge or redirect page seen has none at all.</summary>
    private const int ShellText = 40;

    /// <summary>The first recogniser that fits the capture, or null.</summary>
    public static Recogniser? Recognise(IEnumerable<Recogniser> recognisers, Capture capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return PageText.Open(capture).Page is { } page ? Recognise(recognisers, page) : null;
    }

    /// <summary>
    /// Why a document that no source claims shows nothing: its own failure, its encoding, a recogniser, a refusing status, an empty shell.
    /// Null when it is a document with content.
    /// </summary>
    public static ProbeFailure? Classify(IEnumerable<Recogniser> recognisers, Capture capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        if (capture.Measurement.Failure is { } known) return known;
        var (page, failure) = PageText.Open(capture);
        return Refusal(recognisers, capture.Measurement.Status, page)
            ?? failure
            ?? (page is null ? null : Explain(recognisers, page));
    }

    /// <summary>What a status that is no success means; the body says more than the status of a refusal does.</summary>
    internal static ProbeFailure? Refusal(IEnumerable<Recogniser> recognisers, int? status, PageText? page)
    {
        if (status is null or (>= 200 and < 300) or 304) return null;
        if (status is 404 or 410) return Failure(FailureKind.NotFound, $"status {status}");
        if (page is not null && Recognise(recognisers, page) is { } recogniser) return Failure(recogniser.Kind, $"{recogniser.Name}, status {status}");
        return Failure(KindOf(status.Value), $"status {status}");
    }

    /// <summary>The recogniser that fits, or an empty shell; null when the page says nothing about itself.</summary>
    internal static ProbeFailure? Explain(IEnumerable<Recogniser> recognisers, PageText page)
    {
        if (Recognise(recognisers, page) is { } recogniser) return Failure(recogniser.Kind, recogniser.Name);
        if (page.Html is null || !page.BeginsLikePage) return null;
        if (page.IsCutOff) return Failure(FailureKind.Truncated, "the page stops before its end");
        return page.VisibleText.Length <= ShellText ? Failure(FailureKind.ShellPage, $"{page.VisibleText.Length} characters of visible text") : null;
    }

    internal static Recogniser? Recognise(IEnumerable<Recogniser> recognisers, PageText page) => recognisers.FirstOrDefault(r => Fits(r, page));

    private static bool Fits(Recogniser recogniser, PageText page)
    {
        return HasCondition(recogniser)
            && (recogniser.Statuses.IsEmpty || (page.Measurement.Status is { } status && recogniser.Statuses.Contains(status)))
            && recogniser.All.All(page.Text.Contains)
            && (recogniser.Any.IsEmpty || recogniser.Any.Any(page.Text.Contains))
            && Matches(recogniser.Pattern, page.Text)
            && Matches(recogniser.FinalUrl, page.Url)
            && !(page.VisibleText.Length > recogniser.VisibleTextAtMost);
    }

    /// <summary>Little text alone is no mark.</summary>
    private static bool HasCondition(Recogniser recogniser) => !recogniser.Statuses.IsEmpty
        || !recogniser.All.IsEmpty || !recogniser.Any.IsEmpty || recogniser.Pattern is not null || recogniser.FinalUrl is not null;

    private static bool Matches(Regex? pattern, string text)
    {
        try
        {
            return pattern is null || pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Not recognised is the careful answer: the page stays unread either way.
            return false;
        }
    }

    private static FailureKind KindOf(int status) => status switch
    {
        403 or 405 or 418 => FailureKind.Refused,
        429 => FailureKind.Throttled,
        >= 500 => FailureKind.ServerError,
        _ => FailureKind.UnexpectedStatus,
    };

    private static ProbeFailure Failure(FailureKind kind, string detail) => new(kind, ProbeOperation.Recognise, detail);
}
