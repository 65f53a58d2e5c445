using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.Cel;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>Asks the match conditions of webhooks whether they are meant.</summary>
internal sealed class WebhookConditions(AdmissionValueSource values)
{
    /// <exception cref="Api.ApiException">403: a condition fails, and the webhook must not be passed over.</exception>
    public async ValueTask<bool> MatchAsync(
        AdmissionContext context, Webhook webhook, ResourceEndpoint endpoint, CancellationToken cancellationToken)
    {
        var versioned = await VersionedRequest.OfAsync(context, endpoint, cancellationToken).ConfigureAwait(false);
        var budget = CelLimits.MatchConditions;
        try
        {
            return webhook.Conditions!.Matches(values.Of(context, versioned).Values, ref budget, cancellationToken);
        }
        catch (MatchConditionException) when (webhook.IgnoresFailure)
        {
            return false;
        }
        catch (MatchConditionException e)
        {
            throw context.Forbidden(e.Message);
        }
    }
}
