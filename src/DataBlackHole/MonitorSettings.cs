using System.Text.RegularExpressions;
using DataBlackHole.Notifying;
using DataBlackHole.Proving;
using DataBlackHole.Serving.Answering;
using DataBlackHole.Storage;

namespace DataBlackHole;

/// <summary>Settings of the program; see appsettings.json for what each means.</summary>
public sealed partial record MonitorSettings(string Config, DatabaseSettings Database, string UserAgent)
{
    /// <summary>What the names of entries and events begin with; it must never change once anybody reads them.</summary>
    public const string UsualAuthority = "datablackhole";

    /// <summary>Where the service is reached from outside; null when the address of each request says it.</summary>
    public Uri? PublicUrl { get; init; }

    public string FeedAuthority { get; init; } = UsualAuthority;

    public SelfWatchSettings SelfWatch { get; init; } = new();

    /// <summary>Mail server, public address and keys.</summary>
    public NotifyingSettings Notifying { get; init; } = new();

    /// <summary>How much one client may ask.</summary>
    public ApiSettings Api { get; init; } = ApiSettings.Default;

    /// <summary>The licence under which this record is offered (SPDX); the rights of publishers in what is quoted are theirs.</summary>
    public string RecordLicence { get; init; } = "CC-BY-4.0";

    public EvidenceSettings Evidence { get; init; } = EvidenceSettings.Default(Database);

    /// <summary>Whether and how often the service takes a census.</summary>
    public CensusSettings Census { get; init; } = CensusSettings.Off;

    /// <summary>Whether this node watches, or only answers.</summary>
    public NodeRole Role { get; init; }

    public ClusterSettings Cluster { get; init; } = new();

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
        var authority = FirstSet(section["FeedAuthority"]) ?? UsualAuthority;
        if (!AuthorityForm().IsMatch(authority))
            throw new SettingsException($"Monitor:FeedAuthority: '{authority}' is no name: use the domain of whoever runs this monitor, such as example.org");
        try
        {
            var parsed = DatabaseSettings.Parse(store);
            return new MonitorSettings(folder, parsed, $"DataBlackHole/1.0 ({contact})")
            {
                PublicUrl = PublicAddress(section),
                FeedAuthority = authority,
                Notifying = NotifyingSettings.Read(configuration),
                Evidence = EvidenceSettings.From(configuration.GetSection("Evidence"), parsed),
                SelfWatch = SelfWatchSettings.From(section),
                Api = ApiSettings.Read(configuration),
                RecordLicence = Licence(FirstSet(section["RecordLicence"])),
                Census = CensusSettings.From(configuration),
                Role = ClusterSettings.Role(section["Role"]),
                Cluster = ClusterSettings.From(configuration),
            };
        }
        catch (FormatException exception)
        {
            throw new SettingsException($"Monitor:Database: {exception.Message}", exception);
        }
    }

    /// <summary>With a slash at its end: addresses are told relative to it.</summary>
    private static Uri? PublicAddress(IConfigurationSection section) =>
        SelfWatchSettings.Address(section, "PublicUrl") is { } url ? new Uri($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/") : null;

    private static string Licence(string? name) => name is null || LicenceForm().IsMatch(name)
        ? name ?? "CC-BY-4.0"
        : throw new SettingsException($"Monitor:RecordLicence: '{name}' is no SPDX identifier such as CC-BY-4.0");

    [GeneratedRegex("^[A-Za-z0-9.-]+$")]
    private static partial Regex LicenceForm();

    [GeneratedRegex("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")]
    private static partial Regex AuthorityForm();

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
