using System.Buffers;
using KubeSharp.ApiServer.Webhooks;

namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>Events to a webhook, each batch as an EventList of audit.k8s.io/v1.</summary>
internal sealed class WebhookOutput(IWebhook webhook) : IAuditOutput
{
    public string Name => "webhook";

    public async Task WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancellationToken)
    {
        var list = new ArrayBufferWriter<byte>(events.Sum(json => json.Length + 1) + 128);
        list.Write("""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":["""u8);
        for (var i = 0; i < events.Count; i++)
        {
            if (i > 0)
            {
                list.Write(","u8);
            }

            list.Write(events[i].Span);
        }

        list.Write("]}"u8);
        try
        {
            await webhook.AskAsync(list.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }
        catch (WebhookException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }
}
