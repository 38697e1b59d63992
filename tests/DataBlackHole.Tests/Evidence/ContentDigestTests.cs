using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Tests.Evidence;

public sealed class ContentDigestTests
{
    [Test]
    public void A_digest_is_the_lower_case_sha_256_of_the_content() =>
        Assert.That(ContentDigest.Of("abc"u8).ToString(), Is.EqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));

    [TestCase("")]
    [TestCase("ba78")]
    [TestCase("zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void What_is_no_digest_does_not_parse(string text) => Assert.That(ContentDigest.TryParse(text, out _), Is.False);
}
