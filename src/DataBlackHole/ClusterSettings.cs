namespace DataBlackHole;

/// <summary>What a node does with the record.</summary>
public enum NodeRole
{
    /// <summary>Looks, judges, records, mails and answers.</summary>
    Watch,

    /// <summary>Answers only: it needs no right to write to the record.</summary>
    Answer,
}

/// <summary>How nodes that share one PostgreSQL keep an eye on each other; see appsettings.json for what each setting means.</summary>
public sealed record ClusterSettings
{
    /// <summary>How often a node says that it is there.</summary>
    public TimeSpan Checkin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it may be late with that before the others take over its work.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="SettingsException">A setting is wrong; the message says which and what to do.</exception>
    public static ClusterSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Cluster");
        var usual = new ClusterSettings();
        return new ClusterSettings
        {
            Checkin = TimeSpan.FromSeconds(SelfWatchSettings.Number(section, "CheckinSeconds", usual.Checkin.TotalSeconds, 1, 60)),
            Patience = TimeSpan.FromSeconds(SelfWatchSettings.Number(section, "PatienceSeconds", usual.Patience.TotalSeconds, 1, 600)),
        };
    }

    /// <exception cref="SettingsException">There is no such role.</exception>
    public static NodeRole Role(string? word) => string.IsNullOrWhiteSpace(word) ? NodeRole.Watch
        : Enum.TryParse<NodeRole>(word, ignoreCase: true, out var role) && Enum.IsDefined(role) && !char.IsAsciiDigit(word[0]) ? role
        : throw new SettingsException($"Monitor:Role: '{word}' is no role: expected Watch (looks, judges, mails and answers) or Answer (answers only)");
}
