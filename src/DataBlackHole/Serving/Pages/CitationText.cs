using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace DataBlackHole.Serving.Pages;

/// <summary>How to cite a page, in three forms; all name the address that never changes its meaning. Pure.</summary>
public sealed record CitationText(string Plain, string BibTeX, string CslJson)
{
    /// <param name="key">Key of what is cited, part of the identity.</param>
    /// <param name="title">Title of the page.</param>
    /// <param name="sentence">What is quoted.</param>
    /// <param name="permalink">The address that never changes its meaning.</param>
    /// <param name="asOf">The instant up to which records count.</param>
    /// <param name="now">When the page was made.</param>
    public static CitationText Of(string key, string title, string sentence, string permalink, DateTimeOffset asOf, DateTimeOffset now)
    {
        var (by, read) = (asOf.UtcDateTime, now.UtcDateTime);
        var id = string.Create(CultureInfo.InvariantCulture, $"datablackhole-{key}-{by:yyyyMMddHHmm}");
        var plain = string.Create(CultureInfo.InvariantCulture, $"DataBlackHole: {title}. Record as of {by:yyyy-MM-dd HH:mm} UTC: {sentence} {permalink} (accessed {read:yyyy-MM-dd}).");
        return new CitationText(plain, Bib(id, title, permalink, by, read), Csl(id, title, sentence, permalink, by, read));
    }

    private static string Bib(string id, string title, string permalink, DateTime by, DateTime read) => string.Create(CultureInfo.InvariantCulture, $$"""
        @misc{{{id}},
          author = {{{"{DataBlackHole}"}}},
          title = {{{Escaped(title)}}},
          year = {{{by:yyyy}}},
          month = {{{by:MM}}},
          url = {{{permalink}}},
          note = {Record as of {{by:yyyy-MM-dd HH:mm}} UTC; accessed {{read:yyyy-MM-dd}}}
        }
        """);

    private static string Csl(string id, string title, string sentence, string permalink, DateTime by, DateTime read) => new JsonArray(new JsonObject
    {
        ["id"] = id,
        ["type"] = "webpage",
        ["title"] = title,
        ["container-title"] = "DataBlackHole",
        ["author"] = new JsonArray(new JsonObject { ["literal"] = "DataBlackHole" }),
        ["issued"] = Date(by),
        ["accessed"] = Date(read),
        ["abstract"] = sentence,
        ["URL"] = permalink,
    }).ToJsonString(ApiJson.Compact);

    private static JsonObject Date(DateTime day) => new() { ["date-parts"] = new JsonArray(new JsonArray(day.Year, day.Month, day.Day)) };

    /// <summary>What BibTeX would take for its own is written so that it comes out as it is.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            escaped.Append(letter switch
            {
                '\\' => @"\textbackslash{}",
                '~' => @"\textasciitilde{}",
                '^' => @"\textasciicircum{}",
                '{' or '}' or '%' or '&' or '#' or '_' or '$' => $@"\{letter}",
                _ => letter.ToString(),
            });
        }
        return escaped.ToString();
    }
}
