using System.Collections.Immutable;
using System.Net.Mail;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Loading;

/// <summary>Who is told of what.</summary>
public static class AlertsMapper
{
    private static readonly ScalarKind<string> _address = new(ProblemCode.BadMailAddress, "an e-mail address", "the bare address, such as desk@example.org", TryAddress);

    private static readonly ScalarKind<string> _variable = new(
        ProblemCode.BadWord, "the name of an environment variable", "letters, digits and underscores, such as DBH_DESK_HOOK_KEY",
        TryVariable);

    public static AlertRules Map(YamlValue root, FileProblems problems, LoadContext context)
    {
        if (MapReader.Open(root, Shapes.Alerts, problems) is not { } file) return AlertRules.None;
        var recipients = ImmutableSortedDictionary.CreateBuilder<string, Recipient>(StringComparer.Ordinal);
        foreach (var reader in file.Maps("recipients", Shapes.Recipient))
        {
            var recipient = RecipientOf(reader);
            if (recipient.Key.Length == 0 || recipients.TryAdd(recipient.Key, recipient)) continue;
            reader.Complain(ProblemCode.DuplicateEntry, "key", $"the recipient '{recipient.Key}' stands twice", "keep one");
        }
        var routes = file.Maps("routes", Shapes.AlertRoute).Select(r => Route(r, recipients.Keys.ToList(), context)).ToImmutableArray();
        return new AlertRules(recipients.ToImmutable(), routes)
        {
            Grouping = file.Get("grouping", Scalars.Duration, AlertRules.None.Grouping),
            BlindPatience = file.Get("blindPatience", Scalars.Duration, AlertRules.None.BlindPatience),
        };
    }

    private static Recipient RecipientOf(MapReader reader)
    {
        var mail = reader.Optional("mail", _address);
        var webhook = reader.Optional("webhook", Scalars.Url);
        if (reader.Has("mail") == reader.Has("webhook"))
            reader.Complain(ProblemCode.RecipientChannel, "key", "a recipient has either an e-mail address or a webhook", "write mail or webhook, not both");
        if (reader.Has("webhook") != reader.Has("secretVariable"))
        {
            reader.Complain(
                ProblemCode.WebhookKey, reader.Has("webhook") ? "webhook" : "secretVariable", "a webhook is signed, and nothing else is",
                "give every webhook, and no mail, a secretVariable: the environment variable that holds its key");
        }
        return new Recipient
        {
            Key = reader.Get("key", Scalars.Key, ""),
            Channel = webhook is null ? AlertChannel.Mail : AlertChannel.Webhook,
            Address = mail ?? webhook ?? "",
            Language = reader.Get("language", Scalars.Word<AlertLanguage>(), AlertLanguage.Unknown),
            SecretVariable = reader.Optional("secretVariable", _variable),
            Digest = reader.Map("digest", Shapes.Digest) is { } digest
                ? new DailyDigest(digest.Get("timeZone", Scalars.Zone, TimeZoneInfo.Utc), digest.Number("hour", 0, 23, 9))
                : null,
            Quiet = Quiet(reader.Map("quiet", Shapes.QuietHours)),
        };
    }

    private static QuietHours? Quiet(MapReader? reader)
    {
        if (reader is null) return null;
        var hours = new QuietHours(
            reader.Get("timeZone", Scalars.Zone, TimeZoneInfo.Utc), reader.Get("from", Scalars.Time, TimeOnly.MinValue), reader.Get("to", Scalars.Time, TimeOnly.MaxValue));
        if (hours.From == hours.To) reader.Complain(ProblemCode.BackwardRange, "from", "the quiet hours end when they begin", "leave them out, or write when they end");
        return hours;
    }

    private static AlertRoute Route(MapReader reader, IReadOnlyCollection<string> recipients, LoadContext context)
    {
        var tags = context.Series.All.SelectMany(s => s.Tags).Distinct(StringComparer.Ordinal).ToList();
        var route = new AlertRoute
        {
            To = Known(reader, "to", recipients, "recipient"),
            Audience = reader.Get("audience", Scalars.Word<AlertAudience>(), AlertAudience.Unknown),
            Series = [.. Known(reader, "series", [.. context.Series.Keys], "series")],
            Publishers = [.. Known(reader, "publishers", [.. context.Publishers.Keys], "publisher")],
            Tags = [.. Known(reader, "tags", tags, "series with the tag")],
            Events = [.. reader.Has("events") ? reader.Filled("events", Scalars.Word<AlertEventKind>()) : []],
            MinimumGrade = reader.Get("grade", Scalars.Word<Grade>(), Grade.None),
        };
        if (route.Audience == AlertAudience.Reader && route.Events.Any(AlertEvents.IsMonitorSide))
        {
            reader.Complain(
                ProblemCode.ReaderToldOfMonitor, "events", "readers are not told of trouble of the monitor: it says nothing about a publisher",
                "leave these events to a route with audience: Operator");
        }
        return route;
    }

    /// <summary>A list that is there but empty would be no condition at all, which nobody means by it.</summary>
    private static ImmutableArray<string> Known(MapReader reader, string entry, IReadOnlyCollection<string> known, string what)
    {
        if (!reader.Has(entry)) return [];
        var keys = reader.Filled(entry, Scalars.Key);
        foreach (var key in keys.Where(k => !known.Contains(k)))
        {
            var near = Nearest.To(key, known);
            reader.Complain(ProblemCode.UnknownReference, entry, $"there is no {what} '{key}'", near is null ? "correct the name or leave it out" : $"did you mean '{near}'?");
        }
        return keys;
    }

    private static bool TryVariable(string text, out string value)
    {
        value = text;
        return text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(text[0]);
    }

    private static bool TryAddress(string text, out string value)
    {
        value = text;
        return MailAddress.TryCreate(text, out var address) && address.Address == text && text.All(c => c is > ' ' and <= '~') && address.Host.Contains('.');
    }
}
