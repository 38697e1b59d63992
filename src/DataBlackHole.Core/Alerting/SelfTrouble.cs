using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Alerting;

/// <summary>What can be wrong with the monitor itself. None of it says anything about a publisher.</summary>
public enum SelfTrouble
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>No look finished in two intervals.</summary>
    LooksStopped,

    /// <summary>A source cannot be seen for longer than its limit.</summary>
    SourceBlind,

    /// <summary>Something that is due to go out has waited for too long.</summary>
    OutboxStuck,

    /// <summary>The disk that holds the record is nearly full.</summary>
    DiskNearlyFull,

    /// <summary>The holidays of a year that is needed are not among the definitions.</summary>
    HolidaysMissing,

    /// <summary>Our clock differs from those of the publishers' servers.</summary>
    ClockDiffers,
}

/// <summary>One trouble of the monitor that holds at this moment.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Subject">What it is wrong with: the key of a source or calendar, or a folder; empty for the monitor as a whole.</param>
/// <param name="Since">Since when, as far as the record tells.</param>
/// <param name="Detail">Figures, for operators.</param>
public sealed record TroubleFound(SelfTrouble Kind, string Subject, DateTimeOffset Since, string Detail)
{
    /// <summary>One sentence for operators.</summary>
    public BilingualText Sentence => Kind switch
    {
        SelfTrouble.LooksStopped => new BilingualText($"No look has finished for longer than two intervals ({Detail}).", $"超过两个间隔没有完成任何一次查看（{Detail}）。"),
        SelfTrouble.SourceBlind => new BilingualText(
            $"The source {Subject} has not been visible for longer than its limit ({Detail}); this says nothing about the publisher.",
            $"来源 {Subject} 无法看到的时间已超过限度（{Detail}）；这不说明发布机构的任何情况。"),
        SelfTrouble.OutboxStuck => new BilingualText($"Notifications that are due are not going out ({Detail}).", $"应发出的通知没有发出（{Detail}）。"),
        SelfTrouble.DiskNearlyFull => new BilingualText($"The disk that holds {Subject} is nearly full ({Detail}).", $"{Subject} 所在磁盘即将写满（{Detail}）。"),
        SelfTrouble.HolidaysMissing => new BilingualText(
            $"The working-day calendar {Subject} lacks a year that is needed ({Detail}); its release windows are widened until it is added.",
            $"工作日日历 {Subject} 缺少所需年份（{Detail}）；补全之前，发布窗口会放宽。"),
        SelfTrouble.ClockDiffers => new BilingualText(
            $"Our clock differs from the clocks of the publishers' servers ({Detail}); no absence is concluded from looks taken like this.",
            $"本监测的时钟与各发布机构服务器的时钟不一致（{Detail}）；此时的查看不用于判断缺失。"),
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "a trouble is of a known kind"),
    };
}

/// <summary>A trouble that began or ended.</summary>
/// <param name="Trouble">The trouble; for one that ended, as it was recorded when it began.</param>
/// <param name="Begun">True when it began, false when it ended.</param>
/// <param name="At">The moment at which this was found.</param>
public sealed record TroubleChange(TroubleFound Trouble, bool Begun, DateTimeOffset At);
