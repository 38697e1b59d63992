using System.Net.Sockets;
using Npgsql;

namespace DataBlackHole.Storage;

/// <summary>The errors that mean no more than that the server of the record cannot be reached at the moment: waiting helps.</summary>
public static class DatabaseAway
{
    public static bool Is(Exception? error) => error switch
    {
        null => false,
        PostgresException refused => refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections || refused.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException lost => lost.InnerException is SocketException or IOException or TimeoutException || Is(lost.InnerException),
        _ => Is(error.InnerException),
    };
}
