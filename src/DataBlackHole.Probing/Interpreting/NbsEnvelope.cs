using System.Text.Json;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>What every reply of the NBS database in use since March 2026 is wrapped in: <c>{success, state, message, data}</c>.</summary>
internal static class NbsEnvelope
{
    private const string Success = "20000";

    /// <summary>Why a reply holds no data, or null when it does.</summary>
    internal static ProbeFailure? Refusal(JsonElement root, PageText reply, Recognition recognition)
    {
        var success = root.Member("success")?.ValueKind;
        var state = root.Member("state").Written();
        if (success is null || state is null)
        {
            return recognition.Recognised(reply) ?? JsonReply.Failed(FailureKind.MalformedReply, "the reply has no success and state");
        }
        return success == JsonValueKind.True && state == Success
            ? null
            : JsonReply.Failed(FailureKind.ApiError, $"state {state}: {root.Member("message").Written()}");
    }
}
