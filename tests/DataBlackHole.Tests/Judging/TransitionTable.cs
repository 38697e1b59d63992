using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>
/// Every state a series can be in, met with every kind of evidence: what the judge makes of it. The table is written out of the judge.
/// </summary>
internal static class TransitionTable
{
    private const string Row = "pub-rows";

    private static string[] Thrice { get; } = ["2026-08-03 10:00", "2026-08-03 16:00", "2026-08-04 16:00"];

    /// <summary>Each state with a bench that has been brought into it; the release in question is 2026-06, the moment 2026-08-03.</summary>
    public static IReadOnlyList<(string Name, Func<Bench> Make)> States { get; } =
    [
        ("New", () => Begin().Passed("2026-07-01 12:00")),
        ("Current", () => Watching()),
        ("Current, release due", () => Watching().Passed("2026-08-03 09:00")),
        ("Late", Late),
        ("Missing", Missing),
        ("Paused", () => Watching().Hear(Notice("2026-07-14 10:00", ObservationKind.SuspensionNotice))),
        ("Discontinued", () => Watching().Hear(Notice("2026-07-14 10:00", ObservationKind.StopNotice))),
    ];

    public static IReadOnlyList<(string Name, Action<Bench> Apply)> Evidence { get; } =
    [
        ("time passes", b => b.Passed("2026-08-03 10:00")),
        ("a look fails", b => b.Blind("2026-08-03 10:00")),
        ("a look cannot read what it found", b => b.Hear(Look("2026-08-03 10:00", Listing, Unread(), Coverage("2026-07-01")))),
        ("a look lacks the release and does not reach back", b => b.Listed("2026-08-03 10:00", "2026-07-20", "2026-05")),
        ("a valid look lacks the release", b => b.Listed("2026-08-03 10:00", "2026-07-01", "2026-05")),
        ("three valid looks over a day lack it", b => { foreach (var at in Thrice) b.Listed(at, "2026-07-01", "2026-05"); }),
        ("a valid look lacks it and shows a later period", b => b.Listed("2026-08-03 10:00", "2026-07-01", "2026-05", "2026-07")),
        ("a look shows the release", b => b.Listed("2026-08-03 10:00", "2026-07-01", "2026-06")),
        ("two looks show the release", b => b.Listed("2026-08-03 10:00", "2026-07-01", "2026-06").Listed("2026-08-03 10:15", "2026-07-01", "2026-06")),
        ("its row is gone beside its siblings", b => b.Hear(Look("2026-08-03 10:00", Pages, Gone()))),
        ("the last figure is gone for three looks over a day", b => { foreach (var at in Thrice) b.Hear(Look(at, Listing, Empty("2026-05"))); }),
        ("a notice of suspension", b => b.Hear(Notice("2026-08-03 10:00", ObservationKind.SuspensionNotice))),
        ("a notice of a stop", b => b.Hear(Notice("2026-08-03 10:00", ObservationKind.StopNotice))),
        ("a notice of postponement", b => b.Hear(Notice("2026-08-03 10:00", ObservationKind.PostponementNotice))),
        ("a notice of a change of method", b => b.Hear(Notice("2026-08-03 10:00", ObservationKind.MethodNotice))),
        ("the announced date moves into the future", b => b.Hear(Calendar("2026-08-03 10:00", "2026-08-20 09:30"))),
        ("its successor comes out", b => b.Hear(new SuccessorSeen(At("2026-08-03 10:00"), "other", P("2026-07"), null))),
    ];

    /// <summary>What became of the series, the release and our sight; a dash where nothing changed.</summary>
    public static string Outcome(Bench bench, Action<Bench> evidence)
    {
        var (series, release, sight, last) = Of(bench);
        evidence(bench);
        var (toSeries, toRelease, toSight, toLast) = Of(bench);
        var parts = new List<string>();
        if (series != toSeries) parts.Add($"**{toSeries}**");
        if (release != toRelease) parts.Add($"release {toRelease}");
        if (last != toLast) parts.Add($"last release {toLast}");
        if (sight != toSight) parts.Add(toSight.ToString());
        return parts.Count == 0 ? "–" : string.Join(", ", parts);
    }

    public static string Markdown()
    {
        var lines = new List<string>
        {
            $"| evidence | {string.Join(" | ", States.Select(s => s.Name))} |",
            $"|---|{string.Concat(States.Select(_ => "---|"))}",
        };
        foreach (var (name, apply) in Evidence) lines.Add($"| {name} | {string.Join(" | ", States.Select(s => Outcome(s.Make(), apply)))} |");
        return string.Join('\n', lines);
    }

    private static (SeriesStatus, ReleaseStatus, Visibility, ReleaseStatus) Of(Bench bench) =>
        (bench.State.Status, bench.StatusOf("2026-06"), bench.State.Visibility, bench.StatusOf("2026-05"));

    private static Bench Begin() => new(s => s with { Readings = [new ListingReading { Source = Listing, Title = new("价格"), Proves = Proof.Release }, new PageReading { Source = Pages, Title = new("价格"), Row = new RowRule { Label = new(Row), Siblings = [new("x")] } }] });

    private static Bench Watching() => Begin()
        .Hear(Look("2026-07-01 11:00", Pages, Found("2026-03", "1")))
        .Listed("2026-07-01 12:00", "2026-06-10", "2026-05");

    private static Bench Late() => Watching().Listed("2026-07-22 10:00", "2026-07-01");

    private static Bench Missing() => Late().Listed("2026-07-29 10:00", "2026-07-01").Listed("2026-07-30 10:00", "2026-07-01");

    private static Observation Unread() => new() { Series = Key, Kind = ObservationKind.Unreadable, Failure = new ProbeFailure(FailureKind.PeriodUnreadable, ProbeOperation.Read, "constructed") };

    private static Observation Gone() => new() { Series = Key, Kind = ObservationKind.RowAbsent, Period = P("2026-06"), Witness = "siblings" };

    private static ClearLook Notice(string at, ObservationKind kind) => Look(at, Pages, new Observation { Series = Key, Kind = kind, Witness = "constructed" });

    private static CalendarRead Calendar(string at, string date) => new(
        At(at), "pub-calendar", [new AnnouncedDate(P("2026-06"), At(date), "pub-calendar")], [], new EvidenceRef("pub-calendar", "https://example.org/c", At(at), null));
}
