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
        List<(Webhook Webhook, int Index, ResourceEndpoint Endpoint)>? concerned = null;
        foreach (var (index, webhook) in webhooks.Index())
        {
            if (await calls.MatchAsync(context, webhook, cancellationToken).ConfigureAwait(false) is { } endpoint)
            {
                (concerned ??= []).Add((webhook, index, endpoint));
            }
        }

        if (concerned is null)
        {
            return;
        }

        var versions = new Dictionary<ResourceEndpoint, VersionedRequest>();
        foreach (var (_, _, endpoint) in concerned)
        {
            if (!versions.ContainsKey(endpoint))
            {
                versions.Add(endpoint, await VersionedRequest.OfAsync(context, endpoint, cancellationToken).ConfigureAwait(false));
            }
        }

        // All are asked to the end, and of several refusals the first in order is told.
        await Task.WhenAll([.. concerned.Select(AskAsync)]).ConfigureAwait(false);

        async Task AskAsync((Webhook Webhook, int Index, ResourceEndpoint Endpoint) one) => await calls
            .CallAsync(context, one.Webhook, versions[one.Endpoint], mutating: false, one.Index, cancellationToken).ConfigureAwait(false);
    }
}
