using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Aggregation;
using KubeSharp.ApiServer.Webhooks;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>
/// The webhooks of all configurations of one kind, ordered by the names of the configurations. Told of changes by one task; readers see one
/// consistent list.
/// </summary>
internal sealed class WebhookSource(ServiceLocator locator, WebhookCredentials? credentials, TimeProvider time)
{
    private readonly SortedDictionary<string, Webhook[]> _configurations = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<Webhook> _webhooks = [];

    public IReadOnlyList<Webhook> Webhooks => _webhooks;

    public void Changed(ApiObject configuration)
    {
        var name = configuration.Metadata.Name;
        var before = _configurations.GetValueOrDefault(name) ?? [];
        _configurations[name] = configuration switch
        {
            MutatingWebhookConfiguration mutating =>
                [.. mutating.Webhooks.Select(webhook => Find(before, webhook) ?? Webhook.Of(name, webhook, Connect))],
            ValidatingWebhookConfiguration validating =>
                [.. validating.Webhooks.Select(webhook => Find(before, webhook) ?? Webhook.Of(name, webhook, Connect))],
            _ => [],
        };
        Publish();
    }

    public void Removed(ApiObject configuration)
    {
        _configurations.Remove(configuration.Metadata.Name);
        Publish();
    }

    /// <summary>A webhook that has not changed keeps its connections.</summary>
    private static Webhook? Find(Webhook[] before, ApiStruct source) => Array.Find(before, webhook => webhook.Source.Equals(source));

    private WebhookClient Connect(WebhookAddress address) => new(address, locator, time) { Credentials = credentials?.Of(address) };

    private void Publish() => _webhooks = [.. _configurations.Values.SelectMany(static webhooks => webhooks)];
}
