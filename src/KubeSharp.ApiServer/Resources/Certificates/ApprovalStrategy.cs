using KubeSharp.Api;
using KubeSharp.Api.Certificates.V1;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Resources.Certificates;

/// <summary>certificatesigningrequests/approval: changes the conditions, any of them, and nothing else of status.</summary>
internal sealed class ApprovalStrategy : SubresourceStrategy
{
    /// <summary>The conditions with only those that <paramref name="mayChange"/> taken from the new list; times are filled in.</summary>
    public static ApiList<CertificateSigningRequestCondition> Merge(
        ApiList<CertificateSigningRequestCondition> conditions,
        ApiList<CertificateSigningRequestCondition> old,
        Predicate<string> mayChange,
        DateTimeOffset now)
    {
        var merged = new List<CertificateSigningRequestCondition>();
        foreach (var condition in old)
        {
            if (!mayChange(condition.Type))
            {
                merged.Add(condition);
            }
        }

        foreach (var condition in conditions)
        {
            if (!mayChange(condition.Type))
            {
                continue;
            }

            var previous = old.FindIndex(c => c.Type == condition.Type && c.Status == condition.Status);
            merged.Add(condition with
            {
                LastUpdateTime = condition.LastUpdateTime.IsZero ? now : condition.LastUpdateTime,
                LastTransitionTime = !condition.LastTransitionTime.IsZero
                    ? condition.LastTransitionTime
                    : previous >= 0 ? old[previous].LastTransitionTime : now,
            });
        }

        return [.. merged];
    }

    public override ApiObject PrepareForUpdate(RequestContext context, ApiObject value, ApiObject old)
    {
        var request = (CertificateSigningRequest)value;
        var oldRequest = (CertificateSigningRequest)old;
        return request with
        {
            Spec = oldRequest.Spec,
            Status = oldRequest.Status with
            {
                Conditions = Merge(request.Status.Conditions, oldRequest.Status.Conditions, static _ => true, context.ReceivedAt),
            },
        };
    }

    public override void ValidateUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors) =>
        CertificateSigningRequestChecks.ValidateUpdate(errors, (CertificateSigningRequest)value, (CertificateSigningRequest)old);
}
