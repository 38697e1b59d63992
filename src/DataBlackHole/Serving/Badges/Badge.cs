using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Badges;

/// <summary>The mark beside the word; it says the same without colour.</summary>
internal enum BadgeMark
{
    /// <summary>A ring with a question mark: we cannot tell.</summary>
    Question = 0,

    /// <summary>A disc: as expected.</summary>
    Disc,

    /// <summary>A triangle: late.</summary>
    Triangle,

    /// <summary>A cross: missing.</summary>
    Cross,

    /// <summary>Two bars: paused.</summary>
    Bars,

    /// <summary>A square: ended.</summary>
    Square,
}

/// <summary>A badge in words: what it is about, what it says, how it looks.</summary>
internal sealed record Badge(string Label, string Message, BadgeMark Mark, string Colour)
{
    private const int LongestLabel = 48;

    private static readonly BilingualText _refuted = new("conclusion refuted", "结论已被否定");
    private static readonly BilingualText _cannotTell = new("cannot tell", "无法判断");

    /// <summary>A series that we cannot see, or have not looked at yet, has no status to show: the last one known may be long past.</summary>
    public static Badge Of(SeriesDefinition series, SeriesSummary? known, Tongue tongue, VerdictReview? review = null)
    {
        var label = Shortened(series.Name.In(tongue));
        var status = known?.Status ?? Judge.Begin(series).Status;
        if (known?.Visibility == Visibility.Blind || status is SeriesStatus.New or SeriesStatus.Unknown) return new Badge(label, _cannotTell.In(tongue), BadgeMark.Question, "#6b6b6b");
        // A conclusion that was refuted is not spread any further.
        if (review?.Action == ReviewAction.Refute) return new Badge(label, _refuted.In(tongue), BadgeMark.Question, "#6b6b6b");
        var (word, mark, colour) = status switch
        {
            SeriesStatus.Current => (new BilingualText("published", "正常发布"), BadgeMark.Disc, "#2a6f3c"),
            SeriesStatus.Late => (FlipSentence.Kind(FlipKind.Late, Grade.None), BadgeMark.Triangle, "#8a5a00"),
            SeriesStatus.Missing => (FlipSentence.Kind(FlipKind.Missing, ReviewBook.Over(known?.Grade ?? Grade.None, review)), BadgeMark.Cross, "#a3262a"),
            SeriesStatus.Paused => (FlipSentence.Kind(FlipKind.Paused, Grade.None), BadgeMark.Bars, "#3b4f87"),
            _ => (FlipSentence.Kind(FlipKind.Discontinued, ReviewBook.Over(known?.Grade ?? Grade.None, review)), BadgeMark.Square, "#4a4a4a"),
        };
        var last = known?.LastPeriod ?? series.Ended?.LastPeriod;
        return new Badge(label, last is null ? word.In(tongue) : $"{word.In(tongue)} · {last}", mark, colour);
    }

    private static string Shortened(string name) => name.Length <= LongestLabel ? name : $"{name[..(LongestLabel - 1)].TrimEnd()}…";
}
