namespace KubeSharp.ApiServer.Webhooks;

/// <summary>Somebody outside who is asked by a POST of JSON.</summary>
internal interface IWebhook
{
    /// <exception cref="WebhookException">There is no good answer.</exception>
    Task<byte[]> AskAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken);
}
