using DataBlackHole.Core.Alerting;

namespace DataBlackHole.Scheduling;

/// <summary>Reads how much room is left where the record is written.</summary>
public sealed class DiskSpaceReader(MonitorSettings settings)
{
    /// <summary>
    /// Null where it cannot be told. The disk of a PostgreSQL server is an affair of that server; then the disk the program runs from is read.
    /// </summary>
    public DiskSpace? Read()
    {
        try
        {
            var folder = settings.Database.Folder ?? AppContext.BaseDirectory;
            var drive = new DriveInfo(folder);
            return new DiskSpace($"{Environment.MachineName}:{folder}", drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
