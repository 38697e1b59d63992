using System.Collections.Immutable;
using System.Text;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>Captures made for tests.</summary>
internal static class Captures
{
    internal static readonly DateTimeOffset Noon = new(2026, 8, 28, 4, 0, 0, TimeSpan.Zero);

    internal static Capture Of(string url, string body, int? status = 200, string? contentType = "text/html; charset=utf-8", DateTimeOffset? at = null) =>
        Of(url, Encoding.UTF8.GetBytes(body), status, contentType, at);

    internal static Capture Of(string url, byte[] body, int? status = 200, string? contentType = "text/html; charset=utf-8", DateTimeOffset? at = null) => new(
        new Measurement
        {
            Source = "any",
            Vantage = "direct",
            Request = new ProbeRequest("GET", url),
            TakenAt = at ?? Noon,
            Status = status,
            Headers = contentType is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add("Content-Type", contentType),
            CatalogueHash = "sample",
        },
        body);

    internal static Reading Read(string source, Capture capture) => ReadLook(source, capture)[0];

    internal static IReadOnlyList<Reading> ReadLook(string source, params Capture[] look) =>
        new Interpreter(SampleCatalogue.Catalogue).Read(SampleCatalogue.Source(source), look);

    internal static FailureKind? FailureOf(Reading reading) => reading.Capture.Measurement.Failure?.Kind;
}
