using System.Globalization;
using System.Text.RegularExpressions;

namespace DataBlackHole.Loading;

/// <summary>The kinds of scalar that only vantages are written with.</summary>
public static partial class Scalars
{
    public static readonly ScalarKind<string> Country = new(
        ProblemCode.BadCountry, "a country", "two capital letters of ISO 3166, such as CN", TryCountry);

    public static readonly ScalarKind<string> Endpoint = new(
        ProblemCode.BadEndpoint, "a host with its port", "such as proxy.example.org:1080, without scheme and credentials", TryEndpoint);

    public static readonly ScalarKind<string> Variable = new(
        ProblemCode.BadVariable, "the name of an environment variable", "capital letters, digits and underscores; never the secret itself", TryVariable);

    private static bool TryCountry(string text, out string value)
    {
        value = text;
        return CountryForm().IsMatch(text);
    }

    private static bool TryEndpoint(string text, out string value)
    {
        value = text;
        var colon = text.LastIndexOf(':');
        return colon > 0 && (HostForm().IsMatch(text[..colon]) || text[..colon] == "localhost")
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536;
    }

    private static bool TryVariable(string text, out string value)
    {
        value = text;
        return VariableForm().IsMatch(text);
    }

    [GeneratedRegex(@"^[A-Z]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CountryForm();

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex VariableForm();
}
