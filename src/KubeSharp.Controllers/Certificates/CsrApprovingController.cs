using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.Api.Certificates.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Certificates;

/// <summary>
/// Approves client certificates of kubelets whose requester may have them: <c>create</c> on
/// <c>certificatesigningrequests/selfnodeclient</c> (its own) or <c>/nodeclient</c> (any node's).
/// </summary>
internal sealed class CsrApprovingController : Controller<string>
{
    private readonly Store<CertificateSigningRequest> _requests;

    public CsrApprovingController(ControllerContext context)
        : base("certificatesigningrequest-approving-controller", context, workers: 1, queue: "certificate_approving")
    {
        var requests = context.Informer<CertificateSigningRequest>();
        requests.AddHandler(new InformerHandler<CertificateSigningRequest>
        {
            Added = request => Queue.Add(request.Metadata.Name),
            Updated = (_, request) => Queue.Add(request.Metadata.Name),
        });
        _requests = requests.Store;
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_requests.Get("", key) is not { Status.Certificate.Length: 0, Spec.SignerName: SignerRules.KubeletClient } request
            || request.IsApproved()
            || request.IsRefused()
            || CertificateRequestInfo.TryParse(request) is not { } info
            || !SignerRules.IsNodeClient(info, request.Spec.Usages))
        {
            return;
        }

        if (info.CommonName == request.Spec.Username && await IsAllowedAsync(request, "selfnodeclient", cancellationToken).ConfigureAwait(false))
        {
            await ApproveAsync(request, "Auto approving self kubelet client certificate after SubjectAccessReview.", cancellationToken).ConfigureAwait(false);
        }
        else if (await IsAllowedAsync(request, "nodeclient", cancellationToken).ConfigureAwait(false))
        {
            await ApproveAsync(request, "Auto approving kubelet client certificate after SubjectAccessReview.", cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> IsAllowedAsync(CertificateSigningRequest request, string subresource, CancellationToken cancellationToken)
    {
        var review = new SubjectAccessReview
        {
            Spec = new SubjectAccessReviewSpec
            {
                User = request.Spec.Username,
                UID = request.Spec.UID,
                Groups = request.Spec.Groups,
                Extra = request.Spec.Extra,
                ResourceAttributes = new ResourceAttributes
                {
                    Group = "certificates.k8s.io",
                    Version = "*",
                    Resource = "certificatesigningrequests",
                    Subresource = subresource,
                    Verb = "create",
                },
            },
        };
        var answer = await Client.CreateAsync(review, cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer.Status.Allowed;
    }

    private async ValueTask ApproveAsync(CertificateSigningRequest request, string message, CancellationToken cancellationToken) =>
        await Client.UpdateSubresourceAsync(
            request.With(RequestConditionType.CertificateApproved, "AutoApproved", message, Context.Now()),
            "approval",
            cancellationToken: cancellationToken).ConfigureAwait(false);
}
