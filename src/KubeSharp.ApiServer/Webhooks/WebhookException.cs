namespace KubeSharp.ApiServer.Webhooks;

/// <summary>A webhook has not answered, or with nothing that can be used.</summary>
internal sealed class WebhookException(string message, Exception? inner = null) : Exception(message, inner);
