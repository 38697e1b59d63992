using System.Diagnostics;
using DataBlackHole.Storage;

namespace DataBlackHole.Service.Tests.Faults;

/// <summary>Jobs that begin while the service stops, too late for the scheduler to interrupt them, and when it plans nothing any more.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
public sealed class LateJobTests(DatabaseProvider provider)
{
    [Test]
    public async Task A_look_that_begins_too_late_to_be_interrupted_ends_soon_and_in_peace_and_the_next_start_takes_it()
    {
        await using var database = TestDatabase.Name(provider);
        await using var publisher = await ConstructedPublisher.StartAsync();
        using var definitions = new Definitions(publisher.Url);
        await File.AppendAllTextAsync(Path.Combine(definitions.Folder, "sources", "database.yaml"), "\npoll: { inWindow: 1s, otherwise: 1s }\n");
        publisher.Values["202608MM"] = "5.8";
        var service = await TestService.StartAsync(definitions.Load(), database);
        await UntilAsync(() => Queries(publisher) >= 2);

        publisher.Delay = TimeSpan.FromSeconds(20);
        await service.BeginTooLateAsync();
        await Task.Delay(TimeSpan.FromSeconds(3));
        var stop = Stopwatch.StartNew();
        await service.DisposeAsync();

        Assert.That(service.Errors, Is.Empty);
        Assert.That(stop.Elapsed.TotalSeconds, Is.InRange(1.5, 6), "a stop without such a look is quicker");
        publisher.Delay = TimeSpan.Zero;
        var before = Queries(publisher);
        await using var next = await TestService.StartAsync(definitions.Load(), database);
        await UntilAsync(() => Queries(publisher) >= before + 2);
        Assert.That(next.Errors, Is.Empty);
    }

    private static int Queries(ConstructedPublisher publisher) => publisher.Answers.Count(a => a.Path == "/query");

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var left = 200; !isSo(); left--)
        {
            Assert.That(left, Is.Positive, "No look came.");
            await Task.Delay(100);
        }
    }
}
