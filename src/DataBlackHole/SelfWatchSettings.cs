using System.Collections.Immutable;
using System.Globalization;
using DataBlackHole.Core.Alerting;

namespace DataBlackHole;

/// <summary>How the monitor watches itself; see appsettings.json for what each setting means.</summary>
public sealed record SelfWatchSettings
{
    public SelfWatchLimits Limits { get; init; } = new();

    /// <summary>Asked now and then while looks finish; null when nobody waits for it.</summary>
    public Uri? HeartbeatUrl { get; init; }

    public TimeSpan HeartbeatEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <exception cref="SettingsException">A setting is wrong; the message says which and what to do.</exception>
    public static SelfWatchSettings From(IConfigurationSection monitor)
    {
        var watch = monitor.GetSection("SelfWatch");
        var usual = new SelfWatchLimits();
        return new SelfWatchSettings
        {
            HeartbeatUrl = Address(monitor, "HeartbeatUrl"),
            HeartbeatEvery = TimeSpan.FromMinutes(Number(monitor, "HeartbeatMinutes", 5, 1, 1440)),
            Limits = new SelfWatchLimits
            {
                Blind = TimeSpan.FromHours(Number(watch, "BlindHours", usual.Blind.TotalHours, 0.1, 8760)),
                BlindOf = watch.GetSection("BlindHoursOf").GetChildren().ToImmutableDictionary(
                    s => s.Key, s => TimeSpan.FromHours(Number(watch.GetSection("BlindHoursOf"), s.Key, 24, 0.1, 8760)), StringComparer.Ordinal),
                OutboxWait = TimeSpan.FromMinutes(Number(watch, "OutboxMinutes", usual.OutboxWait.TotalMinutes, 1, 10080)),
                DiskFreeBytes = (long)(Number(watch, "DiskFreeMegabytes", usual.DiskFreeBytes / 1048576d, 0, 1e9) * 1048576),
                HolidaysFrom = MonthDay(watch, "HolidaysFrom", usual.HolidaysFrom),
                Clock = TimeSpan.FromMinutes(Number(watch, "ClockMinutes", usual.Clock.TotalMinutes, 1, 1440)),
            },
        };
    }

    /// <summary>An http or https address, or null where the setting is empty.</summary>
    internal static Uri? Address(IConfigurationSection section, string key)
    {
        if (string.IsNullOrWhiteSpace(section[key])) return null;
        if (Uri.TryCreate(section[key], UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)) return url;
        throw new SettingsException($"{section.Path}:{key}: '{section[key]}' is no address: expected something like https://example.org/path");
    }

    internal static double Number(IConfigurationSection section, string key, double usual, double least, double most)
    {
        if (string.IsNullOrWhiteSpace(section[key])) return usual;
        if (double.TryParse(section[key], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && least <= number && number <= most) return number;
        throw new SettingsException(string.Create(CultureInfo.InvariantCulture, $"{section.Path}:{key}: '{section[key]}' is no number from {least} to {most}"));
    }

    private static (int Month, int Day) MonthDay(IConfigurationSection section, string key, (int Month, int Day) usual)
    {
        if (string.IsNullOrWhiteSpace(section[key])) return usual;
        // In a leap year, so that 02-29 is a day.
        if (DateOnly.TryParseExact($"2024-{section[key]}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return (day.Month, day.Day);
        throw new SettingsException($"{section.Path}:{key}: '{section[key]}' is no month and day: expected something like 12-01");
    }
}
