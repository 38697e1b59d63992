using System.Globalization;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Feeds;

/// <summary>Names that never change, as tag URIs (RFC 4151): no host is in them, so a move of the service changes none.</summary>
internal static class FeedNames
{
    /// <summary>The year in the names.</summary>
    public static readonly DateTimeOffset Began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Feed(string authority, string path) => $"tag:{authority},2026:feed:{path}";

    public static string Flip(string authority, Flip flip) => $"tag:{authority},2026:flip:{flip.Series}:{FlipIdentity.Of(flip)}";

    public static string Census(string authority, long version) => string.Create(CultureInfo.InvariantCulture, $"tag:{authority},2026:census:{version}");

    /// <summary>The kind as it stands in addresses, such as <c>first-seen</c>.</summary>
    public static string Word(FlipKind kind) =>
        string.Concat(kind.ToString().Select((letter, at) => char.IsUpper(letter) ? $"{(at > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
