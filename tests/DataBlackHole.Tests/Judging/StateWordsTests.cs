using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.Judging;

/// <summary>Every vocabulary that is shown has a word of its own for each of its members, in both languages.</summary>
public sealed class StateWordsTests
{
    private static IEnumerable<TestCaseData> Vocabularies()
    {
        yield return Vocabulary<SeriesStatus>(s => StateWords.Of(s), "statuses of a series");
        yield return Vocabulary<SeriesStatus>(StateWords.Meaning, "meanings of the statuses of a series");
        yield return Vocabulary<ReleaseStatus>(s => StateWords.Of(s), "statuses of a release");
        yield return Vocabulary<ReleaseStatus>(StateWords.Meaning, "meanings of the statuses of a release");
        yield return Vocabulary<CuratedStatus>(StateWords.Of, "statuses of the cited record");
        yield return Vocabulary<CuratedEvent>(StateWords.Of, "events of the cited record", but: CuratedEvent.Unknown);
        yield return Vocabulary<Confidence>(StateWords.Of, "confidences");
        yield return Vocabulary<Grade>(StateWords.Of, "grades");
        yield return Vocabulary<Origin>(StateWords.Of, "origins");
        yield return Vocabulary<Visibility>(StateWords.Of, "visibilities");
        yield return Vocabulary<BlindReason>(StateWords.Of, "reasons of blindness");
        yield return Vocabulary<FlipKind>(k => FlipSentence.Kind(k, Grade.None), "kinds of flips");
        yield return Vocabulary<Grade>(g => FlipSentence.Kind(FlipKind.Missing, g), "grades of an absence", but: Grade.None);
    }

    /// <summary>The words are asked for only within the test.</summary>
    private static TestCaseData Vocabulary<T>(Func<T, BilingualText> word, string name, T? but = null)
        where T : struct, Enum => new TestCaseData(() => Enum.GetValues<T>().Where(v => !v.Equals(but)).Select(word).ToList()).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Vocabularies))]
    public void Every_member_has_words_of_its_own_in_both_languages(Func<List<BilingualText>> vocabulary)
    {
        var words = vocabulary();
        Assert.That(words.Select(w => w.En), Is.Unique.And.All.Match("^[A-Za-z].*[a-z.)]$"));
        Assert.That(words.Select(w => w.Zh), Is.Unique.And.All.Match(@"^\p{IsCJKUnifiedIdeographs}").And.All.Not.Match("[a-z]"));
        Assert.That(words.SelectMany(w => new[] { w.En, w.Zh }), Has.None.Contains("censor").And.None.Contains("审查").And.None.EqualTo("Unknown"));
    }

    [Test]
    public void A_meaning_is_one_whole_sentence()
    {
        var meanings = Enum.GetValues<SeriesStatus>().Select(StateWords.Meaning).Concat(Enum.GetValues<ReleaseStatus>().Select(StateWords.Meaning)).ToList();
        Assert.That(meanings.Select(m => m.En), Has.All.Match(@"^[A-Z].*[a-z]\.$"));
        Assert.That(meanings.Select(m => m.Zh), Has.All.EndsWith("。"));
    }

    [TestCase(SeriesStatus.New, Grade.None, "nothing seen yet", "尚未见到")]
    [TestCase(SeriesStatus.Current, Grade.Suspected, "published", "正常发布")]
    [TestCase(SeriesStatus.Late, Grade.Suspected, "late", "迟于预期")]
    [TestCase(SeriesStatus.Missing, Grade.Corroborated, "missing (corroborated)", "缺失（已有佐证）")]
    [TestCase(SeriesStatus.Missing, Grade.Confirmed, "missing (confirmed)", "缺失（已确认）")]
    [TestCase(SeriesStatus.Paused, Grade.OfficiallyStated, "paused", "暂停发布")]
    [TestCase(SeriesStatus.Discontinued, Grade.OfficiallyStated, "officially discontinued", "官方宣布停止发布")]
    [TestCase(SeriesStatus.Discontinued, Grade.Corroborated, "ended", "已终止")]
    [TestCase(SeriesStatus.Unknown, Grade.None, "not known", "未知")]
    public void A_series_is_called_what_its_readers_know_it_by(SeriesStatus status, Grade grade, string en, string zh) =>
        Assert.That(StateWords.Of(status, grade), Is.EqualTo(new BilingualText(en, zh)));

    [TestCase(ReleaseStatus.Late, SeriesStatus.Late)]
    [TestCase(ReleaseStatus.Missing, SeriesStatus.Missing)]
    public void A_release_and_its_series_are_late_or_missing_in_the_same_words(ReleaseStatus release, SeriesStatus series)
    {
        foreach (var grade in Enum.GetValues<Grade>()) Assert.That(StateWords.Of(release, grade), Is.EqualTo(StateWords.Of(series, grade)));
    }

    [TestCase(FlipKind.Late)]
    [TestCase(FlipKind.Missing)]
    [TestCase(FlipKind.Withdrawn)]
    public void An_absence_is_told_with_its_grade_where_that_is_more_than_one_look(FlipKind kind)
    {
        var word = FlipSentence.Kind(kind, Grade.Suspected);
        Assert.That(FlipSentence.Kind(kind, Grade.None), Is.EqualTo(word));
        Assert.That(FlipSentence.Kind(kind, Grade.OfficiallyStated), Is.EqualTo(new BilingualText($"{word.En} (officially stated)", $"{word.Zh}（官方说明）")));
    }

    [Test]
    public void What_is_no_absence_is_told_without_a_grade()
    {
        foreach (var kind in Enum.GetValues<FlipKind>().Except([FlipKind.Late, FlipKind.Missing, FlipKind.Withdrawn]))
            Assert.That(FlipSentence.Kind(kind, Grade.Confirmed), Is.EqualTo(FlipSentence.Kind(kind, Grade.None)), kind.ToString());
    }
}
