using System.Globalization;
using System.Text;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;

namespace DataBlackHole.Service.Tests.Cluster;

/// <summary>Constructed definitions of many sources at several hosts, each with a series.</summary>
internal sealed class ManySources(int count, int hosts) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("many-").FullName;

    /// <summary>A source and a series are read from files; the others are like them, under other keys and addresses.</summary>
    public MonitorCatalogue Load()
    {
        WriteOne();
        var result = CatalogueLoader.Load(_folder);
        Assert.That(result.Problems, Is.Empty, string.Join('\n', result.Problems.Take(5)));
        var one = result.Catalogue!;
        var (source, series) = (one.Sources.Values.Single(), one.Series.Values.Single());
        var keys = Enumerable.Range(0, count).Select(i => i.ToString("D5", CultureInfo.InvariantCulture)).ToList();
        return new MonitorCatalogue(
            one.Hash, one.Publishers.Values,
            keys.Select((k, i) => source with { Key = $"s{k}", Addresses = [source.Addresses[0] with { Url = $"https://h{i % hosts}.agency.example/{k}" }] }),
            keys.Select(k => series with { Key = $"x{k}", Readings = [series.Readings[0] with { Source = $"s{k}" }] }),
            one.Recognisers);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void WriteOne()
    {
        var names = string.Join(", ", Enumerable.Range(0, hosts).Select(h => $"h{h}.agency.example"));
        Write("publishers/agency.yaml", $"key: agency\nname: {{ en: Agency, zh: 机构 }}\ntimeZone: Asia/Shanghai\nhosts: [{names}]\nhomepage: https://h0.agency.example/\n");
        Write("calendars/working-days/land.yaml", "key: land\nname: { en: Land, zh: 国 }\nyears:\n  - { year: 2026, announcedOn: 2025-11-04, source: \"https://h0.agency.example/2026\", off: [\"2026-10-01..2026-10-07\"], work: [] }\n");
        Write("calendars/monthly.yaml", "key: monthly\ncadence: Monthly\ntimeZone: Asia/Shanghai\nworkingDays: land\ntime: \"10:00\"\nusual: { monthsAfter: 1, fromDay: 10, toDay: 20 }\n");
        File.Copy(Path.Combine(Places.Config, "recognisers.yaml"), Path.Combine(_folder, "recognisers.yaml"));
        Write("history/agency.yaml", """
            publisher: agency
            entries:
              - key: tonnage-suspended
                series: tonnage
                seriesName: { en: "Tonnage", zh: "吨位" }
                event: Suspended
                announcedOn: 2023-08-15
                confidence: High
                recordedOn: 2026-10-01
                summary: { en: "Tonnage was suspended.", zh: "吨位暂停发布。" }
                unknown: { en: "For how long.", zh: "期限不详。" }
                citations:
                  - { title: "Notice", publisher: "Agency", url: "https://h0.agency.example/notice", date: 2023-08-15, access: PublisherPage, supports: "the notice" }
            """);
        Write("sources/s.yaml", "key: s\npublisher: agency\nname: { en: Source, zh: 源 }\nkind: NbsDatabase\naddresses: [{ url: \"https://h0.agency.example/query\" }]\nquery: { category: c1, indicator: i1, root: r1, cadence: Monthly, periodsBack: 3 }\n");
        Write("series/x.yaml", "key: x\nname: { en: Series, zh: 系列 }\npublisher: agency\ncadence: Monthly\nunit: \"%\"\ncalendar: monthly\nreadings: [{ kind: database, source: s }]\nabsence: { en: Absent., zh: 缺。 }\n");
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, Encoding.UTF8);
    }
}
