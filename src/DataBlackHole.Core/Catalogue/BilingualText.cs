namespace DataBlackHole.Core.Catalogue;

/// <summary>A text in the two languages of the product.</summary>
public sealed record BilingualText(string En, string Zh);
