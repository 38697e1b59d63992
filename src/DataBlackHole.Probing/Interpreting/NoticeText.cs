using System.Globalization;
using System.Text.RegularExpressions;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Sentences as the reader of notices sees them, and the words that take a wording of a notice its meaning.</summary>
internal static partial class NoticeText
{
    /// <summary>How much of a sentence is kept as witness.</summary>
    internal const int LongestWitness = 200;

    /// <summary>A longer piece without a full stop is a table or a menu.</summary>
    private const int LongestSentence = 1000;

    private const int MonthsOfPresent = 2;

    /// <summary>Sentences with their closing mark, by which a question is known.</summary>
    internal static IEnumerable<string> Sentences(string text) => Sentence().Matches(text)
        .Select(m => m.Value.Trim()).Where(s => s.Length is > 0 and <= LongestSentence);

    /// <summary>
    /// Whether the wording is a statement about now: not asked, denied or supposed, not a report of what was, and not taken back in the same sentence.
    /// </summary>
    /// <param name="sentence">The whole sentence.</param>
    /// <param name="wording">Where the wording stands in it.</param>
    /// <param name="printed">The day printed on the document, when one is.</param>
    internal static bool IsStated(string sentence, Match wording, DateOnly? printed)
    {
        if (Question().IsMatch(sentence) || Continuation().IsMatch(sentence)) return false;
        var before = sentence[..wording.Index];
        var clause = before[(before.LastIndexOfAny(['，', ',', '：', ':']) + 1)..];
        var after = sentence[(wording.Index + wording.Length)..];
        return !Denied().IsMatch(clause) && !SupposedOrPast().IsMatch(before) && !NamesOldTime(before, printed) && !Afterwards().IsMatch(after);
    }

    /// <summary>Whether the sentence says that something comes out again.</summary>
    internal static bool SaysResumed(string sentence) => Resumption().IsMatch(sentence) && !Question().IsMatch(sentence);

    /// <summary>A notice speaks of the present months; a sentence that names an older time before the wording tells history.</summary>
    private static bool NamesOldTime(string before, DateOnly? printed)
    {
        if (printed is not { } day) return false;
        foreach (Match time in YearAndMonth().Matches(before))
        {
            var year = int.Parse(time.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            var month = time.Groups[2].Success ? int.Parse(time.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 12;
            if ((day.Year - year) * 12 + day.Month - month > MonthsOfPresent) return true;
        }
        return false;
    }

    [GeneratedRegex(@"[^。；！？;!?\r\n]+[。；！？;!?]?", RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"[？?]\W*\z|(?:为什么|为何|是否|会不会|有没有|请问|怎么看)", RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex("恢复|重新发布|(?:照常|正常|如期|继续|仍将?|依然)(?:按[月季年])?发布|不受影响", RegexOptions.CultureInvariant)]
    private static partial Regex Continuation();

    [GeneratedRegex("(?:恢复|重新(?:开始)?)(?:按[月季年])?(?:对外)?发布", RegexOptions.CultureInvariant)]
    private static partial Regex Resumption();

    [GeneratedRegex("没有|并未|未曾|从未|尚未|不会|并非|不存在|无须|无需|不(?:得|能|应|必|宜|可|再是)?\\z|未\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Denied();

    [GeneratedRegex("可能|如果|倘若|假如|一旦|或将|网传|传言|谣言|此前|先前|早前|去年|上年|当时|曾|一度|已于", RegexOptions.CultureInvariant)]
    private static partial Regex SupposedOrPast();

    [GeneratedRegex("((?:19|20)[0-9]{2})年(?:([0-9]{1,2})月)?", RegexOptions.CultureInvariant)]
    private static partial Regex YearAndMonth();

    // What the wording was about is over, or it only describes a noun; the noun may be the notice itself.
    [GeneratedRegex(@"\A[^，,。]{0,20}?(?:以来|(?<![今最])之?后(?!续)|期间|至今|之前|以前|了?[0-9]+个月|的消息|传闻)|\A(?:了|过)?的(?!.{0,6}(?:公告|通知|通告|说明|决定|声明))", RegexOptions.CultureInvariant)]
    private static partial Regex Afterwards();
}
