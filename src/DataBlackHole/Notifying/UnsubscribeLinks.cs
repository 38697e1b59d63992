using System.Security.Cryptography;
using System.Text;

namespace DataBlackHole.Notifying;

/// <summary>Links by which a recipient, and nobody else, can unsubscribe. They stay good as long as the key is the same.</summary>
public sealed class UnsubscribeLinks(NotifyingSettings settings)
{
    /// <summary>Null when there is no public address.</summary>
    public string? For(string recipient) => settings is { PublicUrl: { } url, LinkSecret: not null }
        ? $"{url}/unsubscribe/{Uri.EscapeDataString(recipient)}/{Token(recipient)}"
        : null;

    public bool IsGood(string recipient, string token) => settings.LinkSecret is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token(recipient)));

    private string Token(string recipient) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.LinkSecret!), Encoding.UTF8.GetBytes($"unsubscribe\n{recipient}")))[..40];
}
