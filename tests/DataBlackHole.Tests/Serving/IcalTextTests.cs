using System.Text;
using DataBlackHole.Serving.Ical;

namespace DataBlackHole.Tests.Serving;

public sealed class IcalTextTests
{
    [Test]
    public void Lines_are_folded_at_75_octets_and_never_inside_a_character()
    {
        // Characters of one, two, three and four octets in every order and phase.
        var random = new Random(20261122);
        string[] letters = ["a", "é", "价", "𠀀", ",", "\\", "\n"];
        for (var round = 0; round < 500; round++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(0, 200)).Select(_ => letters[random.Next(letters.Length)]));
            var text = new IcalText();
            text.Text("SUMMARY", value);
            AssertFolded(text.ToBytes());
            Assert.That(Unfolded(text), Is.EqualTo($"SUMMARY:{value.Replace("\\", "\\\\").Replace(",", "\\,").Replace("\n", "\\n")}\r\n"));
        }
    }

    [Test]
    public void A_line_of_75_octets_is_left_whole_and_one_of_76_is_not()
    {
        foreach (var (length, lines) in new[] { (73, 1), (74, 2) })
        {
            var text = new IcalText();
            text.Raw("X", new string('a', length));
            Assert.That(text.ToString().Split("\r\n").Length - 1, Is.EqualTo(lines));
        }
    }

    [Test]
    public void Text_from_outside_can_neither_end_its_line_nor_begin_a_property()
    {
        var text = new IcalText();
        text.Text("SUMMARY", "a\r\nATTACH:x\u0000\u0007\u0085\u007f;b,c\\d\ud800");

        Assert.That(text.ToString(), Is.EqualTo("SUMMARY:a\\nATTACH:x\\n\\;b\\,c\\\\d\r\n"));
    }

    private static void AssertFolded(byte[] bytes)
    {
        var start = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] != '\n') continue;
            Assert.That(bytes[at - 1], Is.EqualTo((byte)'\r'));
            Assert.That(at - 1 - start, Is.LessThanOrEqualTo(75));
            Assert.DoesNotThrow(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, start, at - 1 - start), "a line ends between characters");
            start = at + 1;
        }
        Assert.That(start, Is.EqualTo(bytes.Length));
    }

    private static string Unfolded(IcalText text) => text.ToString().Replace("\r\n ", "", StringComparison.Ordinal);
}
