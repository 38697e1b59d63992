using DataBlackHole.Loading;

namespace DataBlackHole;

/// <summary>How often the service takes a census by itself; see appsettings.json.</summary>
/// <param name="Cron">Quartz cron expression in the publisher's time zone; null means never.</param>
/// <param name="Publisher">Key of the publisher.</param>
/// <param name="Provinces">Whether the trees of the provinces are walked too.</param>
public sealed record CensusSettings(string? Cron, string Publisher, bool Provinces)
{
    public const string UsualPublisher = "nbs";

    public static CensusSettings Off { get; } = new(null, UsualPublisher, false);

    /// <exception cref="SettingsException">A setting is wrong; the message says which and what to do.</exception>
    public static CensusSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Census");
        var cron = string.IsNullOrWhiteSpace(section["Cron"]) ? null : section["Cron"];
        if (cron is not null && !Scalars.Cron.TryRead(cron, out _))
            throw new SettingsException($"Census:Cron: '{cron}' is no cron expression: expected something like \"0 0 3 ? * SUN\" (Sundays at three), or nothing");
        var publisher = string.IsNullOrWhiteSpace(section["Publisher"]) ? UsualPublisher : section["Publisher"]!;
        var provinces = section["Provinces"];
        if (!string.IsNullOrWhiteSpace(provinces) && !bool.TryParse(provinces, out _))
            throw new SettingsException($"Census:Provinces: '{provinces}' is neither true nor false");
        return new CensusSettings(cron, publisher, bool.TryParse(provinces, out var all) && all);
    }
}
