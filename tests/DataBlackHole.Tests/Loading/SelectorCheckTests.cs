using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Loading;

public sealed class SelectorCheckTests
{
    [TestCase(".list li")]
    [TestCase("a.pc_1600@title")]
    [TestCase("meta[name=\"PubDate\"]@content")]
    [TestCase(".one h1, .other")]
    [TestCase("li:nth-child(2) > div")]
    [TestCase("a[href*=\"@x\"]")]
    public void A_selector_that_can_be_read_is_valid(string selector) => Assert.That(SelectorCheck.IsValid(selector), Is.True);

    [TestCase("@title", true)]
    [TestCase("a@title", true)]
    [TestCase("@", false)]
    [TestCase("a..b@title", false)]
    public void Inside_an_item_an_attribute_alone_is_that_of_the_item(string selector, bool isValid) =>
        Assert.That(SelectorCheck.IsValidInItem(selector), Is.EqualTo(isValid));

    [TestCase("")]
    [TestCase("  ")]
    [TestCase("@title")]
    [TestCase("li[")]
    [TestCase(".a > > .b")]
    [TestCase("a..b")]
    [TestCase("li:no-such-class")]
    public void A_selector_that_cannot_be_read_is_not_valid(string selector) => Assert.That(SelectorCheck.IsValid(selector), Is.False);
}
