using System.Net;
using System.Net.Mail;

namespace DataBlackHole.Notifying;

/// <summary>How mail is protected on its way to the server.</summary>
public enum MailSecurity
{
    /// <summary>Encrypted after STARTTLS, certificate checked.</summary>
    StartTls = 0,

    /// <summary>In clear; only to a server on this machine.</summary>
    None,
}

/// <summary>The mail server; see appsettings.json for what each setting means.</summary>
public sealed record MailSettings
{
    /// <summary>Settings without a default: when none of them is set, no mail is wanted.</summary>
    private static readonly string[] _telling = ["Host", "User", "Password", "From"];

    public required string Host { get; init; }

    public int Port { get; init; } = 587;

    public string? User { get; init; }

    public string? Password { get; init; }

    public required MailAddress From { get; init; }

    public MailSecurity Security { get; init; }

    /// <summary>How long one message may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The settings, or null when nothing of the section is set.</summary>
    /// <exception cref="SettingsException">A setting is missing or wrong; the message says which and what to do.</exception>
    public static MailSettings? Read(IConfigurationSection section)
    {
        string? Set(string key) => string.IsNullOrWhiteSpace(section[key]) ? null : section[key]!.Trim();
        if (_telling.All(k => Set(k) is null)) return null;
        var host = Set("Host") ?? throw new SettingsException("Mail:Host is missing: name the server that takes mail for submission, for example smtp.example.org");
        var from = Set("From") ?? throw new SettingsException("Mail:From is missing: write the address that alerts come from, for example \"DataBlackHole <alerts@example.org>\"");
        if (!MailAddress.TryCreate(from, out var sender)) throw new SettingsException($"Mail:From: '{from}' is no address; write for example \"DataBlackHole <alerts@example.org>\"");
        var settings = new MailSettings
        {
            Host = host,
            Port = Number(Set("Port"), "Port", 587, 65535),
            User = Set("User"),
            Password = Set("Password"),
            From = sender,
            Security = SecurityOf(Set("Security")),
            Timeout = TimeSpan.FromSeconds(Number(Set("TimeoutSeconds"), "TimeoutSeconds", 60, 600)),
        };
        settings.Check();
        return settings;
    }

    private void Check()
    {
        if (Port == 465)
            throw new SettingsException("Mail:Port is 465, where servers expect TLS from the first byte, which this program does not speak: use port 587 with Security StartTls");
        if (User is null != Password is null)
            throw new SettingsException("Mail:User and Mail:Password belong together: set both (the password through the environment, Mail__Password) or neither");
        if (Security == MailSecurity.None && !IsLoopback)
            throw new SettingsException($"Mail:Security is None, but {Host} is not this machine: mail would be readable on its way; use StartTls");
    }

    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address);

    private static int Number(string? text, string key, int otherwise, int most)
    {
        if (text is null) return otherwise;
        if (int.TryParse(text, out var number) && number >= 1 && number <= most) return number;
        throw new SettingsException($"Mail:{key}: '{text}' is no number from 1 to {most}");
    }

    private static MailSecurity SecurityOf(string? text)
    {
        if (text is null) return MailSecurity.StartTls;
        if (Enum.TryParse<MailSecurity>(text, ignoreCase: true, out var security) && Enum.IsDefined(security)) return security;
        throw new SettingsException($"Mail:Security: '{text}' is neither StartTls nor None");
    }
}
