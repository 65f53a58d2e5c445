using KubeSharp.Api;

namespace KubeSharp.ApiServer.Admission.Certificates;

/// <summary>Writing the trust anchors of a signer needs the verb attest on it.</summary>
internal sealed class ClusterTrustBundleAttest(SignerAuthorization signers) : IValidatingAdmissionPlugin
{
    public string Name => "ClusterTrustBundleAttest";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public async ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.IsFor("certificates.k8s.io", "clustertrustbundles") && SignerOf(context.Object) is { Length: > 0 } signer
            && !await signers.IsAllowedAsync(context.Request.User, "attest", signer, cancellationToken))
        {
            throw context.Forbidden($"user not permitted to attest for signerName \"{signer}\"");
        }
    }

    private static string SignerOf(ApiKind? bundle) => bundle switch
    {
        KubeSharp.Api.Certificates.V1beta1.ClusterTrustBundle beta => beta.Spec.SignerName,
        KubeSharp.Api.Certificates.V1alpha1.ClusterTrustBundle alpha => alpha.Spec.SignerName,
        _ => "",
    };
}
