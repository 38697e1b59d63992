using System.Globalization;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Exports;

/// <summary>The texts of a yearly archive, for somebody who has never seen one. Pure.</summary>
internal sealed record ArchiveTexts(int Year, DateTimeOffset MadeAt, string Catalogue, string RecordLicence, Uri? Home, SignedCheckpoint? Checkpoint)
{
    private string MadeOn => MadeAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Readme => $"""
        # DataBlackHole {Year}: when Chinese official statistics were published, late or missing

        Made on {MadeOn} from definitions {Catalogue}. Instants are UTC; the year is one of China's time; reference periods are what figures are about.

        | file | what it holds |
        |---|---|
        | `series.csv`, `series.ndjson` | every watched series as it stood when this was made |
        | `releases.csv`, `releases.ndjson` | releases of reference periods that lie in {Year}, each bounded by the last look without and the first look with it |
        | `flips.csv`, `flips.ndjson` | every change of status that was concluded in {Year}, with reason, grade and evidence |
        | `reviews.csv`, `reviews.ndjson` | what operators said of conclusions in {Year}; the conclusions stay as they were drawn |
        | `coverage.csv`, `coverage.ndjson` | when each source could be seen in {Year}, when not, and when nobody looked; it says nothing about publishers |
        | `observations.sdmx.csv` | figures, and why there are none, as SDMX-CSV 2.0 |
        | `checkpoint.txt`, `key-….pem` | the signed checkpoint of the log of evidence that covers these records{(Checkpoint is null ? " (none was signed yet)" : $" ({Checkpoint.Size} leaves)")} |
        | `CITATION.cff`, `LICENCE.md` | how to cite this, and whose it is |
        | `SHA256SUMS` | digests of all files: `sha256sum -c SHA256SUMS` |

        Tables are RFC 4180 CSV in UTF-8 and NDJSON with the same names. Values are exact: nothing was put before texts that a spreadsheet would take
        for formulas, so import them as text.

        `OBS_STATUS` in `observations.sdmx.csv` (SDMX codelist CL_OBS_STATUS):

        {string.Join('\n', SdmxRow.Codes.Select(c => $"- `{c.Code}`: {c.Meaning}"))}

        A release that was not seen where and when it was expected is no more than that. Blind intervals are ours.

        """;

    public string Licence => $"""
        # Whose this is

        **Our record.** When we looked, what our readers found, what we concluded and when, in these tables and in this arrangement, is offered under
        {RecordLicence} by whoever runs this monitor. Cite it as CITATION.cff says.

        **What belongs to publishers.** Figures, titles and addresses are quoted from the publishers who printed them; they and whatever rights they
        have in them are named by `publisher`, `link` and `evidence_url`. Nothing here grants rights in their documents, and no captured document is in
        this archive.

        **中文说明。** 观测时间、读取结果、结论及其编排由本监测运营者依 {RecordLicence} 提供；数值、标题和网址引自各发布机构，其权利归各发布机构所有，本文件不授予对其文件的任何权利。

        """;

    /// <summary>The Citation File Format, version 1.2.0.</summary>
    public string Citation => $"""
        cff-version: 1.2.0
        message: "If you use this record, please cite it as below."
        type: dataset
        title: "DataBlackHole {Year}: when Chinese official statistics were published, late or missing"
        abstract: "Releases, changes of status and coverage of the monitor for {Year}, with the checkpoint of its log of evidence."
        authors:
          - name: "DataBlackHole"
        version: "{Year}-{MadeOn}"
        date-released: {MadeOn}
        license: {RecordLicence}{(Home is null ? "" : $"\nurl: \"{Home.AbsoluteUri}\"")}
        identifiers:
          - type: other
            value: "catalogue:{Catalogue}"
            description: "SHA-256 over the definitions"
        keywords:
          - statistics
          - China
          - release calendars

        """;
}
