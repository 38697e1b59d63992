using DataBlackHole.Core.Evidence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>
/// A leaf that waits for its place in the log. Written in the transaction of the record it commits to; removed, which the database allows
/// only then, when the leaf has its place.
/// </summary>
internal sealed class LogLeafQueueRow
{
    public long Id { get; set; }

    public LogEntryKind Kind { get; set; }

    /// <summary>Number of the record: of the measurement for <see cref="LogEntryKind.Looks"/>.</summary>
    public long Subject { get; set; }

    /// <summary>For <see cref="LogEntryKind.Looks"/> how many looks of the run are covered; otherwise 0.</summary>
    public int Looks { get; set; }

    public required byte[] Hash { get; set; }

    public static void Configure(EntityTypeBuilder<LogLeafQueueRow> row)
    {
        row.ToTable("log_leaf_queue");
        row.HasKey(l => l.Id);
        row.HasIndex(l => new { l.Kind, l.Subject, l.Looks }).IsUnique();
    }
}

/// <summary>A leaf of the log. Append-only.</summary>
internal sealed class LogLeafRow
{
    public long LeafIndex { get; set; }

    public LogEntryKind Kind { get; set; }

    public long Subject { get; set; }

    public int Looks { get; set; }

    public required byte[] Hash { get; set; }

    public static void Configure(EntityTypeBuilder<LogLeafRow> row)
    {
        row.ToTable("log_leaves");
        row.HasKey(l => l.LeafIndex);
        row.Property(l => l.LeafIndex).ValueGeneratedNever();
        row.HasIndex(l => new { l.Kind, l.Subject, l.Looks }).IsUnique();
        row.HasIndex(l => l.Hash);
    }
}

/// <summary>A complete subtree of the log. Only those of 16 leaves and more are kept; smaller ones are computed from their leaves. Append-only.</summary>
internal sealed class LogNodeRow
{
    public int NodeLevel { get; set; }

    public long NodeIndex { get; set; }

    public required byte[] Hash { get; set; }

    public static void Configure(EntityTypeBuilder<LogNodeRow> row)
    {
        row.ToTable("log_nodes");
        row.HasKey(n => new { n.NodeLevel, n.NodeIndex });
    }
}

/// <summary>A public key that signed checkpoints. Append-only.</summary>
internal sealed class LogKeyRow
{
    public required string KeyId { get; set; }

    /// <summary>SubjectPublicKeyInfo.</summary>
    public required byte[] PublicKey { get; set; }

    public static void Configure(EntityTypeBuilder<LogKeyRow> row)
    {
        row.ToTable("log_keys");
        row.HasKey(k => k.KeyId);
    }
}

/// <summary>A signed checkpoint. Append-only.</summary>
internal sealed class LogCheckpointRow
{
    public long Size { get; set; }

    public required string KeyId { get; set; }

    /// <summary>The signed note, from which everything else about the checkpoint is read.</summary>
    public required string Note { get; set; }

    public static void Configure(EntityTypeBuilder<LogCheckpointRow> row)
    {
        row.ToTable("log_checkpoints");
        row.HasKey(c => c.Size);
        row.Property(c => c.Size).ValueGeneratedNever();
        row.HasOne<LogKeyRow>().WithMany().HasForeignKey(c => c.KeyId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>A time stamp (RFC 3161) of the note of a checkpoint. Append-only.</summary>
internal sealed class LogStampRow
{
    public long Id { get; set; }

    public long Size { get; set; }

    public required string Authority { get; set; }

    public required byte[] Token { get; set; }

    /// <summary>SHA-256 of <see cref="Token"/>: the signature inside covers not all of it.</summary>
    public required string TokenDigest { get; set; }

    public static void Configure(EntityTypeBuilder<LogStampRow> row)
    {
        row.ToTable("log_stamps");
        row.HasKey(s => s.Id);
        row.HasOne<LogCheckpointRow>().WithMany().HasForeignKey(s => s.Size).OnDelete(DeleteBehavior.Restrict);
        row.HasIndex(s => new { s.Size, s.Authority }).IsUnique();
    }
}
