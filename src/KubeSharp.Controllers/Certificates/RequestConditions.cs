using KubeSharp.Api;
using KubeSharp.Api.Certificates.V1;

namespace KubeSharp.Controllers.Certificates;

/// <summary>What has been decided about a request.</summary>
internal static class RequestConditions
{
    public static CertificateSigningRequestCondition? Condition(this CertificateSigningRequest request, string type)
    {
        foreach (var condition in request.Status.Conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }

        return null;
    }

    public static bool IsApproved(this CertificateSigningRequest request) => request.Condition(RequestConditionType.CertificateApproved) is not null;

    /// <summary>Denied or failed: nothing will come of it.</summary>
    public static bool IsRefused(this CertificateSigningRequest request) =>
        request.Condition(RequestConditionType.CertificateDenied) is not null || request.Condition(RequestConditionType.CertificateFailed) is not null;

    public static CertificateSigningRequest With(this CertificateSigningRequest request, string type, string reason, string message, Time now) => request with
    {
        Status = request.Status with
        {
            Conditions = request.Status.Conditions.Add(new CertificateSigningRequestCondition
            {
                Type = type,
                Status = "True",
                Reason = reason,
                Message = message,
                LastUpdateTime = now,
                LastTransitionTime = now,
            }),
        },
    };
}
