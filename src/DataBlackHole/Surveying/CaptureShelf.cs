using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Archives;
using DataBlackHole.Probing.Census;

namespace DataBlackHole.Surveying;

/// <summary>Captured answers by the questions they answer; of several the newest that could be read counts.</summary>
internal sealed class CaptureShelf(CensusReader reader, string catalogueHash)
{
    private readonly Dictionary<(int Tree, string Node), TreePage> _trees = [];
    private readonly Dictionary<string, IndicatorPage> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Leaf, string Indicator), Dictionary<ReferencePeriod, bool>> _figures = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public List<ArchiveCensusDocument> Documents { get; } = [];

    public List<OldItem> Old { get; } = [];

    /// <summary>When the newest capture was taken.</summary>
    public DateTimeOffset? Newest { get; private set; }

    /// <summary>Takes a capture in; captures must come in the order of time.</summary>
    public void Add(ArchivedDocument document)
    {
        var entry = document.Entry;
        if (CensusRequests.Find(entry.Method, entry.Url, entry.Request) is { } call) Add(call, document);
        else if (entry.Url.EndsWith("/easyquery.htm", StringComparison.Ordinal) && OldTreeReader.Read(document.Body) is { IsEmpty: false } items)
        {
            Old.AddRange(items);
            Documents.Add(new ArchiveCensusDocument(entry.File, nameof(OldTree), null));
        }
    }

    public bool HasRoot(int tree) => _trees.ContainsKey((tree, ""));

    /// <summary>The answer to a question of a walk, or null.</summary>
    public CensusDocument? Answer(CensusCall call)
    {
        _asked.Add(call.Subject);
        foreach (var indicator in call.Indicators) _asked.Add(indicator);
        return call.Step switch
        {
            CensusStep.Tree => _trees.GetValueOrDefault((call.Tree, call.Subject)),
            CensusStep.Indicators => _lists.GetValueOrDefault(call.Subject),
            _ => Figures(call),
        };
    }

    public IEnumerable<(CensusTree Tree, string Node)> TreesNotAsked() => _trees.Keys
        .Where(k => k.Node.Length > 0 && !_asked.Contains(k.Node)).Select(k => (Tree: CensusTree.Of(k.Tree), k.Node)).Where(k => k.Tree is not null).Select(k => (k.Tree!, k.Node)).ToList();

    /// <summary>Lists of a leaf do not say of which cadence it is; captured figures of it do.</summary>
    public IEnumerable<(CensusTree Tree, string Leaf)> LeavesNotAsked() => _lists.Keys.Where(leaf => !_asked.Contains(leaf))
        .Select(leaf => (Tree: TreeOf(leaf), leaf)).Where(l => l.Tree is not null).Select(l => (l.Tree!, l.leaf)).ToList();

    public IEnumerable<(CensusTree Tree, string Leaf, string Indicator)> IndicatorsNotAsked() => _figures.Keys.Where(k => !_asked.Contains(k.Indicator))
        .Select(k => (Tree: TreeOf(k.Leaf), k.Leaf, k.Indicator)).Where(k => k.Tree is not null).Select(k => (k.Tree!, k.Leaf, k.Indicator)).ToList();

    private CensusTree? TreeOf(string leaf)
    {
        var cadence = _figures.Where(f => f.Key.Leaf == leaf).SelectMany(f => f.Value.Keys).Select(p => (Cadence?)p.Cadence).FirstOrDefault();
        return CensusTree.Country.FirstOrDefault(t => t.Cadence == cadence);
    }

    private FigurePage? Figures(CensusCall call)
    {
        var places = call.Indicators.SelectMany(id => _figures.TryGetValue((call.Subject, id), out var known) ? known.Select(f => new FigurePlace(id, f.Key, f.Value)) : [])
            .Where(p => p.Period >= call.From && p.Period <= call.To).ToList();
        return places.Count == 0 ? null : new FigurePage([.. places]);
    }

    private void Add(CensusCall call, ArchivedDocument document)
    {
        var entry = document.Entry;
        var look = new Measurement
        {
            Source = "archive",
            Vantage = "archive",
            Request = new ProbeRequest(entry.Method, entry.Url, entry.Request),
            TakenAt = entry.CapturedAt?.Latest ?? DateTimeOffset.MinValue,
            Status = entry.Status,
            Body = ContentDigest.Of(document.Body.Span),
            CatalogueHash = catalogueHash,
            Origin = "archive",
        };
        var (read, failure) = reader.Read(call, new Capture(look, document.Body));
        Documents.Add(new ArchiveCensusDocument(entry.File, call.Step.ToString(), failure));
        if (read is null || failure is not null) return;
        if (entry.CapturedAt is { } at && !(Newest >= at.Latest)) Newest = at.Latest;
        Keep(call, read);
    }

    private void Keep(CensusCall call, CensusDocument read)
    {
        switch (read)
        {
            case TreePage tree: _trees[(call.Tree, call.Subject)] = tree; break;
            case IndicatorPage list: _lists[call.Subject] = list; break;
            case FigurePage figures:
                var known = _figures.TryGetValue((call.Subject, call.Indicators[0]), out var before) ? before : _figures[(call.Subject, call.Indicators[0])] = [];
                foreach (var place in figures.Places) known[place.Period] = place.HasFigure;
                break;
            default: throw new ArgumentException($"nothing is known of {read.GetType().Name}", nameof(read));
        }
    }
}
