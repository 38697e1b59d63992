using DataBlackHole.Core.Judging;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole.Tests.Serving;

/// <summary>When a series was looked at last: a quiet look is on record with its source only.</summary>
public sealed class LastLookTests
{
    private static readonly DateTimeOffset _judged = new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);

    [TestCase(Visibility.Clear, Visibility.Clear, 3, 3)]
    [TestCase(Visibility.Clear, Visibility.Clear, -3, 0, TestName = "A look that the series was judged by may be later than what its source tells")]
    [TestCase(Visibility.Blind, Visibility.Clear, 3, 0, TestName = "A series that is blind was not seen by a look that saw its source")]
    [TestCase(Visibility.Clear, Visibility.Blind, 3, 0, TestName = "A source that is blind saw nothing")]
    public void The_later_of_the_two_counts_where_both_could_see(Visibility ofSeries, Visibility ofSource, int hours, int expected)
    {
        var channel = new ChannelState("source", ofSeries, BlindReason.None, _judged, _judged);
        var source = new SourceState { Source = "source", Visibility = ofSource, LastLookAt = _judged.AddHours(hours), LastClearAt = _judged.AddHours(hours) };
        Assert.That(StatusMapping.LastLook(channel, source), Is.EqualTo(_judged.AddHours(expected)));
    }

    [Test]
    public void Without_a_state_of_the_source_the_series_says_it()
    {
        var channel = new ChannelState("source", Visibility.Clear, BlindReason.None, _judged, _judged);
        Assert.That(StatusMapping.LastLook(channel, null), Is.EqualTo(_judged));
        Assert.That(StatusMapping.LastLook(channel, new SourceState { Source = "source", Visibility = Visibility.Clear, LastLookAt = _judged.AddHours(1) }), Is.EqualTo(_judged));
    }
}
