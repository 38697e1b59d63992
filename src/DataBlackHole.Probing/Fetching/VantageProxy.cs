using System.Net;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Probing.Fetching;

/// <summary>The proxy of a vantage, with its credentials.</summary>
public static class VantageProxy
{
    /// <param name="vantage">The vantage.</param>
    /// <param name="secret">Gives the value of an environment variable.</param>
    /// <returns>Null for a vantage without a proxy.</returns>
    /// <exception cref="MissingSecretException">A variable that the vantage names is not set.</exception>
    public static IWebProxy? Of(VantageDefinition vantage, Func<string, string?> secret)
    {
        ArgumentNullException.ThrowIfNull(vantage);
        if (vantage.Proxy is not { } proxy) return null;
        var scheme = vantage.Kind == VantageKind.Socks5 ? "socks5" : "http";
        return new WebProxy(new Uri($"{scheme}://{proxy}/"))
        {
            Credentials = vantage is { UserVariable: { } user, PasswordVariable: { } password }
                ? new NetworkCredential(Secret(vantage, user, secret), Secret(vantage, password, secret))
                : null,
        };
    }

    private static string Secret(VantageDefinition vantage, string variable, Func<string, string?> secret) => secret(variable) is { Length: > 0 } value
        ? value
        : throw new MissingSecretException($"vantage '{vantage.Key}' needs the environment variable {variable}, which is not set");
}

/// <summary>A secret that a vantage refers to is not there. The message is for operators and holds no secret.</summary>
public sealed class MissingSecretException : Exception
{
    public MissingSecretException()
    {
    }

    public MissingSecretException(string message) : base(message)
    {
    }

    public MissingSecretException(string message, Exception inner) : base(message, inner)
    {
    }
}
