using System.Globalization;

namespace DataBlackHole.Benchmarks;

/// <summary>
/// Definitions of as many series as wanted, in files as an operator writes them: ten series on each list, ten lists on each host of the benchmark's site,
/// with the distance between requests that definitions have when they name none.
/// </summary>
internal static class ShelfCatalogue
{
    public const int SeriesOnList = 10;
    private const int ListsOnHost = 10;

    public static void Write(string folder, int port, int series)
    {
        var now = TimeProvider.System.GetUtcNow();
        Write(folder, "calendars/working-days/land.yaml", """
            key: land
            name: { en: "Land", zh: "国" }
            years:
              - { year: 2026, announcedOn: 2025-11-04, source: "https://stats.example/2026", off: ["2026-10-01..2026-10-07"], work: [] }
            """);
        Write(folder, "calendars/yearly.yaml", $$"""
            key: yearly
            cadence: Annual
            timeZone: Asia/Shanghai
            workingDays: land
            time: "10:00"
            usual: { monthsAfter: {{PollSite.Opening(now)}}, fromDay: 10, toDay: 20 }
            lateAfterWorkingDays: 1
            missingAfterWorkingDays: 5
            """);
        Write(folder, "recognisers.yaml", "recognisers: []\n");
        Write(folder, "history/agency-0.yaml", """
            publisher: agency-0
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
                  - { title: "Notice", publisher: "Agency", url: "https://stats.example/notice", date: 2023-08-15, access: PublisherPage, supports: "the notice" }
            """);
        var lists = (series + SeriesOnList - 1) / SeriesOnList;
        for (var publisher = 0; publisher * ListsOnHost < lists; publisher++) WritePublisher(folder, publisher);
        for (var list = 0; list < lists; list++) WriteList(folder, list, port);
        for (var number = 0; number < series; number++) WriteSeries(folder, number);
    }

    private static void WritePublisher(string folder, int number) => Write(folder, Named("publishers/agency", number), string.Create(CultureInfo.InvariantCulture, $$"""
        key: agency-{{number}}
        name: { en: "Agency {{number}}", zh: "机构{{number}}" }
        timeZone: Asia/Shanghai
        hosts: [{{PollSite.HostOf(number)}}]
        homepage: http://{{PollSite.HostOf(number)}}/
        """));

    private static void WriteList(string folder, int number, int port) => Write(folder, Named("sources/list", number), string.Create(CultureInfo.InvariantCulture, $$"""
        key: list-{{number}}
        publisher: agency-{{number / ListsOnHost}}
        name: { en: "List {{number}}", zh: "列表{{number}}" }
        kind: ReleaseListing
        addresses: [{ url: "http://{{PollSite.HostOf(number / ListsOnHost)}}:{{port}}/shelf/{{SeriesOnList}}?list={{number}}" }]
        anchors: ["ul.list li > a[title]"]
        listing: { item: "ul.list li", title: "a@title", link: "a@href", date: span }
        """));

    private static void WriteSeries(string folder, int number) => Write(folder, Named("series/series", number), string.Create(CultureInfo.InvariantCulture, $$"""
        key: series-{{number}}
        name: { en: "Series {{number}}", zh: "指标{{number}}" }
        publisher: agency-{{number / SeriesOnList / ListsOnHost}}
        cadence: Annual
        calendar: yearly
        readings:
          - { kind: listing, source: list-{{number / SeriesOnList}}, title: '^\d{4}年指标{{number % SeriesOnList}}公报' }
        absence: { en: "The list was read and no title of it was there.", zh: "已读取列表，未见标题。" }
        """));

    private static string Named(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number}.yaml");

    private static void Write(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
