using System.Security.Cryptography;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Tests.Evidence;

public sealed class CheckpointTests
{
    private static readonly Checkpoint _checkpoint = new("log.example", 12, TreeHash.Leaf("x"u8), new DateTimeOffset(2026, 11, 22, 4, 5, 6, 7, TimeSpan.Zero));

    [Test]
    public void A_signed_note_is_read_back_and_holds_for_its_key_only()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var note = SignedNote.Sign(_checkpoint.Text, _checkpoint.Origin, key);

        Assert.That(note, Does.StartWith("log.example\n12\n").And.Contain("\ntime 2026-11-22T04:05:06.007Z\n\n\u2014 log.example "));
        Assert.That(SignedNote.IsSignedBy(note, key.ExportSubjectPublicKeyInfo()), Is.True);
        Assert.That(SignedNote.IsSignedBy(note, other.ExportSubjectPublicKeyInfo()), Is.False);
        Assert.That(Checkpoint.TryParse(SignedNote.TextOf(note)!, out var read), Is.True);
        Assert.That(read, Is.EqualTo(_checkpoint));
    }

    [Test]
    public void A_flipped_bit_anywhere_in_a_note_breaks_it()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = key.ExportSubjectPublicKeyInfo();
        var note = SignedNote.Sign(_checkpoint.Text, _checkpoint.Origin, key);
        for (var i = 0; i < note.Length; i++)
        {
            var damaged = string.Concat(note.AsSpan(0, i), ((char)(note[i] ^ 1)).ToString(), note.AsSpan(i + 1));
            Assert.That(SignedNote.IsSignedBy(damaged, publicKey), Is.False, $"character {i}");
        }
    }

    [TestCase("")]
    [TestCase("log\n12\n")]
    [TestCase("log\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\ntime 2026-11-22T04:05:06.007Z\n")]
    [TestCase("log\n012\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\ntime 2026-11-22T04:05:06.007Z\n")]
    [TestCase("log\n12\nAAAA\ntime 2026-11-22T04:05:06.007Z\n")]
    [TestCase("log\n12\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\ntime today\n")]
    public void What_is_no_checkpoint_is_not_taken_for_one(string text) => Assert.That(Checkpoint.TryParse(text, out _), Is.False);
}
