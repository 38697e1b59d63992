using System.Net;
using System.Net.Sockets;

namespace DataBlackHole.Service.Tests;

/// <summary>Where the tests find the repository and, beside it, the archive of real documents; and places where nobody is.</summary>
internal static class Places
{
    public static string Repository { get; } = Ancestors().First(d => File.Exists(Path.Combine(d, "DataBlackHole.sln")));

    public static string Config => Path.Combine(Repository, "config");

    /// <summary>The folder of captured documents; the test is ignored when there is none.</summary>
    public static string Archive()
    {
        var found = Ancestors().Select(d => Path.Combine(d, "shared", "archive"))
            .Prepend(Environment.GetEnvironmentVariable("DATABLACKHOLE_ARCHIVE") ?? "")
            .FirstOrDefault(d => d.Length > 0 && File.Exists(Path.Combine(d, "index.tsv")));
        if (found is null) Assert.Ignore("the archive of captured documents (../shared/archive or DATABLACKHOLE_ARCHIVE) is not here");
        return found!;
    }

    /// <summary>A port of this machine on which nobody listens.</summary>
    public static int DeadPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IEnumerable<string> Ancestors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
