using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DataBlackHole.Loading;

/// <summary>
/// Builds a tree with lines out of one YAML document. It reads the parser's events and not the library's own tree, because that
/// one stops at the first duplicate key, and every problem is to be told at once.
/// </summary>
public static class YamlDocumentReader
{
    /// <summary>The root of the only document, or null after reporting why there is none.</summary>
    public static YamlValue? Read(string text, FileProblems problems)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                problems.Add(ProblemCode.NotOneDocument, 0, "the file is empty", "write one definition into it or remove it");
                return null;
            }
            var root = ReadValue(parser);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second))
            {
                problems.Add(
                    ProblemCode.NotOneDocument, (int)second.Start.Line, "the file holds more than one document",
                    "one definition, one file");
            }
            return root;
        }
        catch (YamlException exception)
        {
            problems.Add(
                ProblemCode.MalformedYaml, (int)exception.Start.Line, $"not YAML: {exception.Message}",
                "check quotes, colons and indentation");
            return null;
        }
    }

    private static YamlValue ReadValue(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlText((int)scalar.Start.Line, scalar.Value, scalar.Style == ScalarStyle.Plain);
        }
        if (parser.TryConsume<SequenceStart>(out var sequence)) return ReadList(parser, (int)sequence.Start.Line);
        if (parser.TryConsume<MappingStart>(out var mapping)) return ReadMap(parser, (int)mapping.Start.Line);
        var other = parser.Consume<NodeEvent>();
        throw new YamlException(other.Start, other.End, "aliases are not used in definitions");
    }

    private static YamlList ReadList(Parser parser, int line)
    {
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadValue(parser));
        return new YamlList(line, items.ToImmutable());
    }

    private static YamlMap ReadMap(Parser parser, int line)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw new YamlException(parser.Current!.Start, parser.Current.End, "a key must be a word");
            }
            entries.Add(new YamlEntry(key.Value, (int)key.Start.Line, ReadValue(parser)));
        }
        return new YamlMap(line, entries.ToImmutable());
    }
}
