using DataBlackHole.Proving;
using DataBlackHole.Storage;

namespace DataBlackHole;

/// <summary>Settings of the program; see appsettings.json for what each means.</summary>
public sealed record MonitorSettings(string Config, DatabaseSettings Database, string UserAgent)
{
    public EvidenceSettings Evidence { get; init; } = EvidenceSettings.Default(Database);

    /// <exception cref="SettingsException">A settings file cannot be read.</exception>
    public static IConfigurationRoot Sources()
    {
        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(AppContext.BaseDirectory)
                .AddJsonFile("appsettings.json", optional: true)
                .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .Build();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{exception.Message} {exception.InnerException?.Message}".TrimEnd(), exception);
        }
    }

    /// <exception cref="SettingsException">A setting is wrong; the message says which and what to do.</exception>
    public static MonitorSettings From(IConfiguration configuration, string? config = null, string? database = null)
    {
        var section = configuration.GetSection("Monitor");
        var folder = FirstSet(config, section["Config"]) ?? DefaultConfigFolder();
        var store = FirstSet(database, section["Database"]) ?? "data/datablackhole.db";
        var contact = FirstSet(section["Contact"]) ?? "no contact address configured";
        if (contact.Any(c => c is < ' ' or > '~'))
            throw new SettingsException("Monitor:Contact goes into an HTTP header: use plain ASCII, for example https://example.org/about or mailto:desk@example.org");
        try
        {
            var parsed = DatabaseSettings.Parse(store);
            return new MonitorSettings(folder, parsed, $"DataBlackHole/1.0 ({contact})") { Evidence = EvidenceSettings.From(configuration.GetSection("Evidence"), parsed) };
        }
        catch (FormatException exception)
        {
            throw new SettingsException($"Monitor:Database: {exception.Message}", exception);
        }
    }

    private static string? FirstSet(params string?[] values) => values.FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));

    private static string DefaultConfigFolder()
    {
        var here = Path.Combine(Directory.GetCurrentDirectory(), "config");
        return Directory.Exists(Path.Combine(here, "series")) ? here : Path.Combine(AppContext.BaseDirectory, "config");
    }
}

/// <summary>A setting is wrong. The message is for operators.</summary>
public sealed class SettingsException : Exception
{
    public SettingsException(string message)
        : base(message)
    {
    }

    public SettingsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
