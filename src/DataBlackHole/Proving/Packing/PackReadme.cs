using System.Globalization;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Proving.Packing;

/// <summary>The README of a pack, for somebody who has never seen one. Pure.</summary>
internal static class PackReadme
{
    public static string Of(PackContent pack, PackProofs proofs) => $"""
        # {pack.Series.Name.En}, {pack.Period}: was it published?
        # {pack.Series.Name.Zh}，{pack.Period}：是否已发布？

        ## English

        **What the record says.** {Claim(pack)}

        The publisher is {pack.Publisher.Name.En} ({pack.Publisher.Homepage}). This folder holds what our looks saw, and nothing about motives: a
        release that was not seen where and when it was expected is no more than that.

        **What supports or refutes it**

        | file | what it holds |
        |---|---|
        | `looks.csv`, `looks.json` | every look between {Time(pack.From)} and {Time(pack.Until)} at the places where the series appears: {pack.Looks.Length}, of which {pack.Looks.Count(l => l.CouldSee)} could have shown the release and {pack.Looks.Count(l => l.Says == LookSays.CouldNotSee)} could not see |
        | `claim.json` | the release, its window ({Window(pack)}), the widest gap between looks that could see ({Hours(pack.Gap)}, from {Time(pack.Gap.From)} to {Time(pack.Gap.To)}), and every change of status on record |
        | `rereadings.json` | what later readers made of the same documents: {pack.Rereadings.Length} reading(s) that differ |
        | `calendars.json` | {pack.Calendars.Length} version(s) of calendars in which the publisher announced dates |
        | `siblings.json` | how {pack.Siblings.Length} other series of the publisher stand for the same period: {pack.Siblings.Count(s => s.Status == ReleaseStatus.Published)} published |
        | `self-test.json` | {SelfTest(pack)} |
        | `controls.json` | looks at pages that are always there, to tell our own outage from theirs: {pack.Looks.Count(l => l.Control is not null)} look(s) that got no answer were held against one |
        | `captures.warc.gz` | the captured documents, as a web archive (WARC/1.1) |
        | `proofs.json`, `checkpoint.txt`, `key-….pem` | proof that {proofs.Leaves.Count} record(s) were in our log when the checkpoint was signed{Unsigned(proofs)} |
        | `method.json` | versions of the program and of the definitions |

        **What the words in `looks.csv` mean.** `Found`: the release was there. `EmptyPlace`: its place was there and empty, or its row was missing
        beside its siblings. `NotListed`: the list would have shown it and did not. `Unreadable`: something was there that the reader did not
        understand. `SaysNothing`: the document says nothing either way. `CouldNotSee`: the look failed; that is our blindness and counts for nothing.

        **What cannot be ruled out**

        - The release may have been out and taken back between two looks; the widest gap says for how long at most.
        - It may have been published in a place that is not watched. The places watched are: {string.Join(", ", pack.Looks.Select(l => l.Source).Distinct().Order(StringComparer.Ordinal))}.
        - All looks were made from: {string.Join(", ", pack.Looks.Select(l => l.Vantage).Distinct().Order(StringComparer.Ordinal))}. Others may have been shown something else.
        - The log proves that the records have not changed since the checkpoint was signed; it does not prove that they were right.

        **How to check.** Each entry of `proofs.json` holds the record as text (`entry`). SHA-256 over a zero byte and that text gives `leafHash`; hashing
        it together with `hashes` (RFC 6962, section 2.1.1) gives the root on the third line of `checkpoint.txt`; its signature (ECDSA P-256, SHA-256)
        holds for the key. A record names its captured bytes by their SHA-256, under which they are in the web archive. Ask the monitor for
        `/api/v1/log/proof/consistency` to see that its log of today begins with this one.

        ## 中文

        **记录的结论。** {ClaimZh(pack)}

        发布机构为{pack.Publisher.Name.Zh}（{pack.Publisher.Homepage}）。本文件夹只包含我们的观测所见，不涉及任何动机：在预期的时间和地点未见发布，仅此而已。

        **支持或反驳的材料**

        | 文件 | 内容 |
        |---|---|
        | `looks.csv`、`looks.json` | {Time(pack.From)} 至 {Time(pack.Until)} 之间对该指标各出现位置的全部观测：共 {pack.Looks.Length} 次，其中 {pack.Looks.Count(l => l.CouldSee)} 次足以看到该发布，{pack.Looks.Count(l => l.Says == LookSays.CouldNotSee)} 次未能看到页面 |
        | `claim.json` | 该发布、其时间窗口、有效观测之间的最大间隔（{Hours(pack.Gap)}）以及记录在案的全部状态变化 |
        | `rereadings.json` | 后来的读取程序对同一批页面得出的不同结果：{pack.Rereadings.Length} 项 |
        | `calendars.json` | 发布机构预告日期的日程表，共 {pack.Calendars.Length} 个版本 |
        | `siblings.json` | 同一机构其他 {pack.Siblings.Length} 个指标在同一时期的情况 |
        | `self-test.json` | 用现有读取程序重读最近一次找到该指标的页面，检验读取程序是否有效 |
        | `controls.json` | 对照观测：{pack.Looks.Count(l => l.Control is not null)} 次未获应答的观测与之对照 |
        | `captures.warc.gz` | 保存的页面（WARC/1.1 网页存档） |
        | `proofs.json`、`checkpoint.txt`、`key-….pem` | 证明这些记录在检查点签署时已在日志中 |
        | `method.json` | 程序与定义的版本 |

        `looks.csv` 用词：`Found` 已见发布；`EmptyPlace` 位置存在但为空，或同表其他行存在而该行缺失；`NotListed` 列表本应显示而未显示；`Unreadable` 有内容但读取程序无法理解；
        `SaysNothing` 未涉及；`CouldNotSee` 观测失败，属于我们自身看不到，不作任何依据。

        **无法排除的情况**

        - 两次观测之间曾发布又撤下；最大间隔给出其最长时间。
        - 在我们未监测的位置发布。
        - 其他地点的访问者看到的内容可能不同。
        - 日志证明记录自签署后未被改动，不证明记录本身正确。

        **如何核验。** `proofs.json` 每一项的 `entry` 为记录原文。对一个零字节加原文求 SHA-256 得到 `leafHash`，再与 `hashes` 依 RFC 6962 第 2.1.1 节合并，得到 `checkpoint.txt` 第三行的根；其签名（ECDSA P-256）可用公钥验证。记录以 SHA-256 指明所保存的内容，可在网页存档中找到。

        """;

