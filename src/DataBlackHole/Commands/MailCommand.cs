using System.Net.Mail;
using System.Text.Json;
using DataBlackHole.Notifying;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole.Commands;

/// <summary><c>mail test</c>: one mail through the configured server, and what happened on the way.</summary>
internal static class MailCommand
{
    public static async Task<int> TestAsync(Invocation invocation, string address, CancellationToken stopping)
    {
        if (!MailAddress.TryCreate(address, out var to))
        {
            invocation.Error.WriteLine($"'{address}' is no e-mail address");
            return ExitCode.BadInput;
        }
        if (invocation.Settings().Notifying.Mail is not { } settings)
            throw new SettingsException("There is no mail server: set Mail:Host, Mail:From and, for most servers, Mail:User and (through the environment) Mail__Password");
        var report = await SendAsync(settings, to.Address, stopping);
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(report, ApiJson.Indented));
        else Describe(invocation.Output, report);
        return report.Outcome == DeliveryOutcome.Sent ? ExitCode.Ok : ExitCode.NotDelivered;
    }

    private static async Task<MailTestReport> SendAsync(MailSettings settings, string address, CancellationToken stopping)
    {
        var server = $"{settings.Host}:{settings.Port}";
        SmtpAgreement agreement;
        try
        {
            agreement = await SmtpHandshake.AgreeAsync(settings, stopping);
        }
        catch (SmtpHandshakeException exception)
        {
            return new MailTestReport(server, null, null, null, DeliveryOutcome.ChannelDown, exception.Message);
        }
        using var transport = new SmtpTransport(settings);
        var result = await transport.SendAsync(Message(settings, address), stopping);
        return new MailTestReport(server, agreement.Greeting, agreement.Tls, agreement.Authenticated ? settings.User : null, result.Outcome, result.Detail);
    }

    private static OutgoingMail Message(MailSettings settings, string address) => new()
    {
        To = address,
        Subject = "[TEST] DataBlackHole can send mail · 邮件测试",
        Text = "This is a test: alerts will arrive like this mail.\n这是一封测试邮件：提醒将以同样方式送达。\n",
        Html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Test</title></head><body><p>This is a test: alerts will arrive like this mail.</p><p lang=\"zh-CN\">这是一封测试邮件：提醒将以同样方式送达。</p></body></html>\n",
        MessageId = $"<{Guid.NewGuid():N}@{settings.From.Host}>",
    };

    private static void Describe(TextWriter output, MailTestReport report)
    {
        output.WriteLine($"server: {report.Server}");
        if (report.Greeting is { } greeting) output.WriteLine($"greeting: {greeting.ReplaceLineEndings(" ")}");
        if (report.Greeting is not null) output.WriteLine($"encryption: {report.Tls ?? "none (the server is this machine)"}");
        if (report.Greeting is not null) output.WriteLine($"authentication: {(report.User is null ? "none" : $"accepted for {report.User}")}");
        output.WriteLine($"{report.Outcome}: {report.Detail}");
    }

    /// <summary>What happened on the way.</summary>
    internal sealed record MailTestReport(string Server, string? Greeting, string? Tls, string? User, DeliveryOutcome Outcome, string Detail);
}
