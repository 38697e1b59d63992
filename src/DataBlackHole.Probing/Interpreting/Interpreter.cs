using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>
/// Reads flat facts out of captured documents. Pure: the same captures and definitions always give the same observations.
/// A document that is not positively recognised gives none.
/// </summary>
public sealed class Interpreter(MonitorCatalogue catalogue)
{
    private readonly Recognition _recognition = new(catalogue.Recognisers);

    /// <summary>
    /// Reads one look at one source: for a listing the first page and then further ones in order, otherwise usually one capture.
    /// There is one reading for each capture, in the same order.
    /// </summary>
    public IReadOnlyList<Reading> Read(SourceDefinition source, IReadOnlyList<Capture> look)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(look);
        var named = look.Select(_recognition.Named).ToList();
        return source.Kind == SourceKind.ReleaseListing
            ? new ListingReader(catalogue, _recognition).Read(source, named)
            : [.. named.Select(capture => ReadOne(source, capture))];
    }

    /// <summary>A failed fetch has nothing to read; neither has a 304 whose body was not put back.</summary>
    internal static bool HasNothing(Capture capture) =>
        capture.Measurement.Failure is not null || (capture.Measurement.Status == 304 && capture.Body.IsEmpty);

    private Reading ReadOne(SourceDefinition source, Capture capture)
    {
        if (HasNothing(capture)) return Reading.Nothing(capture);
        return source.Kind switch
        {
            SourceKind.ReleasePage => new ReleasePageReader(catalogue, _recognition).Read(source, capture),
            SourceKind.NbsDatabase => new NbsDatabaseReader(catalogue, _recognition).Read(source, capture),
            SourceKind.NbsEasyQuery => new EasyQueryReader(catalogue, _recognition).Read(source, capture),
            SourceKind.Records => new RecordsReader(catalogue, _recognition).Read(source, capture),
            SourceKind.Page => ReadPresence(source, capture),
            SourceKind.ReleaseCalendar => new CalendarPageReader(catalogue, _recognition).Read(source, capture),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source.Kind, "no reader reads this kind of source"),
        };
    }

    private Reading ReadPresence(SourceDefinition source, Capture capture) =>
        _recognition.OpenPage(source, capture).Failure is { } failure ? Reading.Failed(capture, failure) : Reading.Nothing(capture);
}
