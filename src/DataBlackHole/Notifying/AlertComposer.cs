using System.Text.Json;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole.Notifying;

/// <summary>Where the root of the evidence log comes from, when there is a log; asked whenever a message is written.</summary>
public delegate string? EvidenceLogRoot();

/// <summary>Writes the messages: mail for people, JSON for programs.</summary>
public sealed class AlertComposer(MonitorCatalogue catalogue, Judge judge, NotifyingSettings settings, UnsubscribeLinks links, EvidenceLogRoot? logRoot = null)
{
    public OutgoingMail Mail(Recipient recipient, AlertParcel parcel)
    {
        var unsubscribe = links.For(recipient.Key);
        var frame = new AlertFrame(settings.PublicUrl, logRoot?.Invoke(), unsubscribe);
        var message = AlertText.Write([.. Stories(parcel)], recipient.Language, frame);
        return new OutgoingMail
        {
            To = recipient.Address,
            Subject = message.Subject,
            Text = message.Text,
            Html = message.Html,
            Attachment = message.Attachment,
            MessageId = parcel.MessageId,
            References = parcel.Thread,
            UnsubscribeUrl = unsubscribe,
        };
    }

    public string Json(Recipient recipient, AlertParcel parcel)
    {
        var stories = Stories(parcel).ToList();
        var frame = new AlertFrame(settings.PublicUrl, logRoot?.Invoke());
        return JsonSerializer.Serialize(
            new WebhookDocument(
                parcel.MessageId.Trim('<', '>'),
                AlertText.Write(stories, recipient.Language, frame).Subject,
                frame.LogRoot,
                [.. stories.Select((story, i) => Alert(recipient, story, parcel.Items.Where(t => !t.IsOvertaken).ElementAt(i)))]),
            ApiJson.Compact);
    }

    private WebhookAlertDocument Alert(Recipient recipient, AlertStory story, AlertItem item) => new(
        story.Kind, story.Incident, story.Reason, item.At, story.Flip?.Series, story.Series?.Publisher, story.Flip?.Period?.ToString(),
        AlertText.Subject(story, recipient.Language),
        recipient.Language == AlertLanguage.Zh ? AlertText.Sentence(story).Zh : AlertText.Sentence(story).En,
        item.Flip is { } flip ? StatusMapping.Flip(flip, ReviewBook.Empty) : null,
        settings.PublicUrl is { } url && story.Flip is { } about ? $"{url}/api/v1/series/{about.Series}" : null);

    private IEnumerable<AlertStory> Stories(AlertParcel parcel) => parcel.Items.Where(i => !i.IsOvertaken).Select(item =>
    {
        var series = item.Flip is { } told && catalogue.Series.TryGetValue(told.Flip.Series, out var known) ? known : null;
        return new AlertStory
        {
            Kind = item.Kind,
            Incident = item.Incident,
            Reason = item.Reason,
            RecordedAt = item.Flip?.RecordedAt ?? item.At,
            Flip = item.Flip?.Flip,
            Note = item.Note,
            Series = series,
            Publisher = series is null ? null : catalogue.Publishers.GetValueOrDefault(series.Publisher),
            Calendar = series is null ? null : judge.CalendarOf(series),
            Release = item.Release,
            Last = item.Last,
        };
    });
}

/// <summary>What a webhook is sent. The identifier is the same in every attempt.</summary>
public sealed record WebhookDocument(string Id, string Subject, string? LogRoot, IReadOnlyList<WebhookAlertDocument> Alerts);

/// <summary>One alert of a webhook.</summary>
public sealed record WebhookAlertDocument(
    AlertEventKind Event, string Incident, AlertReason Reason, DateTimeOffset At, string? Series, string? Publisher, string? Period,
    string Subject, string Sentence, FlipDocument? Flip, string? Record);
