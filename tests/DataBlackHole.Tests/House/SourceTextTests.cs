using System.Reflection;
using System.Xml.Linq;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Tests.House;

/// <summary>What holds for the text of the product itself.</summary>
public sealed class SourceTextTests
{
    private const int MostLines = 300;

    /// <summary>Longer files, each with its reason.</summary>
    private static readonly Dictionary<string, string> _longer = [];

    [Test]
    public void No_file_of_the_product_is_long_without_a_reason()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(IsWritten).ToList();

        Assert.That(files, Has.Count.GreaterThan(100));
        var tooLong = files.Where(f => File.ReadLines(f).Count() > MostLines).Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'));
        Assert.That(tooLong, Is.EquivalentTo(_longer.Keys));
    }

    /// <summary>Titles, addresses and names of cited publications are quotations.</summary>
    [Test]
    public void The_product_reports_absences_and_never_names_a_motive()
    {
        string[] quotations = ["title:", "url:", "publisher:", "source:", "quote:", "- title:", "- url:"];
        var texts = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "config"), "*.*", SearchOption.AllDirectories)).Append(Path.Combine(Repository.Root, "README.md")).Where(IsWritten);
        var naming = texts.SelectMany(f => File.ReadLines(f)
            .Where(l => l.Contains("censor", StringComparison.OrdinalIgnoreCase) && !quotations.Any(q => l.TrimStart().StartsWith(q, StringComparison.Ordinal)))
            .Select(l => $"{Path.GetFileName(f)}: {l.Trim()}"));
        Assert.That(naming, Is.Empty);
    }

    [Test]
    public void Every_word_of_the_core_says_what_it_means()
    {
        var assembly = typeof(MonitorCatalogue).Assembly;
        var documented = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .Where(m => !string.IsNullOrWhiteSpace(m.Element("summary")?.Value)).Select(m => m.Attribute("name")!.Value).ToHashSet();
        var words = assembly.GetExportedTypes().Where(t => t.IsEnum)
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => $"F:{t.FullName}.{f.Name}").Append($"T:{t.FullName}")).ToList();

        Assert.That(words, Has.Count.GreaterThan(100));
        Assert.That(words.Except(documented), Is.Empty);
    }

    private static bool IsWritten(string file) => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");
}
