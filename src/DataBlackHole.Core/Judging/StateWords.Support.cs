using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <content>How well something is supported, where it comes from, and whether we can see.</content>
public static partial class StateWords
{
    public static BilingualText Of(Grade grade) => grade switch
    {
        Grade.Suspected => new("suspected (one look)", "初步（一次查看）"),
        Grade.Corroborated => new("corroborated (several looks, or the publisher went on without it)", "已印证（多次查看，或发布机构已继续发布其他内容）"),
        Grade.Confirmed => new("confirmed by an operator with a source", "已由运营者依据来源确认"),
        Grade.OfficiallyStated => new("stated by the publisher", "发布机构已说明"),
        _ => new("not graded", "未评级"),
    };

    public static BilingualText Of(Origin origin) => origin switch
    {
        Origin.Observed => new("observed by our own looks", "本监测所见"),
        Origin.Curated => new("from the cited record, not seen by us", "据引用记录，非本监测所见"),
        _ => new("not known", "未知"),
    };

    public static BilingualText Of(Visibility visibility) => visibility switch
    {
        Visibility.Clear => new("we can see it", "可见"),
        Visibility.Blind => new("we cannot see it", "本监测无法看到"),
        _ => new("not looked yet", "尚未查看"),
    };

    public static BilingualText Of(BlindReason reason) => reason switch
    {
        BlindReason.OwnNetwork => new("our own network is down", "本监测自身网络中断"),
        BlindReason.Unreachable => new("the server did not answer us", "服务器未应答"),
        BlindReason.Challenged => new("a robot check stands in the way", "遇到机器人验证"),
        BlindReason.LoginWall => new("a login stands in the way", "需要登录"),
        BlindReason.ReaderBroken => new("our reader does not understand the answer", "读取程序无法识别返回内容"),
        BlindReason.ConfigurationError => new("our definition is wrong", "本监测的定义有误"),
        BlindReason.Muted => new("an operator switched the looks off", "运营者已停止查看"),
        _ => new("for a reason not known", "原因不明"),
    };
}
