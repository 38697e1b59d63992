using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Loading;

/// <summary>Wordings of official notices.</summary>
public static class NoticeMapper
{
    /// <summary>What a wording can say; the other kinds of observation are no notices.</summary>
    private static readonly ImmutableArray<ObservationKind> _kinds =
    [
        ObservationKind.SuspensionNotice, ObservationKind.StopNotice, ObservationKind.MethodNotice, ObservationKind.PostponementNotice,
    ];

    private static readonly ScalarKind<ObservationKind> _says = new(
        ProblemCode.BadWord, "a kind of notice", $"one of {string.Join(", ", _kinds)}",
        (string text, out ObservationKind value) => Enum.TryParse(text, out value) && _kinds.Contains(value) && value.ToString() == text);

    public static IReadOnlyList<string> Words { get; } = [.. _kinds.Select(k => k.ToString())];

    public static ImmutableArray<NoticeWording> Map(YamlValue root, FileProblems problems)
    {
        if (MapReader.Open(root, Shapes.Notices, problems) is not { } file) return [];
        var wordings = ImmutableArray.CreateBuilder<NoticeWording>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reader in file.Maps("notices", Shapes.Notice, needsOne: true))
        {
            var wording = new NoticeWording(Telling.Optional(reader, "pattern") ?? ReadingMapper.Nothing, reader.Get("says", _says, ObservationKind.Unknown));
            wordings.Add(wording);
            if (wording.Pattern == ReadingMapper.Nothing || seen.Add(wording.Pattern.ToString())) continue;
            reader.Complain(ProblemCode.DuplicateEntry, "pattern", $"'{wording.Pattern}' stands twice", "keep one");
        }
        return wordings.ToImmutable();
    }
}
