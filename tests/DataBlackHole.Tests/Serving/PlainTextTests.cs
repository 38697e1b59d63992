using System.Xml;
using DataBlackHole.Serving;

namespace DataBlackHole.Tests.Serving;

public sealed class PlainTextTests
{
    [Test]
    public void What_remains_is_what_XML_can_write_and_nothing_else_is_taken()
    {
        for (var unit = 0; unit <= 0xFFFF; unit++)
        {
            var kept = PlainText.Of($"a{(char)unit}b").Length == 3;
            Assert.That(kept, Is.EqualTo(XmlConvert.IsXmlChar((char)unit)), $"U+{unit:X4}");
        }
    }

    [Test]
    public void Whole_pairs_stay_and_halves_go() =>
        Assert.That(PlainText.Of("\ud840\udc00\ud840x\udc00\u0001\ud83d\ude00"), Is.EqualTo("\ud840\udc00x\ud83d\ude00"));
}
