using System.Text.Json;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Storage.Writing;

/// <summary>Who looked from where at what: the looks that can form one run.</summary>
internal static class LookAddress
{
    public static string Of(Measurement look) => Of(look.Source, look.Vantage, look.Origin, look.Request);

    public static string Of(string source, string vantage, string origin, ProbeRequest request)
    {
        string?[] parts = [source, vantage, origin, request.Method, request.Url, request.Body];
        return ContentDigest.Of(JsonSerializer.SerializeToUtf8Bytes(parts)).Hex;
    }
}
