using System.Collections.Immutable;

namespace DataBlackHole.Proposing;

/// <summary>What a series is to be proposed from.</summary>
/// <param name="From">An address, or a file with a captured document.</param>
/// <param name="Archive">Folder of an archive in which the file or address is looked for; its index says how the document was asked for.</param>
/// <param name="Url">The address that a file outside an archive was captured from.</param>
/// <param name="Request">The body of the POST that the document answers.</param>
/// <param name="Match">Words in the title (or the identity of the indicator) that tell which of several series is meant.</param>
/// <param name="Key">Key of the series; made up when absent.</param>
public sealed record ProposalOrder(string From, string? Archive, string? Url, string? Request, string? Match, string? Key);

/// <summary>One file of definitions to be written, relative to the configuration folder.</summary>
public sealed record ProposedFile(string Path, string Text);

/// <summary>A proposed series: its files, what was seen, and what the finished definitions read in the very document they came from.</summary>
/// <param name="Saw">What was seen and concluded, in sentences.</param>
/// <param name="Read">What the proof read.</param>
public sealed record Proposal(string Series, ImmutableArray<ProposedFile> Files, ImmutableArray<string> Saw, ImmutableArray<string> Read);

/// <summary>Nothing can be proposed. Says where, what, and what to do.</summary>
public sealed class ProposalException(string where, string what, string hint) : Exception($"{where}: {what}\n  {hint}");
