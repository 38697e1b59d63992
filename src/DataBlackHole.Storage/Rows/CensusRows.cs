using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>A census that began. Append-only.</summary>
internal sealed class CensusRunRow
{
    public long Id { get; set; }

    public required string Publisher { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>The publisher's day on which it began: it decides which periods are asked for.</summary>
    public DateOnly Today { get; set; }

    /// <summary>Numbers of the trees it walks.</summary>
    public required string Trees { get; set; }

    public required string Address { get; set; }

    public required string CatalogueHash { get; set; }

    public CensusRun ToRun() => new(
        Id, Publisher, StartedAt, Today, [.. Trees.Split(',').Select(t => CensusTree.Of(int.Parse(t, CultureInfo.InvariantCulture))).OfType<CensusTree>()], Address);

    public static void Configure(EntityTypeBuilder<CensusRunRow> row)
    {
        row.ToTable("census_runs");
        row.HasKey(r => r.Id);
        row.HasIndex(r => new { r.Publisher, r.StartedAt }).IsUnique();
    }
}

/// <summary>One question of a census and what came of it; failed attempts too. The question follows from the run and its key. Append-only.</summary>
internal sealed class CensusPageRow
{
    public long Id { get; set; }

    public long RunId { get; set; }

    public required string CallKey { get; set; }

    /// <summary>Attempts at the same question, counted from 1.</summary>
    public int Attempt { get; set; }

    public CensusOutcome Outcome { get; set; }

    public DateTimeOffset TakenAt { get; set; }

    public int? Status { get; set; }

    public FailureKind? FailureKind { get; set; }

    public ProbeOperation? FailureOperation { get; set; }

    public string? FailureDetail { get; set; }

    public string? BodyDigest { get; set; }

    public static void Configure(EntityTypeBuilder<CensusPageRow> row)
    {
        row.ToTable("census_pages");
        row.HasKey(p => p.Id);
        row.HasOne<CensusRunRow>().WithMany().HasForeignKey(p => p.RunId).OnDelete(DeleteBehavior.Restrict);
        row.HasOne<BodyRow>().WithMany().HasForeignKey(p => p.BodyDigest).OnDelete(DeleteBehavior.Restrict);
        // Two processes that walk the same census meet here.
        row.HasIndex(p => new { p.RunId, p.CallKey, p.Attempt }).IsUnique();
    }
}

/// <summary>The end of a census, with what it could not tell. Append-only.</summary>
internal sealed class CensusEndRow
{
    public long RunId { get; set; }

    public DateTimeOffset EndedAt { get; set; }

    /// <summary>Counts, gaps and doubts.</summary>
    public required string Summary { get; set; }

    public static void Configure(EntityTypeBuilder<CensusEndRow> row)
    {
        row.ToTable("census_ends");
        row.HasKey(e => e.RunId);
        row.Property(e => e.RunId).ValueGeneratedNever();
        row.HasOne<CensusRunRow>().WithMany().HasForeignKey(e => e.RunId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>A version of what is known about an indicator, from the census that found something new about it. Append-only.</summary>
internal sealed class CensusIndicatorRow
{
    public long Id { get; set; }

    public long RunId { get; set; }

    public required string Publisher { get; set; }

    public required string Indicator { get; set; }

    public int Tree { get; set; }

    public required string Leaf { get; set; }

    public required string Branch { get; set; }

    public required string Parent { get; set; }

    public required string Path { get; set; }

    public required string Name { get; set; }

    public string? Unit { get; set; }

    public string? Annotation { get; set; }

    public string? FirstPeriod { get; set; }

    public string? LastPeriod { get; set; }

    public CensusStanding Standing { get; set; }

    public Grade Grade { get; set; }

    public DateTimeOffset Since { get; set; }

    public CensusChange Change { get; set; }

    public CensusStanding Before { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>What the finding rests on.</summary>
    public required string Evidence { get; set; }

    public static CensusIndicatorRow From(CensusRun run, CensusFinding finding, DateTimeOffset recordedAt)
    {
        var indicator = finding.Indicator;
        return new CensusIndicatorRow
        {
            RunId = run.Id,
            Publisher = run.Publisher,
            Indicator = indicator.Indicator,
            Tree = indicator.Tree,
            Leaf = indicator.Leaf,
            Branch = indicator.Branch,
            Parent = indicator.Parent,
            Path = indicator.Path,
            Name = indicator.Name,
            Unit = indicator.Unit,
            Annotation = indicator.Annotation,
            FirstPeriod = indicator.First?.ToString(),
            LastPeriod = indicator.Last?.ToString(),
            Standing = indicator.Standing,
            Grade = indicator.Grade,
            Since = UtcMilliseconds.Truncate(indicator.Since),
            Change = finding.Change,
            Before = finding.Before,
            RecordedAt = UtcMilliseconds.Truncate(recordedAt),
            Evidence = RecordJson.Write(new CensusEvidence(
                finding.Doubt, finding.Behind, finding.Allowed, finding.PeersLast, finding.Peer, finding.Successor, finding.SuccessorName, finding.Detail)),
        };
    }

    public CensusMemory ToMemory() => new()
    {
        Indicator = Indicator,
        Tree = Tree,
        Leaf = Leaf,
        Branch = Branch,
        Parent = Parent,
        Path = Path,
        Name = Name,
        Unit = Unit,
        Annotation = Annotation,
        First = FirstPeriod is null ? null : ReferencePeriod.Parse(FirstPeriod),
        Last = LastPeriod is null ? null : ReferencePeriod.Parse(LastPeriod),
        Standing = Standing,
        Grade = Grade,
        Since = Since,
    };

    public CensusVersion ToVersion()
    {
        var evidence = RecordJson.Read<CensusEvidence>(Evidence);
        return new CensusVersion(Id, RunId, Publisher, RecordedAt, new CensusFinding
        {
            Indicator = ToMemory(),
            Change = Change,
            Before = Before,
            Doubt = evidence.Doubt,
            Behind = evidence.Behind,
            Allowed = evidence.Allowed,
            PeersLast = evidence.PeersLast,
            Peer = evidence.Peer,
            Successor = evidence.Successor,
            SuccessorName = evidence.SuccessorName,
            Detail = evidence.Detail,
        });
    }

    public static void Configure(EntityTypeBuilder<CensusIndicatorRow> row)
    {
        row.ToTable("census_indicators");
        row.HasKey(i => i.Id);
        row.HasOne<CensusRunRow>().WithMany().HasForeignKey(i => i.RunId).OnDelete(DeleteBehavior.Restrict);
        row.HasIndex(i => new { i.RunId, i.Indicator }).IsUnique();
        row.HasIndex(i => new { i.Publisher, i.Indicator, i.Id });
        row.HasIndex(i => new { i.Publisher, i.Change, i.Id });
    }

    private sealed record CensusEvidence(
        CensusDoubt Doubt, int? Behind, int? Allowed, ReferencePeriod? PeersLast, string? Peer, string? Successor, string? SuccessorName, string? Detail);
}
