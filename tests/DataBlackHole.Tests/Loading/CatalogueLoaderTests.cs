using System.Text;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Loading;

namespace DataBlackHole.Tests.Loading;

public sealed class CatalogueLoaderTests
{
    [Test]
    public void Good_definitions_become_a_catalogue()
    {
        var catalogue = Load();

        Assert.That(catalogue.Publishers.Keys, Is.EqualTo(["agency", "bureau"]));
        Assert.That(catalogue.Sources.Keys, Is.EqualTo(["database", "dates", "list", "pages"]));
        Assert.That(catalogue.ReadersOf("list").Select(s => s.Key), Is.EqualTo(["output"]));
        Assert.That(catalogue.Publishers["agency"].Hosts, Does.Contain("data.agency.example"));
        Assert.That(catalogue.Hash, Does.Match("^[0-9a-f]{64}$"));
    }

    [Test]
    public void A_source_is_read_with_all_its_sections()
    {
        var source = Load().Sources["list"];

        Assert.That(source.Kind, Is.EqualTo(SourceKind.ReleaseListing));
        Assert.That(source.AddressOn(new DateOnly(2023, 12, 31))!.Url, Is.EqualTo("https://www.agency.example/old/"));
        Assert.That(source.AddressOn(new DateOnly(2024, 1, 1))!.Url, Is.EqualTo("https://www.agency.example/new/"));
        Assert.That(source.Listing, Is.EqualTo(new ListingRules
        {
            Item = ".list li",
            Title = "a@title",
            Link = "a@href",
            Date = "span",
            FurtherPages = "index_{n}.html",
            LeadsTo = "pages",
        }));
        Assert.That(source.Poll, Is.EqualTo(new PollPolicy { InWindow = TimeSpan.FromMinutes(15), Otherwise = TimeSpan.FromHours(6), Cron = "0 0/10 9-18 ? * *" }));
        Assert.That(source.Limits, Is.EqualTo(new FetchLimits
        {
            Deadline = TimeSpan.FromSeconds(30),
            MaxBodyBytes = 1_000_000,
            MaxRedirects = 3,
            HostGap = TimeSpan.FromSeconds(5),
        }));
    }

    [Test]
    public void A_calendar_page_is_read_and_named_by_rules_and_by_series()
    {
        var rules = Load().Sources["dates"].Calendar!;
        var rows = Load().Series["output"].Release!.AnnouncedIn;

        Assert.That((rules.Table, rules.Year.ToString(), rules.DefaultTime), Is.EqualTo(("table.dates", @"(20\d{2})年", (TimeOnly?)new TimeOnly(9, 30))));
        Assert.That(rules.Title, Is.EqualTo(["h1", "title"]));
        Assert.That(rows.Select(r => (r.Source, r.Row.ToString(), r.MonthsBefore)), Is.EqualTo(new[] { ("dates", "^Output of industry$", (int?)1) }));
    }

    [Test]
    public void What_is_left_out_has_the_usual_value()
    {
        var source = Load().Sources["database"];

        Assert.That(source.Poll, Is.EqualTo(new PollPolicy()));
        Assert.That(source.Limits, Is.EqualTo(new FetchLimits()));
        Assert.That(source.Query, Is.EqualTo(new DatabaseQuery { Category = "c1", Indicator = "i1", Root = "r1", Cadence = Cadence.Monthly }));
    }

