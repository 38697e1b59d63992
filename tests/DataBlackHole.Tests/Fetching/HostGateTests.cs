using System.Net;
using System.Net.Http.Headers;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Fetching;

namespace DataBlackHole.Tests.Fetching;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class HostGateTests
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ManualTime _time = new();

    [Test]
    public async Task The_gap_runs_from_the_end_of_one_request_to_the_start_of_the_next()
    {
        var gate = new HostGate(_time);
        var first = await Enter(gate);
        var second = Enter(gate);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.That(second.IsCompleted, Is.False, "one at a time");
        first.Dispose();
        await _time.UntilWaitingAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.That(second.IsCompleted, Is.False, "the gap is not over");
        _time.Advance(TimeSpan.FromSeconds(0.1));
        (await second).Dispose();
    }

    [Test]
    public async Task After_sixty_requests_in_a_row_a_host_is_left_alone_for_a_minute()
    {
        var gate = new HostGate(_time);
        for (var i = 0; i < 60; i++)
        {
            (await gate.EnterAsync("a.example", TimeSpan.Zero, Patience, default)).Dispose();
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        var next = gate.EnterAsync("a.example", TimeSpan.Zero, Patience, default);
        await _time.UntilWaitingAsync(1);
        _time.Advance(TimeSpan.FromSeconds(58.9));
        Assert.That(next.IsCompleted, Is.False, "a minute from the end of the last one");
        _time.Advance(TimeSpan.FromSeconds(0.1));
        (await next).Dispose();
        using var after = await gate.EnterAsync("a.example", TimeSpan.Zero, Patience, default);
        Assert.That(after.QuietUntil, Is.Null, "the count begins anew");
    }

    [Test]
    public async Task A_pause_ends_a_burst()
    {
        var gate = new HostGate(_time);
        for (var i = 0; i < 130; i++)
        {
            var turn = gate.EnterAsync("a.example", TimeSpan.Zero, Patience, default);
            Assert.That(turn.IsCompleted, Is.True, $"request {i}");
            (await turn).Dispose();
            _time.Advance(TimeSpan.FromSeconds(i == 50 || i == 100 ? 60 : 1));
        }
    }

    [Test]
    public async Task Another_host_does_not_wait()
    {
        var gate = new HostGate(_time);
        using var first = await Enter(gate);
        using var other = await Enter(gate, "b.example");
        Assert.That(other.QuietUntil, Is.Null);
    }

    [Test]
    public async Task Those_who_wait_are_served_in_the_order_of_asking_and_one_who_gives_up_blocks_nobody()
    {
        var gate = new HostGate(_time);
        using var givingUp = new CancellationTokenSource();
        var order = new List<int>();
        var first = await gate.EnterAsync("a.example", TimeSpan.Zero, Patience, default);
        var waiting = Enumerable.Range(1, 5).Select(n => Ask(n, n == 3 ? givingUp.Token : default)).ToArray();
        await givingUp.CancelAsync();
        first.Dispose();
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(order, Is.EqualTo(new[] { 1, 2, 4, 5 }));

        async Task Ask(int number, CancellationToken stopping)
        {
            try
            {
                using var turn = await gate.EnterAsync("a.example", TimeSpan.Zero, Patience, stopping);
                order.Add(number);
            }
            catch (OperationCanceledException)
            {
                // This one gave up.
            }
        }
    }

    [Test]
    public async Task The_wider_of_two_gaps_counts()
    {
        var gate = new HostGate(_time);
        (await gate.EnterAsync("a.example", TimeSpan.FromSeconds(10), Patience, default)).Dispose();
        var next = Enter(gate);
        await _time.UntilWaitingAsync(1);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.That(next.IsCompleted, Is.False);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await next).Dispose();
    }

    [Test]
    public async Task A_short_silence_is_waited_for_and_a_long_one_is_reported()
    {
        var gate = new HostGate(_time);
        gate.KeepQuiet("a.example", TimeSpan.FromSeconds(30));
        var patient = Enter(gate);
        await _time.UntilWaitingAsync(1);
        _time.Advance(TimeSpan.FromSeconds(30));
        (await patient).Dispose();

        gate.KeepQuiet("a.example", TimeSpan.FromDays(30));
        using var refused = await Enter(gate);
        Assert.That(refused.QuietUntil, Is.EqualTo(_time.GetUtcNow() + HostGate.LongestQuiet));
        Assert.That(gate.QuietUntil("a.example"), Is.EqualTo(refused.QuietUntil));
        Assert.That(gate.QuietUntil("b.example"), Is.Null);
    }

    [Test]
    public async Task A_silence_is_never_shortened_by_a_later_answer()
    {
        var gate = new HostGate(_time);
        gate.KeepQuiet("a.example", TimeSpan.FromHours(1));
        gate.KeepQuiet("a.example", TimeSpan.FromSeconds(5));
        using var turn = await Enter(gate);
        Assert.That(turn.QuietUntil, Is.EqualTo(_time.GetUtcNow() + TimeSpan.FromHours(1)));
    }

    [TestCase(429, "3600")]
    [TestCase(503, "Fri, 09 Oct 2026 02:00:00 GMT")]
    public async Task A_server_that_asks_for_silence_is_left_alone_until_then(int status, string retryAfter)
    {
        using var handler = new FakeHandler(_ => Answer(status, retryAfter));
        using var fetcher = new DocumentFetcher(handler, new HostGate(_time), _time, Looks.UserAgent);
        var first = await Look(fetcher);
        var second = await Look(fetcher);
        Assert.That((Looks.KindOf(first), first.Measurement.Status), Is.EqualTo((FailureKind.Throttled, (int?)status)));
        Assert.That((Looks.KindOf(second), second.Measurement.Status), Is.EqualTo((FailureKind.Throttled, (int?)null)));
        Assert.That(second.Measurement.Failure!.Detail, Does.Contain("2026-10-09 02:00:00Z"));
        Assert.That(handler.Asked, Has.Count.EqualTo(1));

        _time.Advance(TimeSpan.FromHours(1));
        await Look(fetcher);
        Assert.That(handler.Asked, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Waiting_for_a_turn_does_not_use_up_the_deadline()
    {
        var gate = new HostGate(_time);
        using var handler = new FakeHandler(_ => new HttpResponseMessage { Content = new StringContent("document") });
        using var fetcher = new DocumentFetcher(handler, gate, _time, Looks.UserAgent);
        var before = await Enter(gate, "www.stats.gov.cn");
        var look = Look(fetcher);
        _time.Advance(TimeSpan.FromMinutes(30));
        before.Dispose();
        await _time.UntilWaitingAsync(1);
        _time.Advance(Gap);
        var capture = await look.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(capture.Measurement.Failure, Is.Null);
        Assert.That(capture.Measurement.Duration, Is.EqualTo(TimeSpan.Zero));
        Assert.That(capture.Measurement.TakenAt, Is.EqualTo(_time.GetUtcNow()));
    }

    [Test]
    public async Task A_redirect_to_the_same_host_waits_for_the_gap_too()
    {
        using var handler = new FakeHandler(request => request.RequestUri!.AbsolutePath == "/sj/a.html"
            ? FakeHandler.Redirect("/sj/b.html")
            : new HttpResponseMessage { Content = new StringContent("document") });
        using var fetcher = new DocumentFetcher(handler, new HostGate(_time), _time, Looks.UserAgent);
        var look = Look(fetcher);
        await _time.UntilWaitingAsync(1);
        Assert.That(handler.Asked, Has.Count.EqualTo(1));
        _time.Advance(Gap);
        Assert.That((await look.WaitAsync(TimeSpan.FromSeconds(10))).Measurement.Failure, Is.Null);
        Assert.That(handler.Asked, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Shutting_down_ends_the_wait_for_a_turn()
    {
        var gate = new HostGate(_time);
        using var handler = new FakeHandler(_ => new HttpResponseMessage());
        using var fetcher = new DocumentFetcher(handler, gate, _time, Looks.UserAgent);
        using var stopping = new CancellationTokenSource();
        using var before = await Enter(gate, "www.stats.gov.cn");
        var look = Look(fetcher, stopping.Token);
        await stopping.CancelAsync();
        Assert.That(async () => await look, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(handler.Asked, Is.Empty);
    }

    private static Task<HostTurn> Enter(HostGate gate, string host = "a.example") => gate.EnterAsync(host, Gap, Patience, CancellationToken.None);

    private static Task<Capture> Look(DocumentFetcher fetcher, CancellationToken stopping = default)
    {
        const string url = "https://www.stats.gov.cn/sj/a.html";
        var source = Looks.Source(url, new FetchLimits { HostGap = Gap, Deadline = TimeSpan.FromSeconds(10) });
        return fetcher.FetchAsync(source, new("GET", url), null, "direct", "hash", Looks.Publisher("www.stats.gov.cn"), stopping);
    }

    private static HttpResponseMessage Answer(int status, string retryAfter)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        response.Headers.RetryAfter = RetryConditionHeaderValue.Parse(retryAfter);
        return response;
    }
}
