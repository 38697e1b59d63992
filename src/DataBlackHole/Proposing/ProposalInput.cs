using System.Collections.Immutable;
using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Archives;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Proposing;

/// <summary>The document that a series is proposed from, and others of the same shelf that are at hand.</summary>
internal sealed record ProposalInput(Capture Capture, ImmutableArray<Capture> Beside)
{
    public string Url => Capture.Measurement.Request.Url;

    public string Host => new Uri(Url).Host;
}

/// <summary>Gets the document: from an archive, a file or the network; and says what to do when it cannot.</summary>
internal sealed class InputFinder(MonitorCatalogue catalogue, DocumentFetcher fetcher)
{
    /// <exception cref="ProposalException">There is no such document, or it is none.</exception>
    public async Task<ProposalInput> FindAsync(ProposalOrder order, CancellationToken stopping)
    {
        var input = order.Archive is { } archive ? await OfArchiveAsync(archive, order.From, stopping)
            : IsAddress(order.From) ? new ProposalInput(await LookAsync(order, stopping), [])
            : new ProposalInput(await OfFileAsync(order, stopping), []);
        if (input.Capture.Measurement.Failure is { } failure)
            throw new ProposalException(order.From, $"the look failed: {failure}", "this says nothing about the publisher; try again later, or propose from a saved copy: --from FILE --url URL");
        if (PageRecogniser.Classify(catalogue.Recognisers, input.Capture) is { } wall)
            throw new ProposalException(order.From, $"this is not the document but {wall}", "save the document with a browser and propose from the copy: --from FILE --url URL");
        return input;
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);

    private async Task<ProposalInput> OfArchiveAsync(string directory, string from, CancellationToken stopping)
    {
        if (!Directory.Exists(directory)) throw new ProposalException(directory, "there is no such folder", "--archive wants the folder that holds index.tsv");
        var (entries, problems) = ArchiveReader.ReadIndex(directory);
        if (entries.IsEmpty && !problems.IsEmpty) throw new ProposalException(directory, problems[0].Message, problems[0].Hint);
        var wanted = entries.Where(e => e.File == from || e.Url == from).OrderByDescending(e => e.CapturedAt?.Latest ?? DateTimeOffset.MinValue).FirstOrDefault()
            ?? throw new ProposalException(from, $"is neither a file nor an address in {Path.Combine(directory, "index.tsv")}", "give the first or the third column of one of its lines");
        var capture = await ReadAsync(wanted, stopping);
        var folder = FolderOf(wanted.Url);
        var beside = new List<Capture>();
        foreach (var entry in entries.Where(e => e != wanted && e.Method == wanted.Method && e.Method == "GET" && FolderOf(e.Url) == folder)) beside.Add(await ReadAsync(entry, stopping));
        return new ProposalInput(capture, [.. beside]);
    }

    private static string? FolderOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? new Uri(uri, ".").AbsoluteUri : null;

    private async Task<Capture> ReadAsync(ArchivedEntry entry, CancellationToken stopping)
    {
        var (document, problem) = await ArchiveReader.ReadAsync(entry, stopping);
        if (document is null) throw new ProposalException(entry.File, problem!.Message, problem.Hint);
        return CaptureOf(document.Entry.Method, document.Entry.Url, document.Entry.Request, document.Entry.CapturedAt?.Latest, document.Entry.ContentType, document.Body);
    }

    private async Task<Capture> OfFileAsync(ProposalOrder order, CancellationToken stopping)
    {
        if (!File.Exists(order.From)) throw new ProposalException(order.From, "is neither an address nor a file", "give an address that begins with https:// or the path of a saved document");
        var bytes = await File.ReadAllBytesAsync(order.From, stopping);
        var (url, request, body) = Unwrapped(bytes) ?? (order.Url, order.Request, bytes);
        if (url is null || !IsAddress(url)) throw new ProposalException(order.From, "nobody can tell where this document is from", "add --url with the address it was saved from");
        return CaptureOf(request is null ? "GET" : "POST", url, request, File.GetLastWriteTimeUtc(order.From), null, body);
    }

    /// <summary>A capture wrapper says by itself where the reply is from.</summary>
    private static (string? Url, string? Request, ReadOnlyMemory<byte> Body)? Unwrapped(byte[] bytes)
    {
        if (bytes.AsSpan().TrimStart(" \r\n\t"u8) is not [(byte)'{', ..]) return null;
        try
        {
            using var json = JsonDocument.Parse(bytes);
            if (!json.RootElement.TryGetProperty("url", out var url) || !json.RootElement.TryGetProperty("response", out var response)) return null;
            var request = json.RootElement.TryGetProperty("request", out var sent) && sent.ValueKind == JsonValueKind.Object ? sent.GetRawText() : null;
            return (url.GetString(), request, JsonSerializer.SerializeToUtf8Bytes(response));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Task<Capture> LookAsync(ProposalOrder order, CancellationToken stopping)
    {
        var host = new Uri(order.From).Host;
        var publisher = catalogue.Publishers.Values.FirstOrDefault(p => p.Hosts.Contains(host)) ?? new PublisherDefinition
        {
            Key = "proposed",
            Name = new BilingualText(host, host),
            TimeZone = TimeZoneInfo.Utc,
            Hosts = [host],
            Homepage = order.From,
        };
        var source = new SourceDefinition
        {
            Key = "proposed",
            Publisher = publisher.Key,
            Name = publisher.Name,
            Kind = SourceKind.Page,
            Addresses = [new SourceAddress(order.From, null, null)],
        };
        var request = new ProbeRequest(order.Request is null ? "GET" : "POST", order.From, order.Request);
        return fetcher.FetchAsync(source, request, known: null, VantageDefinition.DirectKey, catalogue.Hash, publisher, stopping);
    }

    private Capture CaptureOf(string method, string url, string? request, DateTimeOffset? at, string? contentType, ReadOnlyMemory<byte> body) => new(
        new Measurement
        {
            Source = "proposed",
            Vantage = "archive",
            Origin = "archive",
            Request = new ProbeRequest(method, url, request),
            TakenAt = at ?? DateTimeOffset.UnixEpoch,
            Status = 200,
            Headers = contentType is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add("Content-Type", contentType),
            Body = body.IsEmpty ? null : ContentDigest.Of(body.Span),
            BodyLength = body.Length,
            CatalogueHash = catalogue.Hash,
        },
        body);
}
