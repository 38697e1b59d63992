using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;

namespace DataBlackHole.Service.Tests;

/// <summary>
/// Constructed definitions in a folder of their own: two series of one publisher, one read from its list and release pages, one from its database.
/// </summary>
internal sealed class Definitions : IDisposable
{
    public const string Output = "output-release";
    public const string Rate = "jobless-rate";

    public Definitions(string publisherUrl)
    {
        Write("publishers/agency.yaml", """
            key: agency
            name: { en: "Agency", zh: "机构" }
            timeZone: Asia/Shanghai
            hosts: [www.agency.example, 127.0.0.1]
            homepage: https://www.agency.example/
            """);
        Write("calendars/working-days/land.yaml", """
            key: land
            name: { en: "Land", zh: "国" }
            years:
              - { year: 2025, announcedOn: 2024-11-12, source: "https://www.agency.example/2025", off: ["2025-10-01..2025-10-08"], work: [] }
              - { year: 2026, announcedOn: 2025-11-04, source: "https://www.agency.example/2026", off: ["2026-10-01..2026-10-07"], work: [] }
            """);
        Write("calendars/monthly.yaml", """
            key: monthly
            cadence: Monthly
            timeZone: Asia/Shanghai
            workingDays: land
            time: "10:00"
            usual: { monthsAfter: 1, fromDay: 10, toDay: 20 }
            lateAfterWorkingDays: 1
            missingAfterWorkingDays: 5
            """);
        Write("history/agency.yaml", """
            publisher: agency
            entries:
              - key: tonnage-suspended
                series: tonnage
                seriesName: { en: "Tonnage", zh: "吨位" }
                event: Suspended
                announcedOn: 2023-08-15
                effectiveFrom: 2023-08
                confidence: High
                recordedOn: 2026-10-01
                summary: { en: "Tonnage was suspended.", zh: "吨位暂停发布。" }
                unknown: { en: "For how long.", zh: "期限不详。" }
                citations:
                  - { title: "Notice", publisher: "Agency", url: "https://www.agency.example/notice", date: 2023-08-15, access: PublisherPage, supports: "the notice" }
            """);
        Write("recognisers.yaml", File.ReadAllText(Path.Combine(Places.Config, "recognisers.yaml")));
        Write("sources/list.yaml", $$"""
            key: list
            publisher: agency
            name: { en: "List", zh: "列表" }
            kind: ReleaseListing
            addresses: [{ url: "{{publisherUrl}}/list/" }]
            anchors: ["ul.list li > a[title]"]
            listing: { item: "ul.list li", title: "a@title", link: "a@href", date: span, leadsTo: pages }
            limits: { hostGap: "00:00:01", deadline: 10s }
            """);
        Write("sources/pages.yaml", $$"""
            key: pages
            publisher: agency
            name: { en: "Pages", zh: "正文" }
            kind: ReleasePage
            addresses: [{ url: "{{publisherUrl}}/list/" }]
            anchors: ["h1", "div.body"]
            templates:
              - { name: plain, recognise: "p.time", title: [h1], published: ["p.time"], publishedFormats: ["yyyy/MM/dd HH:mm"], body: "div.body" }
            limits: { hostGap: "00:00:01", deadline: 10s }
            """);
        Write("sources/database.yaml", $$"""
            key: database
            publisher: agency
            name: { en: "Database", zh: "数据库" }
            kind: NbsDatabase
            addresses: [{ url: "{{publisherUrl}}/query" }]
            query: { category: c1, indicator: i1, root: r1, cadence: Monthly, periodsBack: 3 }
            limits: { hostGap: "00:00:01", deadline: 10s }
            """);
        Write($"series/{Output}.yaml", $$"""
            key: {{Output}}
            name: { en: "Output (release)", zh: "产量（发布）" }
            publisher: agency
            cadence: Monthly
            calendar: monthly
            readings:
              - { kind: listing, source: list, title: '^\d{4}年\d{1,2}月份产量' }
              - { kind: page, source: pages, title: '^\d{4}年\d{1,2}月份产量' }
            absence: { en: "The list was read and no title of it was there.", zh: "已读取列表，未见标题。" }
            """);
        Write($"series/{Rate}.yaml", $$"""
            key: {{Rate}}
            name: { en: "Jobless rate", zh: "失业率" }
            publisher: agency
            cadence: Monthly
            unit: "%"
            calendar: monthly
            readings:
              - { kind: database, source: database }
            absence: { en: "The database was read and the period was blank.", zh: "已读取数据库，该时期为空。" }
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("definitions-").FullName;

    public MonitorCatalogue Load()
    {
        var result = CatalogueLoader.Load(Folder);
        Assert.That(result.Problems, Is.Empty, string.Join('\n', result.Problems));
        return result.Catalogue!;
    }

    public void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
