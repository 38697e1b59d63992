using System.Collections;
using System.Reflection;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving.Pages;

namespace DataBlackHole.Tests.Serving.Pages;

public sealed class PageWordsTests
{
    private static IEnumerable<object[]> States =>
        Words<SeriesStatus>(s => StateWords.Of(s)).Concat(Words<SeriesStatus>(StateWords.Meaning))
            .Concat(Words<ReleaseStatus>(s => StateWords.Of(s))).Concat(Words<ReleaseStatus>(StateWords.Meaning))
            .Concat(Words<Grade>(StateWords.Of)).Concat(Words<Origin>(StateWords.Of)).Concat(Words<Visibility>(StateWords.Of)).Concat(Words<BlindReason>(StateWords.Of))
            .Concat(Words<CuratedStatus>(StateWords.Of)).Concat(Words<CuratedEvent>(StateWords.Of)).Concat(Words<Confidence>(StateWords.Of)).Concat(Words<HeatCell>(OverviewWords.Cell));

    [Test]
    public void Every_state_but_the_unknown_has_a_word_of_its_own_in_both_languages()
    {
        foreach (var group in States.GroupBy(s => (string)s[0]))
        {
            var texts = group.Select(s => (BilingualText)s[2]).ToList();
            Assert.That(texts.Select(t => t.En).Distinct(), Has.Exactly(texts.Count).Items, group.Key);
            Assert.That(texts.Select(t => t.Zh).Distinct(), Has.Exactly(texts.Count).Items, group.Key);
            Assert.That(texts.SelectMany(t => new[] { t.En, t.Zh }), Has.None.Empty, group.Key);
        }
    }

    [TestCase(typeof(PageWords))]
    [TestCase(typeof(OverviewWords))]
    [TestCase(typeof(SeriesWords))]
    [TestCase(typeof(CuratedWords))]
    [TestCase(typeof(PublisherWords))]
    [TestCase(typeof(EventsWords))]
    [TestCase(typeof(CalendarWords))]
    [TestCase(typeof(MonitorWords))]
    [TestCase(typeof(MethodWords))]
    public void Every_text_of_a_page_is_there_in_both_languages_and_names_no_motive(Type words)
    {
        var texts = words.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null))
            .SelectMany(v => v is BilingualText text ? [text] : v is IEnumerable many ? many.OfType<BilingualText>() : []).ToList();
        Assert.That(texts, Is.Not.Empty);
        foreach (var text in texts)
        {
            Assert.That((text.En, text.Zh), Is.Not.EqualTo(("", "")));
            Assert.That(text.En, Is.Not.Empty.And.Not.Contain("censor").IgnoreCase);
            Assert.That(text.Zh, Is.Not.Empty.And.Not.Contain("审查"));
        }
    }

    [TestCase(-5, "last look less than a minute ago")]
    [TestCase(59, "last look less than a minute ago")]
    [TestCase(180, "last look 3 min ago")]
    [TestCase(7199, "last look 119 min ago")]
    [TestCase(7200, "last look 2 h ago")]
    [TestCase(172800, "last look 2 days ago")]
    public void The_last_look_is_told_in_the_unit_that_fits(int seconds, string expected)
    {
        var now = new DateTimeOffset(2026, 10, 9, 6, 0, 0, TimeSpan.Zero);
        Assert.That(OverviewWords.LastLook(now.AddSeconds(-seconds), now).En, Is.EqualTo(expected));
    }

    [TestCase("2023-08-15", "2023-08-15", "since 2023-08-15")]
    [TestCase("2023-03-01", "2023-03-31", "since a day between 2023-03-01 and 2023-03-31")]
    [TestCase(null, "2023-03-31", "since a day not later than 2023-03-31")]
    public void A_cited_claim_tells_its_bounds_and_whose_word_it_is(string? earliest, string latest, string expected)
    {
        var claim = new CuratedClaim(CuratedStatus.Paused, earliest is null ? null : DateOnly.Parse(earliest), DateOnly.Parse(latest), Entry());
        Assert.That(CuratedWords.Claim(claim).En, Is.EqualTo($"By the cited record, not by our own looks: paused {expected}. It was halted."));
        Assert.That(CuratedWords.Claim(claim).Zh, Does.StartWith("据引用记录（非本监测所见）："));
    }

    [Test]
    public void A_lead_is_called_a_lead_wherever_it_is_named()
    {
        Assert.That(CuratedWords.InShort(Entry() with { Confidence = Confidence.Low }, DataBlackHole.Serving.Tongue.En), Is.EqualTo("Lead only, not a fact · 2023-08"));
        Assert.That(CuratedWords.InShort(Entry(), DataBlackHole.Serving.Tongue.En), Is.EqualTo("suspended · 2023-08"));
    }

    private static CuratedEntry Entry() => new()
    {
        Key = "e",
        Publisher = "p",
        Series = "s",
        SeriesName = new BilingualText("S", "丙"),
        Event = CuratedEvent.Suspended,
        EffectiveFrom = ReferencePeriod.Month(2023, 8),
        Confidence = Confidence.High,
        RecordedOn = new DateOnly(2026, 10, 1),
        Summary = new BilingualText("It was halted.", "已暂停。"),
        Unknown = new BilingualText("For how long.", "期限不详。"),
        Citations = [],
    };

    private static IEnumerable<object[]> Words<T>(Func<T, BilingualText> word, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(word))] string how = "")
        where T : struct, Enum => Enum.GetValues<T>().Where(v => v.ToString() != "Unknown").Select(v => new object[] { $"{typeof(T).Name} {how}", v, word(v) });
}
