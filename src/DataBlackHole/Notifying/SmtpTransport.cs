using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Security.Authentication;
using System.Text;
using DataBlackHole.Storage;

namespace DataBlackHole.Notifying;

/// <summary>
/// Mail over the SMTP client of the platform: STARTTLS with the certificate checked, AUTH LOGIN. A connection is opened only after a handshake
/// of our own has shown that the server takes us, and is kept while there is mail.
/// </summary>
public sealed class SmtpTransport(MailSettings settings) : IMailTransport, IDisposable
{
    private SmtpClient? _client;

    public async Task<DeliveryResult> SendAsync(OutgoingMail mail, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            _client ??= await OpenAsync(stopping);
            using var message = MessageOf(mail);
            patience.CancelAfter(settings.Timeout);
            await _client.SendMailAsync(message, patience.Token);
            return new DeliveryResult(DeliveryOutcome.Sent, $"accepted by {settings.Host}:{settings.Port}");
        }
        catch (SmtpHandshakeException exception)
        {
            return new DeliveryResult(DeliveryOutcome.ChannelDown, exception.Message);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            Close();
            return new DeliveryResult(DeliveryOutcome.ChannelDown, $"{settings.Host}:{settings.Port} did not take the message within {settings.Timeout.TotalSeconds:0} s");
        }
        catch (SmtpException exception)
        {
            Close();
            return await JudgedAsync(exception, stopping);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or InvalidOperationException)
        {
            Close();
            return new DeliveryResult(DeliveryOutcome.ChannelDown, $"{settings.Host}:{settings.Port}: {exception.Message}");
        }
        catch (FormatException exception)
        {
            return new DeliveryResult(DeliveryOutcome.RefusedForGood, $"the message cannot be written: {exception.Message}");
        }
    }

    public void Close()
    {
        _client?.Dispose();
        _client = null;
    }

    public void Dispose() => Close();

    private async Task<SmtpClient> OpenAsync(CancellationToken stopping)
    {
        await SmtpHandshake.AgreeAsync(settings, stopping);
        return new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.Security == MailSecurity.StartTls,
            UseDefaultCredentials = false,
            Credentials = settings.User is null ? null : new NetworkCredential(settings.User, settings.Password),
        };
    }

    /// <summary>A refusal is believed only from a server that still takes our password: otherwise it may have been meant for a stranger.</summary>
    private async Task<DeliveryResult> JudgedAsync(SmtpException exception, CancellationToken stopping)
    {
        var said = $"{settings.Host}:{settings.Port}: {(int)exception.StatusCode} {Innermost(exception)}";
        if ((int)exception.StatusCode is < 400 or 421 or 530 or 534 or 535 or 538) return new DeliveryResult(DeliveryOutcome.ChannelDown, said);
        if ((int)exception.StatusCode < 500) return new DeliveryResult(DeliveryOutcome.RefusedForNow, said);
        try
        {
            await SmtpHandshake.AgreeAsync(settings, stopping);
        }
        catch (SmtpHandshakeException refused)
        {
            return new DeliveryResult(DeliveryOutcome.ChannelDown, refused.Message);
        }
        // Only about its recipients a server speaks for good: a sender or a text that it refuses today is a setting that can be put right.
        return new DeliveryResult(exception is SmtpFailedRecipientException ? DeliveryOutcome.RefusedForGood : DeliveryOutcome.RefusedForNow, said);
    }

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner) exception = inner;
        return exception.Message.ReplaceLineEndings(" ");
    }

    private MailMessage MessageOf(OutgoingMail mail)
    {
        var message = new MailMessage(settings.From, new MailAddress(mail.To)) { Subject = mail.Subject, SubjectEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8 };
        message.Headers.Add("Message-ID", mail.MessageId);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("List-Id", $"DataBlackHole alerts <alerts.{settings.From.Host}>");
        if (!mail.References.IsEmpty)
        {
            message.Headers.Add("In-Reply-To", mail.References[^1]);
            // A header line may not be longer than 998 bytes; the first message and the last ones keep a thread together.
            message.Headers.Add("References", string.Join(' ', mail.References.Length <= 8 ? mail.References : [mail.References[0], .. mail.References[^7..]]));
        }
        if (mail.UnsubscribeUrl is { } url)
        {
            message.Headers.Add("List-Unsubscribe", $"<{url}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        message.AlternateViews.Add(View(mail.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(mail.Html, MediaTypeNames.Text.Html));
        if (mail.Attachment is { } list) message.Attachments.Add(File(list));
        return message;
    }

    private static AlternateView View(string text, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(text.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    private static Attachment File(string text)
    {
        var file = Attachment.CreateAttachmentFromString(text.ReplaceLineEndings("\r\n"), "alerts.txt", Encoding.UTF8, MediaTypeNames.Text.Plain);
        file.TransferEncoding = TransferEncoding.Base64;
        file.ContentDisposition!.Inline = false;
        return file;
    }
}
