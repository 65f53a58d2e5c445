using KubeSharp.Api;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>Asks all webhooks that a request concerns at once; every one of them may refuse it.</summary>
internal sealed class ValidatingAdmissionWebhook(WebhookSource source, WebhookCalls calls) : IValidatingAdmissionPlugin
{
    public string Name => "ValidatingAdmissionWebhook";

    public bool Handles(AdmissionOperation operation) => true;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        source.Webhooks is { Count: > 0 } webhooks && !AdmissionMatcher.IsExempt(context)
            ? AskAsync(webhooks, context, cancellationToken)
            : ValueTask.CompletedTask;

    private async ValueTask AskAsync(IReadOnlyList<Webhook> webhooks, AdmissionContext context, CancellationToken cancellationToken)
    {
        List<(Webhook Webhook, ResourceEndpoint Endpoint)>? concerned = null;
        foreach (var webhook in webhooks)
        {
            if (await calls.MatchAsync(context, webhook, cancellationToken).ConfigureAwait(false) is { } endpoint)
            {
                (concerned ??= []).Add((webhook, endpoint));
            }
        }

        if (concerned is null)
        {
            return;
        }

        var versions = new Dictionary<ResourceEndpoint, VersionedRequest>();
        foreach (var (_, endpoint) in concerned)
        {
            if (!versions.ContainsKey(endpoint))
            {
                versions.Add(endpoint, await VersionedRequest.OfAsync(context, endpoint, cancellationToken).ConfigureAwait(false));
            }
        }

        // All are asked to the end, and of several refusals the first in order is told.
        await Task.WhenAll([.. concerned.Select(pair => AskAsync(pair.Webhook, versions[pair.Endpoint], context, cancellationToken))]).ConfigureAwait(false);
    }

    private async Task AskAsync(Webhook webhook, VersionedRequest versioned, AdmissionContext context, CancellationToken cancellationToken) =>
        await calls.CallAsync(context, webhook, versioned, mutating: false, cancellationToken).ConfigureAwait(false);
}
