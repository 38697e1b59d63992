using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Fetching;

namespace DataBlackHole.Probing.Census;

/// <summary>What came of one question: the capture, whose measurement has a failure when nothing could be read, and what it says.</summary>
public sealed record CensusAnswer(Capture Capture, CensusDocument? Document)
{
    public ProbeFailure? Failure => Capture.Measurement.Failure;
}

/// <summary>Puts one question of a census to the database, with the manners of every look.</summary>
public sealed class CensusAsker(MonitorCatalogue catalogue, DocumentFetcher fetcher, CensusReader reader)
{
    private readonly ControlLooks _controls = new(catalogue, fetcher);

    public async Task<CensusAnswer> AskAsync(CensusPlace place, CensusCall call, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(place);
        var request = CensusRequests.For(place.Address, call);
        var capture = await fetcher.FetchAsync(
            place.Source, request, known: null, VantageDefinition.DirectKey, catalogue.Hash, catalogue.Publishers[place.Source.Publisher], stopping).ConfigureAwait(false);
        capture = await _controls.CheckedAsync(capture, stopping).ConfigureAwait(false);
        var (document, failure) = reader.Read(call, capture);
        return new CensusAnswer(capture with { Measurement = capture.Measurement with { Failure = failure } }, document);
    }
}
