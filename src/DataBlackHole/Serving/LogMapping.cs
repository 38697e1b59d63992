using DataBlackHole.Core.Evidence;
using DataBlackHole.Proving;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving;

/// <summary>From the log to the documents of the API and of exports. Pure.</summary>
internal static class LogMapping
{
    public static CheckpointDocument Checkpoint(SignedCheckpoint signed)
    {
        if (!Core.Evidence.Checkpoint.TryParse(SignedNote.TextOf(signed.Note) ?? "", out var checkpoint))
            throw new InvalidDataException($"checkpoint {signed.Size} is damaged; `verify` says more");
        return new CheckpointDocument
        {
            Origin = checkpoint!.Origin,
            Size = checkpoint.Size,
            Root = checkpoint.Root.ToString(),
            SignedAt = checkpoint.SignedAt,
            KeyId = signed.KeyId,
            Note = signed.Note,
            Stamps = [.. signed.Stamps.Select(s => new StampDocument(s.Authority, Convert.ToBase64String(s.Token.Span)))],
        };
    }

    public static KeyDocument Key(string id, byte[] publicKey) => new(id, "ECDSA P-256, SHA-256", LogKey.Pem(publicKey));

    public static LogEntryDocument Entry(LogEntry leaf) => new(leaf.Index, leaf.Kind, leaf.Subject, leaf.Hash.ToString(), leaf.Entry);

    public static InclusionDocument Inclusion(TreeHash leaf, LogProof proof) => new(proof.From, proof.To, leaf.ToString(), Hashes(proof));

    public static ConsistencyDocument Consistency(LogProof proof) => new(proof.From, proof.To, Hashes(proof));

    private static List<string> Hashes(LogProof proof) => [.. proof.Hashes.Select(h => h.ToString())];
}
