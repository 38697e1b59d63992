using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Serving;

/// <summary>The language that a reader asked for.</summary>
public enum Tongue
{
    /// <summary>English, when nothing is asked for.</summary>
    En = 0,

    /// <summary>Chinese.</summary>
    Zh,
}

public static class Tongues
{
    public const string Expected = "en or zh";

    public static bool TryRead(string? text, out Tongue tongue)
    {
        tongue = text == "zh" ? Tongue.Zh : Tongue.En;
        return text is null or "en" or "zh";
    }

    public static string In(this BilingualText text, Tongue tongue) => tongue == Tongue.Zh ? text.Zh : text.En;

    /// <summary>The asked language first, then the other.</summary>
    public static string Both(this BilingualText text, Tongue tongue) => tongue == Tongue.Zh ? $"{text.Zh}\n{text.En}" : $"{text.En}\n{text.Zh}";

    /// <summary>The tag of the language, by BCP 47.</summary>
    public static string Tag(this Tongue tongue) => tongue == Tongue.Zh ? "zh-Hans" : "en";
}
