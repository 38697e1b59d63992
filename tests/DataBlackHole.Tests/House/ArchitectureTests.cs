using System.Reflection;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Probing;
using DataBlackHole.Storage;

namespace DataBlackHole.Tests.House;

/// <summary>Which part may see what. A project exists because it is the only one that may see one heavy dependency.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly _core = typeof(MonitorCatalogue).Assembly;
    private static readonly Assembly _probing = typeof(SourceReader).Assembly;
    private static readonly Assembly _storage = typeof(HistoryStore).Assembly;
    private static readonly Assembly _program = typeof(MonitorServices).Assembly;

    [Test]
    public void The_core_sees_nothing_but_the_platform() =>
        Assert.That(References(_core), Is.All.StartsWith("System."));

    [Test]
    public void The_core_does_no_input_or_output() =>
        Assert.That(References(_core), Has.None.AnyOf("System.Net.Http", "System.Net.Sockets", "System.IO.FileSystem", "System.Data.Common", "System.Console", "System.Diagnostics.Process"));

    [TestCase("AngleSharp", "DataBlackHole.Probing")]
    [TestCase("System.Net.Http", "DataBlackHole.Probing", "datablackhole")]
    [TestCase("Microsoft.EntityFrameworkCore", "DataBlackHole.Storage")]
    [TestCase("Microsoft.Data.Sqlite", "DataBlackHole.Storage")]
    [TestCase("Npgsql", "DataBlackHole.Storage")]
    [TestCase("Quartz", "datablackhole")]
    [TestCase("YamlDotNet", "datablackhole")]
    [TestCase("System.CommandLine", "datablackhole")]
    [TestCase("Microsoft.AspNetCore", "datablackhole")]
    [TestCase("Microsoft.Extensions.Hosting", "datablackhole")]
    public void A_heavy_dependency_has_its_one_place(string dependency, params string[] places)
    {
        var seenBy = new[] { _core, _probing, _storage, _program }.Where(a => References(a).Any(r => r == dependency || r.StartsWith($"{dependency}.", StringComparison.Ordinal)));
        Assert.That(seenBy.Select(a => a.GetName().Name), Is.EquivalentTo(places));
    }

    [Test]
    public void Looking_and_recording_do_not_know_each_other()
    {
        Assert.That(References(_probing), Has.None.EqualTo(_storage.GetName().Name).And.None.EqualTo(_program.GetName().Name));
        Assert.That(References(_storage), Has.None.EqualTo(_probing.GetName().Name).And.None.EqualTo(_program.GetName().Name));
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(r => r.Name!);
}