    private static string Claim(PackContent pack)
    {
        if (pack.Release?.FirstSeenAt is { } seen && pack.IsPublished)
            return $"It **was published**: first seen at {Time(seen)}{(pack.Release.LastUnseenAt is { } unseen ? $", not yet there at {Time(unseen)}" : "")}. A claim that it is absent is refuted.";
        if (pack.IsPublished) return "It **was published**: looks in this pack found it. A claim that it is absent is refuted.";
        return pack.Release?.Status switch
        {
            ReleaseStatus.Missing => $"It is **missing ({pack.Release.Grade.ToString().ToLowerInvariant()})**: by {Time(pack.Until)} it had not been seen; the reason on record is {pack.Release.Reason}.",
            ReleaseStatus.Late => $"It is **late**: by {Time(pack.Until)} it had not been seen.",
            ReleaseStatus.Withheld or ReleaseStatus.Withdrawn => $"Its status is **{pack.Release.Status}**.",
            null => "**Nothing was concluded** about this release: the record does not support a claim that it is absent.",
            var other => $"It is **not claimed to be absent**: its status is {other}, and by {Time(pack.Until)} it had not been seen.",
        };
    }

    private static string ClaimZh(PackContent pack)
    {
        if (pack.Release?.FirstSeenAt is { } seen && pack.IsPublished) return $"**已发布**：首次见于 {Time(seen)}。关于其缺失的说法不成立。";
        if (pack.IsPublished) return "**已发布**：本文件夹中的观测已见到该发布。关于其缺失的说法不成立。";
        return pack.Release?.Status switch
        {
            ReleaseStatus.Missing => $"**未见发布（经多次有效观测）**：截至 {Time(pack.Until)} 未见。",
            ReleaseStatus.Late => $"**迟于预期**：截至 {Time(pack.Until)} 未见。",
            ReleaseStatus.Withheld or ReleaseStatus.Withdrawn => $"状态为 **{pack.Release.Status}**。",
            null => "**未得出任何结论**：记录不支持关于其缺失的说法。",
            var other => $"**不主张其缺失**：状态为 {other}，截至 {Time(pack.Until)} 未见。",
        };
    }

    private static string Window(PackContent pack) => pack.Window is not { } window
        ? "none is known"
        : $"opens {Time(window.Opens)}, due {Time(window.Due)}, late after {Time(window.LateAfter)}, missing after {Time(window.MissingAfter)}; basis {window.Basis}";

    private static string SelfTest(PackContent pack) => pack.SelfTest switch
    {
        null => "the series was never found in a document that was kept, so that the reader could not be tested",
        { Found: true } test => $"the reader works: over the document of {Time(test.TakenAt)} it finds the period {test.Period}, as it did then",
        { } test => $"**the reader fails its test**: over the document of {Time(test.TakenAt)} it does not find the period {test.Period}; no absence may be concluded",
    };

    private static string Unsigned(PackProofs proofs) => proofs.NotYetSigned == 0 ? "" : $"; {proofs.NotYetSigned} more wait for the next checkpoint";

    private static string Hours(PackGap gap) => string.Create(CultureInfo.InvariantCulture, $"{gap.Length.TotalHours:0.0} h");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
