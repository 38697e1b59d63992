using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Notifying;

public static class NotifyingServices
{
    /// <summary>The policy by which flips are queued for those who are to be told; part of the record's writer.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services, MonitorCatalogue catalogue, AlertRules rules) =>
        services.AddSingleton(new AlertPolicy(catalogue, rules));

    /// <summary>What delivers the queue.</summary>
    /// <exception cref="SettingsException">A webhook has no key.</exception>
    public static IServiceCollection AddNotifying(this IServiceCollection services, AlertRules rules, NotifyingSettings settings)
    {
        var keys = NotifyingSettings.WebhookKeys(rules);
        services.AddSingleton(settings);
        services.AddSingleton<UnsubscribeLinks>();
        services.AddSingleton<AlertComposer>();
        services.AddSingleton(s => new WebhookSender(keys, s.GetRequiredService<TimeProvider>()));
        if (settings.Mail is { } mail) services.AddSingleton<IMailTransport>(_ => new SmtpTransport(mail));
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<SelfWatchNotices>();
        return services;
    }
}
