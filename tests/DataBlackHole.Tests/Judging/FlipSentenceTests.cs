using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

public sealed class FlipSentenceTests
{
    private static readonly BilingualText _name = new("Prices", "价格");
    private static readonly TimeZoneInfo _beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private static Flip Example { get; } = new()
    {
        Series = Key,
        Axis = FlipAxis.Release,
        Period = P("2026-09"),
        From = "Late",
        To = "Missing",
        Reason = Reason.NotSeenRepeatedly,
        Grade = Grade.Corroborated,
        At = At("2026-10-29 09:30"),
        FirstMissedAt = At("2026-10-20 09:31"),
    };

    /// <summary>Every flip that any axis, state and reason can make; an unknown state is never recorded.</summary>
    private static IEnumerable<Flip> EveryFlip()
    {
        foreach (var reason in Enum.GetValues<Reason>())
        {
            foreach (var to in Enum.GetNames<ReleaseStatus>().Skip(1)) yield return Example with { To = to, Reason = reason };
            foreach (var to in Enum.GetNames<SeriesStatus>().Skip(1)) yield return Example with { Axis = FlipAxis.Series, To = to, Reason = reason };
            foreach (var to in Enum.GetNames<Visibility>().Skip(1)) yield return Example with { Axis = FlipAxis.Visibility, To = to, Reason = reason, Period = null };
            foreach (var to in new[] { "none", "2026-10-26T02:00:00Z" }) yield return Example with { Axis = FlipAxis.Calendar, From = "2026-10-19T02:00:00Z", To = to, Reason = reason };
            yield return Example with { Axis = FlipAxis.Calendar, From = "none", To = "2026-10-26T02:00:00Z", Reason = reason };
            yield return Example with { Axis = FlipAxis.Value, From = "5.1", To = "5.2", Reason = reason };
        }
    }

    [Test]
    public void Every_flip_has_one_whole_neutral_sentence_in_both_languages()
    {
        foreach (var flip in EveryFlip().Concat(EveryFlip().Select(f => f with { Origin = Origin.Curated, FirstMissedAt = null, LastSeenAt = At("2026-10-01 10:00") })))
        {
            var words = FlipSentence.Of(flip, _name, _beijing);
            var told = $"{flip.Axis} {flip.From}->{flip.To} {flip.Reason}: {words}";
            Assert.That(words.Sentence.En, Does.Match(@"^[A-Z][^\n]*[^. ]\.$").And.Contain("Prices"), told);
            Assert.That(words.Sentence.Zh, Does.EndWith("。").And.Contain("价格").And.Not.Contain("。。"), told);
            Assert.That(words.Title.En, Does.StartWith("Prices").And.Contain(": "), told);
            Assert.That(words.Title.Zh, Does.StartWith("价格").And.Contain("："), told);
            Assert.That($"{words.Sentence.En}{words.Title.En}", Does.Not.Contain("censor").And.Not.Contain("  ").And.Not.Contain("Unknown").And.Not.Contain("null"), told);
        }
    }

    [Test]
    public void A_missing_release_is_told_with_its_grade_and_the_first_look_without_it()
    {
        var words = FlipSentence.Of(Example, _name, _beijing);

        Assert.That(words.Title, Is.EqualTo(new BilingualText("Prices · 2026-09: missing (corroborated)", "价格 · 2026-09：缺失（已有佐证）")));
        Assert.That(words.Sentence.En, Is.EqualTo(
            "Prices for 2026-09 has not been seen in repeated looks over at least a day after its deadline; the first look without it was at 2026-10-20 09:31 (UTC+8)."));
        Assert.That(words.Sentence.Zh, Is.EqualTo("“价格”2026-09 期在期限过后至少一天的多次查看中均未见发布；首次查看未见为 2026-10-20 09:31 (UTC+8)。"));
    }

    [Test]
    public void A_find_is_bounded_by_two_instants()
    {
        var found = Example with { To = "Published", Reason = Reason.FoundAfterMissing, Grade = Grade.Suspected, LastSeenAt = At("2026-11-02 10:00"), FirstMissedAt = At("2026-11-02 10:15") };

        Assert.That(FlipSentence.Of(found, _name, _beijing).Sentence.En, Is.EqualTo(
            "Prices for 2026-09 was published after it had not been seen; it came into view between 2026-11-02 10:00 (UTC+8), the last look without it, and 2026-11-02 10:15 (UTC+8), the first with it."));
    }

    [Test]
    public void What_the_cited_record_says_never_sounds_like_something_we_saw()
    {
        var end = Example with { Axis = FlipAxis.Series, To = "Discontinued", Reason = Reason.EndedByRecord, Grade = Grade.None };

        Assert.That(FlipSentence.Of(end with { Origin = Origin.Curated }, _name, _beijing).Sentence.En, Does.StartWith("By the cited record, not by our own looks: "));
        Assert.That(FlipSentence.Of(end with { Origin = Origin.Curated }, _name, _beijing).Title.Zh, Does.EndWith("（引用记录）"));
        Assert.That(FlipSentence.Of(end, _name, _beijing).Sentence.En, Does.Not.Contain("cited"));
    }

    /// <summary>Such a flip carries the period of a release that is still missing.</summary>
    [TestCase("Current", Reason.Resumed)]
    [TestCase("Discontinued", Reason.SeveralCyclesMissing)]
    public void A_missing_period_is_never_told_as_the_one_that_was_seen(string to, Reason reason)
    {
        var words = FlipSentence.Of(Example with { Axis = FlipAxis.Series, From = "Missing", To = to, Reason = reason }, _name, _beijing);

        Assert.That($"{words}", Does.Not.Contain("2026-09"));
    }

    [Test]
    public void Officially_is_said_only_where_the_publisher_said_so()
    {
        Assert.That(FlipSentence.Kind(FlipKind.Discontinued, Grade.OfficiallyStated).En, Is.EqualTo("officially discontinued"));
        Assert.That(FlipSentence.Kind(FlipKind.Discontinued, Grade.Corroborated).En, Is.EqualTo("ended"));
    }

    [Test]
    public void A_flip_keeps_its_name_for_ever()
    {
        Assert.That(FlipIdentity.Of(Example), Is.EqualTo("23adb6b6c555b11566ecf09662be3c50"));
        Assert.That(FlipIdentity.Of(Example with { At = Example.At.AddTicks(9_999), Detail = "other", Grade = Grade.Confirmed }), Is.EqualTo(FlipIdentity.Of(Example)), "not what the record does not keep");
        Flip[] others =
        [
            Example with { Series = "x" }, Example with { Axis = FlipAxis.Series }, Example with { Period = P("2026-10") }, Example with { Period = null },
            Example with { At = Example.At.AddMilliseconds(1) }, Example with { From = "Due" }, Example with { To = "Published" }, Example with { From = "Lat", To = "eMissing" },
        ];
        Assert.That(others.Select(FlipIdentity.Of).Append(FlipIdentity.Of(Example)), Is.Unique);
    }
}
