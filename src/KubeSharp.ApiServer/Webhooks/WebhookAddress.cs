using KubeSharp.Api;
using AdmissionClientConfig = KubeSharp.Api.Admissionregistration.V1.WebhookClientConfig;
using ConversionClientConfig = KubeSharp.Api.Apiextensions.V1.WebhookClientConfig;

namespace KubeSharp.ApiServer.Webhooks;

/// <summary>Where a webhook listens: at a URL or behind a service of the cluster.</summary>
/// <param name="Url">Without the parameters of a call. For a service its name in the cluster, which its certificate has to have.</param>
/// <param name="Service">Namespace, name and port of the service; null if there is only a URL.</param>
/// <param name="Authorities">Who may have signed the webhook's certificate, in PEM; nil for whom this machine trusts.</param>
internal sealed record WebhookAddress(string Url, (string Namespace, string Name, int Port)? Service, ByteString Authorities)
{
    private const int DefaultPort = 443;

    public static WebhookAddress Of(AdmissionClientConfig config) => config.Service is { } service
        ? Of(service.Namespace, service.Name, service.Path, service.Port, config.CABundle)
        : new WebhookAddress(config.URL ?? "", null, config.CABundle);

    public static WebhookAddress Of(ConversionClientConfig config) => config.Service is { } service
        ? Of(service.Namespace, service.Name, service.Path, service.Port, config.CABundle)
        : new WebhookAddress(config.URL ?? "", null, config.CABundle);

    private static WebhookAddress Of(string ns, string name, string? path, int? port, ByteString authorities) => new(
        $"https://{name}.{ns}.svc:{port ?? DefaultPort}/{path?.TrimStart('/')}",
        (ns, name, port ?? DefaultPort),
        authorities);
}
