using KubeSharp.Api;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>Which webhooks a request has to be shown again, because others changed its object after they had seen it.</summary>
internal sealed class WebhookReinvocation
{
    private readonly HashSet<Webhook> _invoked = [];
    private readonly HashSet<Webhook> _required = [];

    /// <summary>The object as the webhooks left it.</summary>
    public ApiKind? LastOutput { get; set; }

    public bool IsRequired(Webhook webhook) => _required.Contains(webhook);

    /// <summary>A webhook that wants to see changes has seen the object.</summary>
    public void Invoked(Webhook webhook) => _invoked.Add(webhook);

    /// <summary>The object has changed: all that have seen it have to see it again.</summary>
    public void RequireAll()
    {
        _required.UnionWith(_invoked);
        _invoked.Clear();
    }
}
