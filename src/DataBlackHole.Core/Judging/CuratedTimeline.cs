using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>
/// The statuses that the curated entries of one series imply, in time. An entry counts for a day only from the last day on which it can
/// have begun; before that it is a possibility. Leads imply nothing. Pure.
/// </summary>
public sealed class CuratedTimeline
{
    private readonly ImmutableArray<CuratedEntry> _established;
    private readonly ImmutableArray<CuratedEntry> _leads;
    private readonly ImmutableArray<CuratedClaim> _claims;

    public CuratedTimeline(IEnumerable<CuratedEntry> entries)
    {
        var ordered = entries.OrderBy(Begin).ThenBy(e => e.Key, StringComparer.Ordinal).ToList();
        _leads = [.. ordered.Where(e => e.IsLead)];
        _established = [.. ordered.Where(e => !e.IsLead)];
        _claims = [.. _established.SelectMany(Claims).Order(Comparer<CuratedClaim>.Create(InTime))];
    }

    public CuratedAnswer On(DateOnly day)
    {
        var last = _claims.LastOrDefault(c => c.BeganLatest <= day);
        var possible = _claims.Where(c => day < c.BeganLatest && !(day < c.BeganEarliest)).ToList();
        if (last is not null && EndIsUnknown(last) && last.BeganLatest < day)
        {
            possible.Insert(0, last);
            last = null;
        }
        var remarks = _established.Where(e => StatusAfter(e.Event) is null && !(day < Begin(e).Earliest));
        return new CuratedAnswer(last, [.. possible], [.. remarks], _leads);
    }

    /// <summary>A delay ends; when nothing says how, it must not be carried on as if it still held.</summary>
    private bool EndIsUnknown(CuratedClaim claim) => claim.Status == CuratedStatus.Late && claim == _claims[^1];

    private static IEnumerable<CuratedClaim> Claims(CuratedEntry entry)
    {
        if (StatusAfter(entry.Event) is not { } status) yield break;
        var (earliest, latest) = Begin(entry);
        var until = status == CuratedStatus.Late ? entry.EffectiveUntil : null;
        // A delay known to the month that ended within it began, at the latest, the day before it ended.
        if (until is { } ended && latest >= ended) latest = ended.AddDays(-1);
        yield return new CuratedClaim(status, earliest, latest, entry);
        if (until is { } end) yield return new CuratedClaim(CuratedStatus.Current, end, end, entry);
    }

    private static CuratedStatus? StatusAfter(CuratedEvent what) => what switch
    {
        CuratedEvent.Suspended => CuratedStatus.Paused,
        CuratedEvent.Discontinued => CuratedStatus.Discontinued,
        CuratedEvent.Restricted => CuratedStatus.Restricted,
        CuratedEvent.Started or CuratedEvent.Resumed => CuratedStatus.Current,
        CuratedEvent.Missing => CuratedStatus.Missing,
        CuratedEvent.Delayed => CuratedStatus.Late,
        CuratedEvent.Redefined => CuratedStatus.Redefined,
        CuratedEvent.Withdrawn => CuratedStatus.Withdrawn,
        CuratedEvent.Rescheduled or CuratedEvent.Revised or CuratedEvent.Moved or CuratedEvent.Disclosed or CuratedEvent.Other => null,
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "an event of the history is one of its words"),
    };

    /// <summary>
    /// The days between which the entry took effect. An announcement inside the month, quarter or year that is given fixes the day;
    /// an entry without any day is only known to have taken effect before it was recorded.
    /// </summary>
    private static Bounds Begin(CuratedEntry entry) => (entry.EffectiveFrom, entry.AnnouncedOn) switch
    {
        ({ } from, { } said) when from.Start <= said && said <= from.End => new Bounds(said, said),
        ({ } from, _) => new Bounds(from.Start, from.End),
        (null, { } said) => new Bounds(said, said),
        (null, null) => new Bounds(null, entry.RecordedOn),
    };

    private static int InTime(CuratedClaim left, CuratedClaim right)
    {
        var byBegin = new Bounds(left.BeganEarliest, left.BeganLatest).CompareTo(new Bounds(right.BeganEarliest, right.BeganLatest));
        return byBegin != 0 ? byBegin : string.CompareOrdinal(left.Entry.Key, right.Entry.Key);
    }

    /// <summary>Ordered so that what has no day comes before everything that has one, and so never overrules it.</summary>
    private readonly record struct Bounds(DateOnly? Earliest, DateOnly Latest) : IComparable<Bounds>
    {
        public int CompareTo(Bounds other)
        {
            var byKind = Earliest.HasValue.CompareTo(other.Earliest.HasValue);
            if (byKind != 0) return byKind;
            var byLatest = Latest.CompareTo(other.Latest);
            return byLatest != 0 ? byLatest : Nullable.Compare(Earliest, other.Earliest);
        }
    }
}
