using System.Globalization;

namespace DataBlackHole.Core.Calendars;

/// <summary>
/// What a figure is about (SDMX TIME_PERIOD, ISO 8601): <c>2023-07</c>, <c>2023-Q3</c>, <c>2023</c>, <c>2022-05-11</c>, or
/// <c>2024-01..2024-02</c> for months that are released together. Never the moment of publication.
/// </summary>
public readonly record struct ReferencePeriod : IComparable<ReferencePeriod>
{
    private ReferencePeriod(Cadence cadence, DateOnly start, DateOnly end)
    {
        Cadence = cadence;
        Start = start;
        End = end;
    }

    public Cadence Cadence { get; }

    /// <summary>First day of the period.</summary>
    public DateOnly Start { get; }

    /// <summary>Last day of the period.</summary>
    public DateOnly End { get; }

    public static ReferencePeriod Day(DateOnly day) => new(Cadence.Daily, day, day);

    public static ReferencePeriod Month(int year, int month) => Months(year, month, month);

    public static ReferencePeriod Months(int year, int first, int last) =>
        new(Cadence.Monthly, new DateOnly(year, first, 1), LastDay(year, last));

    public static ReferencePeriod Quarter(int year, int quarter) =>
        new(Cadence.Quarterly, new DateOnly(year, quarter * 3 - 2, 1), LastDay(year, quarter * 3));

    public static ReferencePeriod Year(int year) => new(Cadence.Annual, new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

    /// <summary>The single day, month, quarter or year of the given cadence that contains the day.</summary>
    public static ReferencePeriod Containing(Cadence cadence, DateOnly day) => cadence switch
    {
        Cadence.Daily => Day(day),
        Cadence.Monthly => Month(day.Year, day.Month),
        Cadence.Quarterly => Quarter(day.Year, (day.Month + 2) / 3),
        Cadence.Annual => Year(day.Year),
        _ => throw new ArgumentOutOfRangeException(nameof(cadence), cadence, "a period needs a known cadence"),
    };

    /// <summary>The single period that begins the day after this one ends.</summary>
    public ReferencePeriod Next() => Containing(Cadence, End.AddDays(1));

    /// <summary>The single period that ends the day before this one begins.</summary>
    public ReferencePeriod Previous() => Containing(Cadence, Start.AddDays(-1));

    public bool Covers(ReferencePeriod other) => Cadence == other.Cadence && Start <= other.Start && other.End <= End;

    public static bool TryParse(string? text, out ReferencePeriod period)
    {
        period = default;
        if (string.IsNullOrEmpty(text)) return false;
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return TryParseSingle(text, out period);
        if (!TryParseSingle(text.AsSpan(0, dots), out var first) || !TryParseSingle(text.AsSpan(dots + 2), out var last)) return false;
        if (first.Cadence != Cadence.Monthly || last.Cadence != Cadence.Monthly || last.Start <= first.Start) return false;
        if (first.Start.Year != last.Start.Year) return false;
        period = Months(first.Start.Year, first.Start.Month, last.Start.Month);
        return true;
    }

    public static ReferencePeriod Parse(string text) => TryParse(text, out var period)
        ? period
        : throw new FormatException($"'{text}' is not a reference period (2023-07, 2023-Q3, 2023, 2022-05-11 or 2024-01..2024-02)");

    public int CompareTo(ReferencePeriod other)
    {
        var byEnd = End.CompareTo(other.End);
        if (byEnd != 0) return byEnd;
        var byStart = Start.CompareTo(other.Start);
        return byStart != 0 ? byStart : Cadence.CompareTo(other.Cadence);
    }

    public static bool operator <(ReferencePeriod left, ReferencePeriod right) => left.CompareTo(right) < 0;
    public static bool operator >(ReferencePeriod left, ReferencePeriod right) => left.CompareTo(right) > 0;
    public static bool operator <=(ReferencePeriod left, ReferencePeriod right) => left.CompareTo(right) <= 0;
    public static bool operator >=(ReferencePeriod left, ReferencePeriod right) => left.CompareTo(right) >= 0;

    public override string ToString() => Cadence switch
    {
        Cadence.Daily => Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Cadence.Monthly when Start.Month == End.Month => $"{Start.Year:D4}-{Start.Month:D2}",
        Cadence.Monthly => $"{Start.Year:D4}-{Start.Month:D2}..{End.Year:D4}-{End.Month:D2}",
        Cadence.Quarterly => $"{Start.Year:D4}-Q{End.Month / 3}",
        Cadence.Annual => $"{Start.Year:D4}",
        _ => "unknown",
    };

    private static DateOnly LastDay(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));

    private static bool TryParseSingle(ReadOnlySpan<char> text, out ReferencePeriod period)
    {
        period = default;
        if (Digits(text, 0, 4) is not (>= 1 and var year)) return false;
        if (text.Length == 4)
        {
            period = Year(year);
            return true;
        }
        if (text[4] != '-') return false;
        if (text.Length == 7 && text[5] == 'Q')
        {
            if (text[6] is < '1' or > '4') return false;
            period = Quarter(year, text[6] - '0');
            return true;
        }
        if (Digits(text, 5, 2) is not (>= 1 and <= 12 and var month)) return false;
        if (text.Length == 7)
        {
            period = Month(year, month);
            return true;
        }
        if (text.Length != 10 || text[7] != '-' || Digits(text, 8, 2) is not (>= 1 and var day) || day > DateTime.DaysInMonth(year, month)) return false;
        period = Day(new DateOnly(year, month, day));
        return true;
    }

    /// <summary>The number that stands there, in ASCII digits only; -1 when none does.</summary>
    private static int Digits(ReadOnlySpan<char> text, int from, int length)
    {
        if (text.Length < from + length) return -1;
        var number = 0;
        foreach (var digit in text.Slice(from, length))
        {
            if (digit is < '0' or > '9') return -1;
            number = number * 10 + digit - '0';
        }
        return number;
    }
}
