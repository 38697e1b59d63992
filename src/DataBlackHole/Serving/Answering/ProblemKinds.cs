using DataBlackHole.Core.Catalogue;
using Microsoft.AspNetCore.Mvc;

namespace DataBlackHole.Serving.Answering;

/// <summary>One kind of refusal, with the page that explains it.</summary>
/// <param name="Name">Last part of the address of that page; permanent.</param>
internal sealed record ProblemKind(string Name, int Status, BilingualText Title, BilingualText Meaning, BilingualText WhatToDo);

/// <summary>Every kind of refusal (RFC 9457).</summary>
internal static class ProblemKinds
{
    /// <summary>Under this name a problem carries its kind until it is written.</summary>
    public const string Mark = "kind:";

    public static ProblemKind BadParameter { get; } = new(
        "bad-parameter", 400, new("Bad parameter", "参数有误"),
        new("A parameter of the request has a value that means nothing here; \"parameter\" names it and \"detail\" says what is expected.", "请求的某个参数值无效；“parameter”给出参数名，“detail”说明应有的形式。"),
        new("Put the parameter right. The description at /openapi/v1.json lists every parameter with its form and an example.", "请更正该参数。/openapi/v1.json 列出所有参数的形式和示例。"));

    public static ProblemKind KeyWanted { get; } = new(
        "key-wanted", 401, new("Key wanted", "需要密钥"),
        new("This address is for operators of the monitor, who hold its key.", "此地址仅供持有密钥的本监测运营者使用。"),
        new("Send the header Authorization: Bearer and the key. Everything else can be read without one.", "请发送 Authorization: Bearer 加密钥。其余内容无需密钥。"));

    public static ProblemKind UnknownKey { get; } = new(
        "unknown-key", 404, new("No such record", "没有此记录"),
        new("The address is right, and nothing is on record under that key or number, or was at the time asked about.", "地址无误，但记录中没有该键或编号对应的内容，或在所问时间尚无。"),
        new("Look the key up in the list that \"detail\" names.", "请在“detail”所指的列表中查找正确的键。"));

    public static ProblemKind UnknownAddress { get; } = new(
        "unknown-address", 404, new("No such address", "没有此地址"),
        new("Nothing is served at this address.", "此地址没有内容。"),
        new("The reference at /api lists every address.", "/api 列出所有地址。"));

    public static ProblemKind MethodNotAllowed { get; } = new(
        "method-not-allowed", 405, new("Method not allowed", "方法不被允许"),
        new("This address can be read (GET, HEAD) and not written.", "此地址只可读取（GET、HEAD），不可写入。"),
        new("Use GET or HEAD; the header Allow lists what the address takes.", "请使用 GET 或 HEAD；Allow 头列出可用方法。"));

    public static ProblemKind NotAcceptable { get; } = new(
        "not-acceptable", 406, new("Not acceptable", "没有可接受的格式"),
        new("What is asked for exists, and not in a kind of document that the header Accept admits.", "所请求的内容存在，但没有 Accept 头所接受的格式。"),
        new("Ask for one of the kinds that \"detail\" lists, or leave the header out.", "请改为“detail”列出的格式之一，或不发送该头。"));

    public static ProblemKind TooManyRequests { get; } = new(
        "too-many-requests", 429, new("Too many requests", "请求过多"),
        new("One address has asked more in a minute than this monitor answers to one client.", "同一地址一分钟内的请求超过本监测对单个客户端的限度。"),
        new("Wait for as many seconds as Retry-After says. For much data use the exports; for news the feeds; and send If-None-Match.", "请等待 Retry-After 所示秒数。大量数据请用导出，动态请用订阅，并发送 If-None-Match。"));

    public static ProblemKind InternalError { get; } = new(
        "internal-error", 500, new("Our error", "本监测出错"),
        new("Something in this monitor failed. It says nothing about any publisher.", "本监测内部出错。这不说明任何发布机构的情况。"),
        new("Try again later; tell whoever runs the monitor the traceId.", "请稍后再试；可将 traceId 告知本监测的运营者。"));

    public static ProblemKind OperatorApiOff { get; } = new(
        "operator-api-off", 503, new("The operator API is off", "运营接口未启用"),
        new("No operator key is set, so nobody can act as an operator.", "未设置运营密钥，因此无人可进行运营操作。"),
        new("Set Monitor__OperatorKey in the environment of the service.", "请在服务环境中设置 Monitor__OperatorKey。"));

    public static ProblemKind OnlyAnswers { get; } = new(
        "only-answers", 503, new("This node only answers", "此节点仅供查询"),
        new("The record is kept by other nodes of this monitor; this one reads it and changes nothing.", "记录由本监测的其他节点维护；此节点只读取，不作更改。"),
        new("Ask a node that watches; whoever runs the monitor knows its address.", "请向负责监测的节点提出；其地址可询本监测的运营者。"));

    /// <summary>For any other status.</summary>
    public static ProblemKind Other { get; } = new(
        "refused", 0, new("Refused", "请求被拒绝"), new("The request could not be answered; the status says in which way.", "请求未能得到应答；状态码说明其性质。"),
        new("The reference at /api says how each address is asked.", "/api 说明各地址的用法。"));

    public static IReadOnlyList<ProblemKind> All { get; } =
        [BadParameter, KeyWanted, UnknownKey, UnknownAddress, MethodNotAllowed, NotAcceptable, TooManyRequests, InternalError, OperatorApiOff, OnlyAnswers, Other];

    /// <summary>What a problem is given as its type until its address is known.</summary>
    public static string MarkOf(ProblemKind kind) => $"{Mark}{kind.Name}";

    public static ProblemKind Of(ProblemDetails problem)
    {
        if (problem.Type?.StartsWith(Mark, StringComparison.Ordinal) == true && All.FirstOrDefault(k => problem.Type.EndsWith($":{k.Name}", StringComparison.Ordinal)) is { } marked) return marked;
        return problem.Status switch
        {
            400 or 413 or 415 => BadParameter,
            401 => KeyWanted,
            404 => UnknownAddress,
            405 => MethodNotAllowed,
            406 => NotAcceptable,
            429 => TooManyRequests,
            >= 500 => InternalError,
            _ => Other,
        };
    }
}
