using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Opens captures and decides whether they are documents of their source.</summary>
internal sealed class Recognition(IReadOnlyList<Recogniser> recognisers)
{
    private static readonly HashSet<FailureKind> _saysMore =
        [FailureKind.Challenge, FailureKind.Captcha, FailureKind.LoginWall, FailureKind.GeoRefusal, FailureKind.Maintenance];

    /// <summary>The capture; where its status refused it and its body says more than that (a challenge, maintenance, a refusal of regions), with that failure.</summary>
    internal Capture Named(Capture capture)
    {
        if (capture.Measurement.Failure is not { Kind: FailureKind.Refused or FailureKind.ServerError or FailureKind.UnexpectedStatus } || capture.Body.IsEmpty) return capture;
        if (PageRecogniser.Recognise(recognisers, capture) is not { } recogniser || !_saysMore.Contains(recogniser.Kind)) return capture;
        var failure = Failed(recogniser.Kind, $"{recogniser.Name}, status {capture.Measurement.Status}");
        return capture with { Measurement = capture.Measurement with { Failure = failure } };
    }

    /// <summary>The page when the capture is an HTML document of the source, otherwise why it is not.</summary>
    internal (PageText? Page, ProbeFailure? Failure) OpenPage(SourceDefinition source, Capture capture)
    {
        var (page, failure) = Open(capture);
        if (page is null) return (null, failure);
        if (page.Html is null) return (null, Recognised(page) ?? Failed(FailureKind.WrongType, "the document is not HTML"));
        if (MissingAnchor(source, page) is not { } missing)
        {
            return page.IsCutOff ? (null, Failed(FailureKind.Truncated, "the anchors are there, the end of the page is not")) : (page, null);
        }
        return (null, PageRecogniser.Explain(recognisers, page) ?? Failed(FailureKind.AnchorMissing, missing));
    }

    /// <summary>The reply when the capture is text that may be JSON, otherwise why it is not.</summary>
    internal (PageText? Reply, ProbeFailure? Failure) OpenReply(Capture capture)
    {
        var (page, failure) = Open(capture);
        if (page is null) return (null, failure);
        return page.Text.AsSpan().TrimStart() is ['<', ..]
            ? (null, Recognised(page) ?? Failed(FailureKind.WrongType, "a page where JSON is due"))
            : (page, null);
    }

    internal ProbeFailure? Recognised(PageText page) =>
        PageRecogniser.Recognise(recognisers, page) is { } recogniser ? Failed(recogniser.Kind, recogniser.Name) : null;

    private (PageText? Page, ProbeFailure? Failure) Open(Capture capture)
    {
        var (page, failure) = PageText.Open(capture);
        var refusal = PageRecogniser.Refusal(recognisers, capture.Measurement.Status, page);
        return refusal is not null ? (null, refusal) : (page, failure);
    }

    /// <summary>The first anchor that does not match; without any anchor nothing is recognised, unless a page layout recognises it.</summary>
    private static string? MissingAnchor(SourceDefinition source, PageText page)
    {
        if (source.Anchors.IsEmpty) return source.Templates.IsEmpty ? "the source has no anchors" : null;
        return source.Anchors.FirstOrDefault(anchor => page.Html!.QuerySelector(anchor) is null) is { } anchor ? $"no '{anchor}'" : null;
    }

    private static ProbeFailure Failed(FailureKind kind, string detail) => new(kind, ProbeOperation.Recognise, detail);
}
