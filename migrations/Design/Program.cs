using DataBlackHole.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

Console.WriteLine("This is only the host of: dotnet ef migrations add NAME -p migrations/Sqlite -s migrations/Design -o . -- sqlite (or Postgres, postgres)");

internal sealed class DesignTimeContexts : IDesignTimeDbContextFactory<MonitorDb>
{
    public MonitorDb CreateDbContext(string[] args)
    {
        var settings = args.Contains("postgres") ? "Host=127.0.0.1;Database=design" : "design.db";
        var options = new DbContextOptionsBuilder<MonitorDb>();
        options.UseHistory(DatabaseSettings.Parse(settings));
        return new MonitorDb(options.Options);
    }
}
