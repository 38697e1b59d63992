using System.Diagnostics.CodeAnalysis;

namespace DataBlackHole.Loading;

public delegate bool TryRead<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>One kind of scalar: how it is read, and what to say when it cannot be.</summary>
/// <param name="Code">Code of the problem.</param>
/// <param name="What">Name of the thing with its article.</param>
/// <param name="Hint">How it is written.</param>
public sealed record ScalarKind<T>(string Code, string What, string Hint, TryRead<T> TryRead);
