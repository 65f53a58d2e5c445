using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>How a request ends that a webhook refuses or fails.</summary>
internal static class WebhookErrors
{
    private const int LeastCode = 400;

    /// <summary>The webhook's own status, but in any case a failure, and with its name in front.</summary>
    public static ApiException Denied(string webhook, Status? result)
    {
        var status = result ?? new Status();
        var denied = $"admission webhook \"{webhook}\" denied the request";
        return new ApiException(status with
        {
            Code = status.Code < LeastCode ? LeastCode : status.Code,
            StatusValue = status.StatusValue is "" or "Success" ? "Failure" : status.StatusValue,
            Message = status switch
            {
                { Message.Length: > 0 } => $"{denied}: {status.Message}",
                { Reason.Length: > 0 } => $"{denied}: {status.Reason}",
                _ => $"{denied} without explanation",
            },
        });
    }

    public static ApiException DryRunUnsupported(string webhook) =>
        ApiErrors.BadRequest($"admission webhook \"{webhook}\" does not support dry run");

    public static ApiException Failed(string webhook, string reason) => ApiErrors.InternalError($"failed calling webhook \"{webhook}\": {reason}");
}
