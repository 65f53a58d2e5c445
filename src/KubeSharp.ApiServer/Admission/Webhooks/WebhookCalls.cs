using KubeSharp.Api;
using KubeSharp.Api.Admission.V1;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Tracing;
using KubeSharp.ApiServer.Webhooks;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>Asks webhooks about requests, and makes of their failures what their policies say.</summary>
internal sealed partial class WebhookCalls(
    AdmissionMatcher matcher, WebhookConditions conditions, ResourceEndpoints endpoints, WebhookMetrics metrics, TimeProvider time, ILogger<WebhookCalls> logger)
{
    /// <summary>The version in which the webhook wants to see the request; null if it does not want to.</summary>
    /// <exception cref="ApiException">It cannot be decided.</exception>
    public async ValueTask<ResourceEndpoint?> MatchAsync(AdmissionContext context, Webhook webhook, CancellationToken cancellationToken)
    {
        var endpoint = await matcher.MatchAsync(context, webhook.Criteria, cancellationToken).ConfigureAwait(false);
        return endpoint is null || webhook.Conditions is null || await conditions.MatchAsync(context, webhook, endpoint, cancellationToken).ConfigureAwait(false)
            ? endpoint
            : null;
    }

    /// <summary>The webhook's answer, which allows the request; null if it could not be asked and that does not matter.</summary>
    /// <param name="context">The request.</param>
    /// <param name="webhook">Who is asked.</param>
    /// <param name="versioned">What it is shown.</param>
    /// <param name="mutating">Whether it may answer with a patch.</param>
    /// <param name="index">Its place among all of its kind.</param>
    /// <param name="cancellationToken">The end of the request.</param>
    /// <exception cref="ApiException">It refuses, or could not be asked.</exception>
    public async ValueTask<AdmissionResponse?> CallAsync(
        AdmissionContext context, Webhook webhook, VersionedRequest versioned, bool mutating, int index, CancellationToken cancellationToken)
    {
        using var span = Spans.Part(mutating ? "Call mutating webhook" : "Call validating webhook", "webhook", webhook.Name);
        var start = time.GetTimestamp();
        var outcome = new WebhookOutcome(webhook.Name, mutating ? "admit" : "validating", OperationNames.Of(context.Operation));
        if (context.Request.DryRun && !webhook.AllowsDryRun)
        {
            throw WebhookErrors.DryRunUnsupported(webhook.Name);
        }

        try
        {
            var response = await AskAsync(context, webhook, versioned, mutating, cancellationToken).ConfigureAwait(false);
            Warn(context, response);
            foreach (var (key, value) in response.AuditAnnotations)
            {
                context.Request.Annotate(webhook.Name + "/" + key, value);
            }

            if (!response.Allowed)
            {
                var denial = WebhookErrors.Denied(webhook.Name, response.Result);
                metrics.Rejected(outcome, "no_error", denial.Code, time.GetElapsedTime(start));
                throw denial;
            }

            metrics.Admitted(outcome, time.GetElapsedTime(start));
            return response;
        }
        catch (WebhookCallException e) when (webhook.IgnoresFailure)
        {
            LogFailedOpen(logger, webhook.Name, e.Message);
            WebhookAnnotations.FailedOpen(context, webhook, mutating, index);
            metrics.FailedOpen(outcome, time.GetElapsedTime(start));
            return null;
        }
        catch (WebhookCallException e)
        {
            LogFailedClosed(logger, webhook.Name, e.Message);
            metrics.Rejected(outcome, "calling_webhook_error", 0, time.GetElapsedTime(start));
            throw WebhookErrors.Failed(webhook.Name, e.Message);
        }
    }

    /// <summary>Several webhooks may answer at the same time.</summary>
    private static void Warn(AdmissionContext context, AdmissionResponse response)
    {
        lock (context.Request)
        {
            foreach (var warning in response.Warnings)
            {
                context.Request.Warn(warning);
            }
        }
    }

    private async ValueTask<AdmissionResponse> AskAsync(
        AdmissionContext context, Webhook webhook, VersionedRequest versioned, bool mutating, CancellationToken cancellationToken)
    {
        var version = webhook.ReviewVersion
            ?? throw new WebhookCallException("could not create admission objects: webhook does not accept known AdmissionReview versions (v1, v1beta1)");
        var resource = context.Resource;
        var own = endpoints.Find(resource.Group, resource.Version, resource.Name);
        var kind = own is null ? versioned.Kind : VersionedRequest.KindOf(own, context.Subresource);
        var request = AdmissionRequests.Make(context, versioned, kind);
        byte[] answer;
        try
        {
            answer = await webhook.Client.PostAsync(AdmissionReviews.Encode(request, version), webhook.Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (WebhookCallException e)
        {
            throw new WebhookCallException("failed to call webhook: " + e.Message, e) { Code = e.Code };
        }

        return AdmissionReviews.Decode(answer, request.UID, version, mutating);
    }
}
