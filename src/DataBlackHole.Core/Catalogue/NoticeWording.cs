using System.Text.RegularExpressions;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Catalogue;

/// <summary>A wording by which publishers announce something about a series.</summary>
/// <param name="Says">Which kind of notice it makes; one of the notice kinds.</param>
public sealed record NoticeWording(Regex Pattern, ObservationKind Says);
