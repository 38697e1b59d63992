using System.Globalization;
using DataBlackHole.Core.Catalogue;
using Microsoft.AspNetCore.Components;

namespace DataBlackHole.Serving.Pages;

/// <summary>What every component of a page can do: speak its language and write moments.</summary>
public abstract class PagePart : ComponentBase
{
    [Parameter, EditorRequired]
    public required PageSetting Page { get; set; }

    protected string Say(BilingualText text) => Page.Say(text);

    protected string Colon => Page.Tongue == Tongue.Zh ? "：" : ": ";

    protected static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A moment in UTC.</summary>
    protected static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A moment for machines.</summary>
    protected static string Machine(DateTimeOffset at) => PageSetting.Instant(at);
}
