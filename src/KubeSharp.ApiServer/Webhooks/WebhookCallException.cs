namespace KubeSharp.ApiServer.Webhooks;

/// <summary>A webhook could not be asked, or gave no usable answer. The message says which.</summary>
internal sealed class WebhookCallException : Exception
{
    public WebhookCallException(string message)
        : base(message)
    {
    }

    public WebhookCallException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The HTTP status code of the answer; 0 if there was none.</summary>
    public int Code { get; init; }
}
