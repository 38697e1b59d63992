namespace DataBlackHole.Core.Catalogue;

/// <summary>
/// One thing wrong with the definitions. Codes are stable; wording is not.
/// </summary>
/// <param name="Code">Stable code such as <c>DBH012</c>.</param>
/// <param name="File">File relative to the configuration folder.</param>
/// <param name="Line">Line, counted from 1; 0 when the file as a whole is meant.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to do.</param>
public sealed record CatalogueProblem(string Code, string File, int Line, string Message, string Hint)
{
    public override string ToString() => $"{File}:{Line}: {Code}: {Message} ({Hint})";
}
