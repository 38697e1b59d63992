using DataBlackHole.Core.Alerting;

namespace DataBlackHole.Notifying;

/// <summary>What notifying and its operators need beside the routes.</summary>
public sealed record NotifyingSettings
{
    /// <summary>Null: there is no mail, and alerts wait in the outbox, where the API shows them.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>Where readers reach this monitor, without a slash at the end; null when they cannot.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Key of the operator API; null: it is off.</summary>
    public string? OperatorKey { get; init; }

    /// <summary>Key by which links to unsubscribe are made.</summary>
    public string? LinkSecret { get; init; }

    /// <summary>The domain in identifiers of messages and of the list.</summary>
    public string Domain => Mail?.From.Host ?? "datablackhole.invalid";

    /// <exception cref="SettingsException">A setting is missing or wrong; the message says which and what to do.</exception>
    public static NotifyingSettings Read(IConfiguration configuration)
    {
        string? Set(string key) => string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key]!.Trim();
        var settings = new NotifyingSettings
        {
            Mail = MailSettings.Read(configuration.GetSection("Mail")),
            PublicUrl = Set("Monitor:PublicUrl")?.TrimEnd('/'),
            OperatorKey = Set("Monitor:OperatorKey"),
            LinkSecret = Set("Monitor:LinkSecret"),
        };
        if (settings.PublicUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Query: "", Fragment: "" }))
            throw new SettingsException($"Monitor:PublicUrl: '{url}' is no address; write for example https://monitor.example.org");
        if (settings is { Mail: not null, PublicUrl: not null, LinkSecret: null })
            throw new SettingsException("Monitor:LinkSecret is missing: mail with a public address carries a link to unsubscribe, which needs a key; set Monitor__LinkSecret to any long random text and keep it");
        if (settings.OperatorKey is { Length: < 16 })
            throw new SettingsException("Monitor:OperatorKey is shorter than 16 characters: set Monitor__OperatorKey to a long random text");
        return settings;
    }

    /// <summary>The keys that webhooks are signed with, by recipient.</summary>
    /// <exception cref="SettingsException">A variable that a webhook names is not set.</exception>
    public static IReadOnlyDictionary<string, string> WebhookKeys(AlertRules rules)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var recipient in rules.Recipients.Values.Where(r => r.Channel == AlertChannel.Webhook))
        {
            var key = Environment.GetEnvironmentVariable(recipient.SecretVariable!);
            if (string.IsNullOrEmpty(key))
                throw new SettingsException($"alerts.yaml: the webhook of '{recipient.Key}' is signed with the key in {recipient.SecretVariable}, which is not set in the environment");
            keys[recipient.Key] = key;
        }
        return keys;
    }
}
