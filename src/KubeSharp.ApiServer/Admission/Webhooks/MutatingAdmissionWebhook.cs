using KubeSharp.Api;
using KubeSharp.Api.Admission.V1;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>
/// Asks the webhooks that a request concerns one after another, in the order of their configurations' names; each sees what those before it
/// made of the object.
/// </summary>
internal sealed class MutatingAdmissionWebhook(WebhookSource source, WebhookCalls calls) : IMutatingAdmissionPlugin
{
    public string Name => "MutatingAdmissionWebhook";

    public bool Handles(AdmissionOperation operation) => true;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        source.Webhooks is { Count: > 0 } webhooks && !AdmissionMatcher.IsExempt(context)
            ? AskAsync(webhooks, context, cancellationToken)
            : ValueTask.CompletedTask;

    private async ValueTask AskAsync(IReadOnlyList<Webhook> webhooks, AdmissionContext context, CancellationToken cancellationToken)
    {
        var state = context.Reinvocation.Of<ReinvocationState<Webhook>>(Name);
        state.Begin(context);
        foreach (var (index, webhook) in webhooks.Index())
        {
            if (await calls.MatchAsync(context, webhook, cancellationToken).ConfigureAwait(false) is not { } endpoint
                || (context.Reinvocation.IsReinvocation && !state.IsRequired(webhook)))
            {
                continue;
            }

            var versioned = await VersionedRequest.OfAsync(context, endpoint, cancellationToken).ConfigureAwait(false);
            var response = await calls.CallAsync(context, webhook, versioned, mutating: true, index, cancellationToken).ConfigureAwait(false);
            var changed = response is { Patch.Length: > 0 } ? Patch(webhook, versioned, response) : null;
            WebhookAnnotations.Mutation(context, webhook, index, changed is not null);
            if (changed is not null)
            {
                context.Object = await versioned.ToHandledAsync(changed, context.Object!, cancellationToken).ConfigureAwait(false);
                state.RequireAll();
                context.Reinvocation.Require();
            }

            if (webhook.IsReinvocable)
            {
                state.Invoked(webhook);
            }
        }

        state.LastOutput = context.Object;
    }

    /// <summary>The changed object; null if it has not changed.</summary>
    private static ApiKind? Patch(Webhook webhook, VersionedRequest versioned, AdmissionResponse response)
    {
        if (response.PatchType != PatchType.JSONPatch)
        {
            throw WebhookErrors.Failed(webhook.Name, $"unsupported patch type \"{response.PatchType}\"");
        }

        if (versioned.Object is not { } current)
        {
            return response.Patch.Span.SequenceEqual("[]"u8)
                ? null
                : throw ApiErrors.InternalError(
                    $"admission webhook \"{webhook.Name}\" attempted to modify the object, which is not supported for this operation");
        }

        try
        {
            var changed = JsonCodec.Decode(versioned.Kind, Patches.Json(JsonCodec.Encode(current), response.Patch.Span));
            return changed.Equals(current) ? null : changed;
        }
        catch (Exception e) when (e is PatchException or DecodeException)
        {
            throw ApiErrors.InternalError(e.Message);
        }
    }
}
