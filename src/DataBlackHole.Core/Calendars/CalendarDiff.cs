using System.Collections.Immutable;

namespace DataBlackHole.Core.Calendars;

/// <summary>What changed between two versions of one calendar. Pure; a row that either version cannot read says nothing.</summary>
public static class CalendarDiff
{
    /// <summary>Months that must be alike before two rows of one number and different names count as one row whose name changed.</summary>
    private const int MonthsOfRenamedRow = 9;

    /// <param name="earlier">The version read first.</param>
    /// <param name="later">The version read after it.</param>
    /// <param name="earlierLastReadAt">The last time the earlier version was read; when it is not known, its own reading.</param>
    public static ImmutableArray<CalendarChange> Between(
        AnnouncedCalendarVersion earlier, AnnouncedCalendarVersion later, DateTimeOffset? earlierLastReadAt = null)
    {
        if (earlier.Source != later.Source || earlier.Year != later.Year)
            throw new ArgumentException($"{earlier.Source} {earlier.Year} and {later.Source} {later.Year} are not versions of one calendar", nameof(later));
        var lastRead = earlierLastReadAt ?? earlier.ReadAt;
        var changes = ImmutableArray.CreateBuilder<CalendarChange>();
        foreach (var (before, after) in Pairs(earlier.Rows, later.Rows))
        {
            if (before?.Problem is not null || after?.Problem is not null) continue;
            changes.AddRange(OfRow(before, after, lastRead, later.ReadAt));
        }
        return changes.ToImmutable();
    }

    private static IEnumerable<CalendarChange> OfRow(AnnouncedRow? before, AnnouncedRow? after, DateTimeOffset lastRead, DateTimeOffset firstRead)
    {
        var name = (before ?? after)!.Content;
        var gone = DatesOf(before).Except(DatesOf(after)).ToList();
        var come = DatesOf(after).Except(DatesOf(before)).ToList();
        var changes = new List<CalendarChange>();
        void Add(CalendarChangeKind kind, int month, DateTimeOffset? from, DateTimeOffset? to) =>
            changes.Add(new CalendarChange(kind, name, month, from, to, NoticeOf(from, lastRead, firstRead), lastRead, firstRead));

        foreach (var old in gone.Where(old => IsPostponed(after, old.Month)).ToList())
        {
            gone.Remove(old);
            Add(CalendarChangeKind.PostponedWithoutDate, old.Month, old.At, null);
        }
        foreach (var cell in Cells(after).Where(c => c.IsPostponedWithoutDate && !IsPostponed(before, c.Month) && changes.TrueForAll(x => x.Month != c.Month)).ToList())
            Add(CalendarChangeKind.PostponedWithoutDate, cell.Month, null, null);
        foreach (var (old, next) in Moves(gone, come)) Add(CalendarChangeKind.Moved, old.Month, old.At, next.At);
        foreach (var old in gone) Add(CalendarChangeKind.Removed, old.Month, old.At, null);
        foreach (var date in come) Add(CalendarChangeKind.Added, date.Month, null, date.At);
        return changes.OrderBy(c => c.Month).ThenBy(c => c.From ?? c.To);
    }

    /// <summary>
    /// Takes the pairs out of both lists: first dates replaced in their own month, then those that may have crossed into the next or the last one.
    /// </summary>
    private static List<((int Month, DateTimeOffset At) Old, (int Month, DateTimeOffset At) New)> Moves(
        List<(int Month, DateTimeOffset At)> gone, List<(int Month, DateTimeOffset At)> come)
    {
        var moves = new List<((int Month, DateTimeOffset At) Old, (int Month, DateTimeOffset At) New)>();
        for (var distance = 0; distance <= 1; distance++)
        {
            foreach (var old in gone.ToList())
            {
                if (come.FindIndex(c => Math.Abs(c.Month - old.Month) == distance) is not (>= 0 and var next)) continue;
                moves.Add((old, come[next]));
                come.RemoveAt(next);
                gone.Remove(old);
            }
        }
        return moves;
    }

    private static ChangeNotice NoticeOf(DateTimeOffset? from, DateTimeOffset lastRead, DateTimeOffset firstRead) =>
        from is null ? ChangeNotice.Unknown
        : firstRead < from ? ChangeNotice.WithNotice
        : lastRead >= from ? ChangeNotice.WithoutNotice
        : ChangeNotice.Unknown;

    /// <summary>Rows by name; what is left over by number, when the dates say that only the name changed; then rows without a partner.</summary>
    private static IEnumerable<(AnnouncedRow? Before, AnnouncedRow? After)> Pairs(ImmutableArray<AnnouncedRow> before, ImmutableArray<AnnouncedRow> after)
    {
        var left = after.ToList();
        var alone = new List<AnnouncedRow>();
        foreach (var row in before)
        {
            var partner = left.Find(r => Name(r) == Name(row));
            if (partner is null) alone.Add(row);
            else yield return (row, Take(left, partner));
        }
        foreach (var row in alone)
        {
            var partner = left.Find(r => r.Number == row.Number && (r.Problem is not null || row.Problem is not null || IsRenamed(row, r)));
            yield return (row, partner is null ? null : Take(left, partner));
        }
        foreach (var row in left.ToList()) yield return (null, row);
    }

    private static AnnouncedRow Take(List<AnnouncedRow> rows, AnnouncedRow row)
    {
        rows.Remove(row);
        return row;
    }

    /// <summary>Letters and digits alone: blanks and punctuation are mended without anything being meant by it.</summary>
    private static string Name(AnnouncedRow row) => string.Concat(row.Content.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static bool IsRenamed(AnnouncedRow before, AnnouncedRow after) =>
        Enumerable.Range(1, 12).Count(m => DatesOf(before, m).SequenceEqual(DatesOf(after, m))) >= MonthsOfRenamedRow;

    private static ImmutableArray<AnnouncedCell> Cells(AnnouncedRow? row) => row?.Cells ?? [];

    private static bool IsPostponed(AnnouncedRow? row, int month) => Cells(row).Any(c => c.Month == month && c.IsPostponedWithoutDate);

    private static IEnumerable<(int Month, DateTimeOffset At)> DatesOf(AnnouncedRow? row) => Cells(row).SelectMany(c => c.At.Select(at => (c.Month, at)));

    private static IEnumerable<DateTimeOffset> DatesOf(AnnouncedRow row, int month) => DatesOf(row).Where(d => d.Month == month).Select(d => d.At);
}
