using System.Security.Cryptography;
using System.Text;

namespace DataBlackHole.Core.Alerting;

/// <summary>
/// Identifiers of messages: the same recipient, incidents and transitions always give the same one, so that a message sent twice after a
/// crash is recognised as one by mail programs.
/// </summary>
public static class MessageIds
{
    /// <param name="recipient">Key of the recipient.</param>
    /// <param name="transitions">The incidents and what became of them.</param>
    /// <param name="domain">The domain of the sender.</param>
    public static string Of(string recipient, IEnumerable<(string Incident, AlertEventKind Kind, DateTimeOffset At)> transitions, string domain)
    {
        var text = new StringBuilder(recipient);
        foreach (var (incident, kind, at) in transitions.Order()) text.Append('\n').Append(incident).Append('|').Append(kind).Append('|').Append(at.ToUnixTimeMilliseconds());
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        return $"<{digest[..32]}@{domain}>";
    }
}
