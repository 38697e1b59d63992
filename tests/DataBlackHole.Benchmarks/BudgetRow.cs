using System.Globalization;

namespace DataBlackHole.Benchmarks;

/// <summary>One line of the table: what was measured, what it may cost, and what stands in the way of more.</summary>
/// <param name="What">What was measured, with sizes.</param>
/// <param name="Budget">What was agreed; null for a figure that has no budget and is there to compare with.</param>
/// <param name="Measured">The figure; null when it could not be taken.</param>
/// <param name="Unit">Of the figure.</param>
/// <param name="IsMet">Whether the budget is kept; null where there is none.</param>
/// <param name="BoundBy">What bounds the figure, or why there is none.</param>
internal sealed record BudgetRow(string What, string? Budget, double? Measured, string Unit, bool? IsMet, string BoundBy)
{
    public string Verdict => IsMet switch { true => "pass", false => "gap", _ => "" };

    public string Figure => Measured is { } value ? $"{Text(value)} {Unit}".TrimEnd() : "not measured";

    public static BudgetRow AtMost(string what, double limit, double measured, string unit, string boundBy) =>
        new(what, $"≤ {Text(limit)} {unit}".TrimEnd(), measured, unit, measured <= limit, boundBy);

    public static BudgetRow AtLeast(string what, double limit, double measured, string unit, string boundBy) =>
        new(what, $"≥ {Text(limit)} {unit}".TrimEnd(), measured, unit, measured >= limit, boundBy);

    /// <summary>A figure to compare with.</summary>
    public static BudgetRow Beside(string what, double measured, string unit, string boundBy = "") => new(what, null, measured, unit, null, boundBy);

    public static BudgetRow Absent(string what, string why) => new(what, null, null, "", null, why);

    private static string Text(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };
}
