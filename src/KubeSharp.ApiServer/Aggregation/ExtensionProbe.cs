using System.Net;
using KubeSharp.Api;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>Asks an extension server for its resources, which also tells whether it works.</summary>
internal sealed class ExtensionProbe(ServiceLocator locator, ExtensionClients clients, TimeProvider time)
{
    private const int MaxDocument = 8 << 20;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public async Task<ProbeResult> ProbeAsync(APIService service, CancellationToken cancellationToken)
    {
        var path = $"/apis/{service.Spec.Group}/{service.Spec.Version}";
        ExtensionClient client;
        try
        {
            locator.Locate(service.Spec.Service!);
            client = clients.Get(service);
        }
        catch (ServiceLocationException e)
        {
            return ProbeResult.Failed(e.Reason, e.Message);
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            return ProbeResult.Failed("FailedDiscoveryCheck", "the caBundle cannot be read: " + e.Message);
        }

        var address = new Uri(client.Address, path);
        try
        {
            var (code, body) = await GetAsync(client, address, cancellationToken).ConfigureAwait(false);
            return body is not null
                ? ProbeResult.Passed(JsonCodec.Decode<APIResourceList>(body), await SchemaAsync(client, path, cancellationToken).ConfigureAwait(false))
                : ProbeResult.Failed("FailedDiscoveryCheck", $"failing or missing response from {address}: bad status from {address}: {(int)code}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or DecodeException or ServiceLocationException)
        {
            return ProbeResult.Failed("FailedDiscoveryCheck", $"failing or missing response from {address}: {e.GetBaseException().Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProbeResult.Failed("FailedDiscoveryCheck", $"failing or missing response from {address}: no answer in {Timeout.TotalSeconds:0} seconds");
        }
    }

    /// <summary>The schema of the group version; null from a server that publishes none.</summary>
    private async Task<byte[]?> SchemaAsync(ExtensionClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await GetAsync(client, new Uri(client.Address, "/openapi/v3" + path), cancellationToken).ConfigureAwait(false)).Body;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>The status, and the body if that says that there is one.</summary>
    private async Task<(HttpStatusCode Code, byte[]? Body)> GetAsync(ExtensionClient client, Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        IdentityHeaders.Set(request, IdentityHeaders.Aggregator);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var response = await client.Http.SendAsync(request, either.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            return (response.StatusCode, null);
        }

        await response.Content.LoadIntoBufferAsync(MaxDocument, either.Token).ConfigureAwait(false);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false));
    }
}
