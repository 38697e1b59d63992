using DataBlackHole.Storage;

namespace DataBlackHole.Proving;

/// <summary>Settings of the log of evidence; see appsettings.json for what each means.</summary>
public sealed record EvidenceSettings(string KeyFile, string Origin, Uri? StampAuthority, string? StampRoots)
{
    private const string KeyName = "log-key.pem";

    /// <exception cref="SettingsException">A setting is wrong; the message says which and what to do.</exception>
    public static EvidenceSettings From(IConfiguration section, DatabaseSettings database)
    {
        var origin = Set(section["Origin"]) ?? "datablackhole";
        if (origin.Any(c => char.IsWhiteSpace(c) || c == '+'))
            throw new SettingsException("Evidence:Origin names the log in every checkpoint: one word without blanks and plus signs, such as monitor.example.org/log");
        Uri? authority = null;
        if (Set(section["StampAuthority"]) is { } address && (!Uri.TryCreate(address, UriKind.Absolute, out authority) || authority.Scheme is not ("http" or "https")))
            throw new SettingsException($"Evidence:StampAuthority: '{address}' is no address such as https://authority.example/tsr");
        return new EvidenceSettings(Set(section["KeyFile"]) ?? DefaultKeyFile(database), origin, authority, Set(section["StampRoots"]));
    }

    /// <summary>The settings of somebody who set nothing.</summary>
    public static EvidenceSettings Default(DatabaseSettings database) => From(new ConfigurationBuilder().Build(), database);

    /// <summary>Beside the file of the record; the record of a server keeps its key in the folder of data.</summary>
    private static string DefaultKeyFile(DatabaseSettings database) => database.FilePath is { } file
        ? Path.Combine(Path.GetDirectoryName(file)!, KeyName)
        : Path.Combine("data", KeyName);

    private static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
