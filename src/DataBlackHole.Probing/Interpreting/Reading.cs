using System.Collections.Immutable;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>What was read out of one capture.</summary>
/// <param name="Capture">The capture; its measurement has a failure when the document was not recognised or not readable.</param>
/// <param name="Observations">Facts about series; empty when the capture has a failure.</param>
/// <param name="Items">Items of a listing, in page order.</param>
public sealed record Reading(Capture Capture, ImmutableArray<Observation> Observations, ImmutableArray<ListingItem> Items)
{
    /// <summary>The calendar, when the capture is one and could be read.</summary>
    public CalendarReading? Calendar { get; init; }

    internal static Reading Nothing(Capture capture) => new(capture, [], []);

    internal static Reading Failed(Capture capture, ProbeFailure failure) =>
        Nothing(capture with { Measurement = capture.Measurement with { Failure = failure } });
}

/// <summary>One item of a listing: full title, absolute address, printed day.</summary>
public sealed record ListingItem(string Title, string Url, DateOnly Date);
