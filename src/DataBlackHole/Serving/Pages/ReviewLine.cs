using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Pages;

/// <summary>What an operator said of a conclusion, as pages show it beside the conclusion.</summary>
/// <param name="Said">Who said what of it, when and why.</param>
/// <param name="Source">Address of what supports it.</param>
public sealed record ReviewLine(bool IsRefuted, string Said, string Source)
{
    public static ReviewLine? Of(VerdictReview? review, Tongue tongue) =>
        review is null ? null : new ReviewLine(review.Action == ReviewAction.Refute, ReviewMapping.Said(review).In(tongue), review.Source);
}

/// <summary>Words around what operators said.</summary>
public static class ReviewWords
{
    public static readonly BilingualText Source = new("Source", "来源");

    public static BilingualText Refuted(string word) => new($"conclusion refuted (was: {word})", $"结论已被否定（原为：{word}）");

    public static BilingualText Confirmed(string word) => new($"{word} (confirmed)", $"{word}（已确认）");
}
