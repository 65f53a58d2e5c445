namespace KubeSharp.ApiServer.ComponentStatuses;

/// <summary>Asks a component on this machine for its health on upstream's port.</summary>
internal static class ComponentProbe
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Null if it is well, else what is wrong.</summary>
    public static async Task<string?> CheckAsync(int port, CancellationToken cancellationToken)
    {
        // Rarely asked, and the certificate of these ports is the component's own: there is nothing to verify it by.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        using var client = new HttpClient(handler) { Timeout = Timeout };
        var address = new Uri($"https://127.0.0.1:{port}/healthz");
        try
        {
            using var response = await client.GetAsync(address, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : $"{(int)response.StatusCode} {response.ReasonPhrase}";
        }
        catch (HttpRequestException e)
        {
            return $"Get \"{address}\": {e.Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"Get \"{address}\": context deadline exceeded";
        }
    }
}