    [Test]
    public void A_series_gets_its_rule_and_its_readings()
    {
        var series = Load().Series["output"];

        Assert.That(series.Release!.Key, Is.EqualTo("monthly"));
        Assert.That(series.Readings.Select(r => r.GetType()), Is.EqualTo([typeof(ListingReading), typeof(DatabaseReading), typeof(NoticeReading)]));
        Assert.That(series.Readings[1].From, Is.EqualTo(ReferencePeriod.Month(2024, 1)));
        var title = ((ListingReading)series.Readings[0]).Title;
        Assert.That((title.Options, title.MatchTimeout), Is.EqualTo((RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))));
    }

    [Test]
    public void Wordings_of_notices_and_resembling_titles_are_read()
    {
        var catalogue = Load();
        var readings = catalogue.Series["output"].Readings;
        var notice = (NoticeReading)readings[2];

        Assert.That(catalogue.Notices.Select(n => (n.Pattern.ToString(), n.Says)), Is.EqualTo([
            ("暂停发布", ObservationKind.SuspensionNotice), ("停止发布", ObservationKind.StopNotice)]));
        Assert.That((notice.Names.Single().ToString(), notice.Title!.ToString()), Is.EqualTo(("产量", "公告")));
        Assert.That(((ListingReading)readings[0]).Resembles!.ToString(), Is.EqualTo("月份产(?:出|量)"));
    }

    [Test]
    public void A_calendar_knows_ranges_over_two_months_and_announced_dates_in_its_own_zone()
    {
        var rule = Load().Series["output"].Release!;
        var february = new ReleaseCalendar(rule).WindowOf(ReferencePeriod.Month(2025, 2));

        Assert.That(rule.WorkingDays.Key, Is.EqualTo("land"));
        Assert.That(february.Opens, Is.EqualTo(new DateTimeOffset(2025, 2, 27, 16, 0, 0, TimeSpan.Zero)));
        Assert.That(february.Due, Is.EqualTo(new DateTimeOffset(2025, 3, 4, 1, 30, 0, TimeSpan.Zero)));
        Assert.That(rule.Announced[ReferencePeriod.Month(2024, 9)].At, Is.EqualTo(new DateTimeOffset(2024, 10, 19, 1, 30, 0, TimeSpan.Zero)));
    }

    [Test]
    public void Working_days_are_read_with_their_ranges()
    {
        var days = Load().Series["output"].Release!.WorkingDays;

        Assert.That(days.Years, Is.EqualTo([2024, 2025]));
        Assert.That(days.IsWorkingDay(new DateOnly(2024, 2, 12)), Is.False);
        Assert.That(days.IsWorkingDay(new DateOnly(2024, 2, 18)), Is.True);
        Assert.That(days.IsWorkingDay(new DateOnly(2024, 2, 19)), Is.True);
    }

    [Test]
    public void Recognisers_keep_their_order_and_conditions()
    {
        using var folder = new SampleFolder();
        folder.Write("recognisers.yaml", """
            recognisers:
              - { name: second-generation, kind: Challenge, statuses: [412, 521], pattern: 'wzws\w+' }
              - { name: login, kind: LoginWall, any: ["mustlogin", "请登录"], finalUrl: '/login', visibleTextAtMost: 400 }
            """u8.ToArray());

        var recognisers = Load(folder).Recognisers;

        Assert.That(recognisers.Select(r => (r.Name, r.Kind)), Is.EqualTo([("second-generation", FailureKind.Challenge), ("login", FailureKind.LoginWall)]));
        Assert.That(recognisers[0].Statuses, Is.EquivalentTo([412, 521]));
        Assert.That(recognisers[0].Pattern!.ToString(), Is.EqualTo(@"wzws\w+"));
        Assert.That(recognisers[0].VisibleTextAtMost, Is.Null);
        Assert.That(recognisers[1].Any, Is.EqualTo(["mustlogin", "请登录"]));
        Assert.That(recognisers[1].FinalUrl!.IsMatch("https://x.example/login"), Is.True);
        Assert.That(recognisers[1].VisibleTextAtMost, Is.EqualTo(400));
    }

    [Test]
    public void Recognisers_may_be_left_out()
    {
        using var folder = new SampleFolder();
        File.Delete(Path.Combine(folder.Path, "recognisers.yaml"));

        Assert.That(Load(folder).Recognisers, Is.Empty);
    }

    [Test]
    public void A_byte_order_mark_and_line_endings_change_nothing()
    {
        using var plain = new SampleFolder();
        using var dressed = new SampleFolder();
        var text = Encoding.UTF8.GetString(dressed.Read("series/output.yaml"));
        dressed.Write("series/output.yaml", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"))]);

        Assert.That(Load(dressed).Hash, Is.EqualTo(Load(plain).Hash));
    }

    [TestCase("series/output.yaml")]
    [TestCase("publishers/agency.yaml")]
    [TestCase("sources/list.yaml")]
    [TestCase("calendars/monthly.yaml")]
    [TestCase("calendars/working-days/land.yaml")]
    [TestCase("recognisers.yaml")]
    [TestCase("notices.yaml")]
    [TestCase("history/agency.yaml")]
    public void Another_text_in_any_definition_gives_another_hash(string file)
    {
        using var folder = new SampleFolder();
        var before = Load(folder).Hash;
        folder.Write(file, [.. folder.Read(file), .. "# a remark\n"u8]);

        Assert.That(Load(folder).Hash, Is.Not.EqualTo(before));
    }

    [Test]
    public void Vantages_are_read_with_what_they_need_and_sources_name_them()
    {
        using var folder = new SampleFolder();
        folder.Write("sources/sample.yaml", System.Text.Encoding.UTF8.GetBytes(
            "key: sample\npublisher: agency\nname: { en: e, zh: z }\nkind: Page\naddresses: [{ url: \"https://www.agency.example/sample\" }]\nanchors: [main]\nvantages: [inside, outside]\nverified: false\n"));
        var catalogue = Load(folder);
        var inside = catalogue.Vantages["inside"];
        Assert.That(catalogue.Vantages.Keys, Is.EqualTo(["direct", "inside", "outside"]));
        Assert.That((inside.Kind, inside.Country, inside.Proxy, inside.UserVariable, inside.Controls.Length), Is.EqualTo((VantageKind.HttpProxy, "CN", "proxy.wide.example:3128", "INSIDE_USER", 2)));
        Assert.That(catalogue.Sources["sample"].Vantages, Is.EqualTo(["inside", "outside"]));
        Assert.That((catalogue.Sources["sample"].IsVerified, catalogue.Sources["list"].IsVerified), Is.EqualTo((false, true)));
        Assert.That(catalogue.Sources["list"].Vantages, Is.EqualTo(["direct"]));
    }

    [Test]
    public void Without_a_file_of_vantages_there_is_the_direct_one()
    {
        using var folder = new SampleFolder();
        File.Delete(Path.Combine(folder.Path, "vantages.yaml"));
        Assert.That(Load(folder).Vantages.Values.Select(v => (v.Key, v.Kind, v.Controls.Length)), Is.EqualTo([("direct", VantageKind.Direct, 0)]));
    }

    [Test]
    public void Other_files_of_the_configuration_are_left_alone()
    {
        using var folder = new SampleFolder();
        var before = Load(folder).Hash;
        folder.Write("proxies.yaml", "not: [ours"u8.ToArray());
        folder.Write("series/.output.yaml.swp", "\0"u8.ToArray());

        Assert.That(Load(folder).Hash, Is.EqualTo(before));
    }

    private static MonitorCatalogue Load()
    {
        using var folder = new SampleFolder();
        return Load(folder);
    }

    private static MonitorCatalogue Load(SampleFolder folder)
    {
        var result = CatalogueLoader.Load(folder.Path);
        Assert.That(result.Problems, Is.Empty, LoadingSamples.Describe(result.Problems));
        return result.Catalogue!;
    }
}
