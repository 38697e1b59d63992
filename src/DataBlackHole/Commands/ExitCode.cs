namespace DataBlackHole.Commands;

/// <summary>What the exit codes of every verb mean.</summary>
public static class ExitCode
{
    /// <summary>Done; nothing to complain about.</summary>
    public const int Ok = 0;

    /// <summary>The command line itself was wrong.</summary>
    public const int Usage = 1;

    /// <summary>The definitions, the settings or the archive are wrong; what and where was printed.</summary>
    public const int BadInput = 2;

    /// <summary>The verb ran and could not see: a look failed.</summary>
    public const int Blind = 3;

    /// <summary>A backtest in which the judge claimed something false or missed something.</summary>
    public const int Disagrees = 4;

    /// <summary>The verb ran, and the mail was not taken.</summary>
    public const int NotDelivered = 5;

    /// <summary>The verification found something wrong; what was printed.</summary>
    public const int Damaged = 6;
}
