using System.Globalization;

namespace DataBlackHole.Storage;

/// <summary>
/// The form in which a program keeps what it remembers. One that knows an older form would lose what it does not find in it, so that nodes of different
/// forms do not work at the same time.
/// </summary>
internal static class RecordForm
{
    /// <summary>2: settled releases stand beside the state of their series.</summary>
    public const int Current = 2;

    /// <summary>What a node of the first form said was the hash alone. A form that is not understood is none of ours: 0.</summary>
    public static (string CatalogueHash, int Form) Read(string said) =>
        said.Split('/', 2) is [var hash, var form] ? (hash, int.TryParse(form, CultureInfo.InvariantCulture, out var number) ? number : 0) : (said, 1);

    public static string Write(string catalogueHash) => string.Create(CultureInfo.InvariantCulture, $"{catalogueHash}/{Current}");
}
