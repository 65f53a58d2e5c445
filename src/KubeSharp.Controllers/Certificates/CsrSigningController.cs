using KubeSharp.Api;
using KubeSharp.Api.Certificates.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Certificates;

/// <summary>Signs approved requests to the built-in signers.</summary>
internal sealed class CsrSigningController : Controller<string>
{
    private readonly Store<CertificateSigningRequest> _requests;
    private readonly CertificateSigner _signer;

    public CsrSigningController(ControllerContext context)
        : base("certificatesigningrequest-signing-controller", context, workers: 1, queue: "certificate")
    {
        var options = context.Options;
        _signer = new CertificateSigner(options.ClusterSigningCertPem, options.ClusterSigningKeyPem, options.ClusterSigningDuration, context.Time);
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
        if (_requests.Get("", key) is not { Status.Certificate.Length: 0 } request
            || !request.IsApproved()
            || request.IsRefused()
            || !SignerRules.IsOurs(request.Spec.SignerName))
        {
            return;
        }

        var info = CertificateRequestInfo.TryParse(request);
        var refusal = info is null ? "the request is not a valid PKCS #10 request" : SignerRules.Refusal(request.Spec.SignerName, info, request.Spec.Usages);
        var answer = refusal is null
            ? request with { Status = request.Status with { Certificate = ByteString.FromUtf8(_signer.Sign(info!, request.Spec.Usages, request.Spec.ExpirationSeconds)) } }
            : request.With(RequestConditionType.CertificateFailed, "SignerValidationFailure", refusal, Context.Now());
        await Client.UpdateStatusAsync(answer, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
