using KubeSharp.Api;
using KubeSharp.Api.Certificates.V1;

namespace KubeSharp.Controllers.Certificates;

/// <summary>What each of the built-in signers signs. Pure.</summary>
internal static class SignerRules
{
    public const string ApiClient = "kubernetes.io/kube-apiserver-client";
    public const string KubeletClient = "kubernetes.io/kube-apiserver-client-kubelet";
    public const string KubeletServing = "kubernetes.io/kubelet-serving";
    public const string LegacyUnknown = "kubernetes.io/legacy-unknown";

    private static readonly HashSet<string> ClientUsages = [KeyUsage.UsageDigitalSignature, KeyUsage.UsageKeyEncipherment, KeyUsage.UsageClientAuth];
    private static readonly HashSet<string> ServingUsages = [KeyUsage.UsageDigitalSignature, KeyUsage.UsageKeyEncipherment, KeyUsage.UsageServerAuth];

    /// <summary>Why the signer will not sign; null if it will, or if the signer is not ours.</summary>
    public static string? Refusal(string signer, CertificateRequestInfo info, ApiList<string> usages) => signer switch
    {
        ApiClient => ClientUsagesRefusal(usages),
        KubeletClient => IsNodeClient(info, usages) ? null : "the request is not one for a client certificate of a kubelet",
        KubeletServing => ServingRefusal(info, usages),
        _ => null,
    };

    public static bool IsOurs(string signer) => signer is ApiClient or KubeletClient or KubeletServing or LegacyUnknown;

    public static bool IsNodeClient(CertificateRequestInfo info, ApiList<string> usages) =>
        info.IsOfNode && info.AlternativeNames is null && ClientUsagesRefusal(usages) is null;

    private static string? ClientUsagesRefusal(ApiList<string> usages)
    {
        if (!usages.Contains(KeyUsage.UsageClientAuth))
        {
            return "usages did not contain client auth";
        }

        return usages.All(ClientUsages.Contains) ? null : "usages may be digital signature, key encipherment and client auth only";
    }

    private static string? ServingRefusal(CertificateRequestInfo info, ApiList<string> usages)
    {
        if (!info.IsOfNode)
        {
            return "subject must be organization system:nodes and a common name that starts with system:node:";
        }

        if (!info.HasHosts)
        {
            return "at least one DNS name or IP address is required";
        }

        return usages.Contains(KeyUsage.UsageServerAuth) && usages.All(ServingUsages.Contains)
            ? null
            : "usages must contain server auth, and besides it digital signature and key encipherment only";
    }
}
