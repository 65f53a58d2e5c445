using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.ApiServer.Connect;

/// <summary>The HTTP clients of this folder: one that shows kubelets our certificate, one for pods and services that shows nobody anything.</summary>
internal sealed class BackendClients : IDisposable
{
    public BackendClients(KubeletClientOptions options)
    {
        Kubelet = Create(options.KubeletTimeout, new SslClientAuthenticationOptions
        {
            ClientCertificates = options.KubeletClientCertificate is { } certificate ? [certificate] : null,
            RemoteCertificateValidationCallback = (_, server, _, errors) => Trusts(options.KubeletCertificateAuthority, server, errors),
        });

        // What runs in the cluster has certificates of its own making.
        Cluster = Create(options.KubeletTimeout, new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true });
        UnverifiedKubelet = Create(options.KubeletTimeout, new SslClientAuthenticationOptions
        {
            ClientCertificates = options.KubeletClientCertificate is { } own ? [own] : null,
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
        });
    }

    public HttpMessageInvoker Kubelet { get; }

    /// <summary>For insecureSkipTLSVerifyBackend.</summary>
    public HttpMessageInvoker UnverifiedKubelet { get; }

    public HttpMessageInvoker Cluster { get; }

    public void Dispose()
    {
        Kubelet.Dispose();
        UnverifiedKubelet.Dispose();
        Cluster.Dispose();
    }

    private static HttpMessageInvoker Create(TimeSpan connectTimeout, SslClientAuthenticationOptions tls) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = connectTimeout,
        SslOptions = tls,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    });

    private static bool Trusts(X509Certificate2Collection? authorities, X509Certificate? server, SslPolicyErrors errors)
    {
        if (authorities is null)
        {
            return true;
        }

        if (server is not X509Certificate2 certificate || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }
}
