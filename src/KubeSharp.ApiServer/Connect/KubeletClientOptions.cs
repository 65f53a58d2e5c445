using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Connect;

/// <summary>How the API server reaches kubelets; the names follow upstream's flags.</summary>
public sealed record KubeletClientOptions
{
    /// <summary>The client certificate with its key; null connects without one.</summary>
    public X509Certificate2? KubeletClientCertificate { get; init; }

    /// <summary>Authorities of the kubelets' serving certificates; null does not verify them.</summary>
    public X509Certificate2Collection? KubeletCertificateAuthority { get; init; }

    /// <summary>Which of a node's addresses to take, the best first.</summary>
    public IReadOnlyList<string> KubeletPreferredAddressTypes { get; init; } =
    [
        NodeAddressType.NodeInternalIP,
        NodeAddressType.NodeInternalDNS,
        NodeAddressType.NodeExternalIP,
        NodeAddressType.NodeExternalDNS,
        NodeAddressType.NodeHostName,
    ];

    /// <summary>How long a connection may take to be made.</summary>
    public TimeSpan KubeletTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
