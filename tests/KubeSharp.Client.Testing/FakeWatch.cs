using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Client.Testing;

/// <summary>One open watch.</summary>
internal sealed class FakeWatch(ApiRequest request, Action offered)
{
    public Channel<WatchEvent> Events { get; } = Channel.CreateUnbounded<WatchEvent>();

    public static bool Selects(ApiResource resource, string ns, ListOptions? options, FakeKey key, ApiObject value)
    {
        if (key.Resource != resource || (ns.Length > 0 && key.Namespace != ns))
        {
            return false;
        }

        return options is null || options.LabelSelector.Length == 0
            || LabelSelectorParser.Parse(options.LabelSelector).Matches(value.Metadata.Labels);
    }

    public void Offer(FakeKey key, WatchEventType type, ApiObject value)
    {
        if (Selects(request.Resource, request.Namespace, request.Options as ListOptions, key, value))
        {
            if (Events.Writer.TryWrite(new WatchEvent(type, value, value.Metadata.ResourceVersion)))
            {
                offered();
            }
        }
    }
}
