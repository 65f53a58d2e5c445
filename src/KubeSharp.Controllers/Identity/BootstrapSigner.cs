using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Identity;

/// <summary>
/// Signs the kubeconfig in kube-public/cluster-info with every bootstrap token that may, so that a node which knows a token can trust
/// it: a detached JSON web signature (RFC 7515, appendix F) by HMAC-SHA256.
/// </summary>
internal sealed class BootstrapSigner : Controller<NamespacedName>
{
    private const string SignaturePrefix = "jws-kubeconfig-";

    private static readonly NamespacedName ClusterInfo = new("kube-public", "cluster-info");

    private readonly Store<ConfigMap> _configMaps;
    private readonly Store<Secret> _secrets;

    public BootstrapSigner(ControllerContext context)
        : base("bootstrap-signer-controller", context, workers: 1, queue: "bootstrap_signer_queue")
    {
        _configMaps = context.Informer<ConfigMap>().OnAny(map =>
        {
            if (NamespacedName.Of(map) == ClusterInfo)
            {
                Queue.Add(ClusterInfo);
            }
        }).Store;
        _secrets = context.Informer<Secret>().OnAny(secret =>
        {
            if (secret.Type == BootstrapToken.SecretType)
            {
                Queue.Add(ClusterInfo);
            }
        }).Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_configMaps.Get(key) is not { } map || !map.Data.TryGetValue("kubeconfig", out var kubeconfig))
        {
            return;
        }

        var now = Time.GetUtcNow();
        var data = ApiMap<string>.From(map.Data.Where(static entry => !entry.Key.StartsWith(SignaturePrefix, StringComparison.Ordinal)));
        foreach (var secret in _secrets.List(BootstrapToken.Namespace))
        {
            if (BootstrapToken.Of(secret) is { Signs: true } token && !(token.Expiration <= now))
            {
                data = data.Set(SignaturePrefix + token.Id, Sign(kubeconfig, token));
            }
        }

        if (data != map.Data)
        {
            await Client.UpdateAsync(map with { Data = data }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The signature without its payload, which stands beside it.</summary>
    public static string Sign(string payload, BootstrapToken token)
    {
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"HS256","kid":"{{token.Id}}"}"""));
        var signed = Encoding.UTF8.GetBytes($"{header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}");
        return $"{header}..{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token.Secret), signed))}";
    }
}
