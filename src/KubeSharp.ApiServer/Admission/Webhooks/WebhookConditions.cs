using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.Cel;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>Asks the match conditions of webhooks whether they are meant.</summary>
internal sealed class WebhookConditions(IObjectLookup objects, IAuthorizer authorizer)
{
    /// <exception cref="Api.ApiException">403: a condition fails, and the webhook must not be passed over.</exception>
    public async ValueTask<bool> MatchAsync(
        AdmissionContext context, Webhook webhook, ResourceEndpoint endpoint, CancellationToken cancellationToken)
    {
        var versioned = await VersionedRequest.OfAsync(context, endpoint, cancellationToken).ConfigureAwait(false);
        var ns = context.Namespace.Length == 0 || context.Resource is { Group: "", Name: "namespaces" } ? null : objects.Get<Namespace>("", context.Namespace);
        var values = new AdmissionValues(context, versioned, ns, authorizer);
        var budget = CelLimits.MatchConditions;
        try
        {
            return webhook.Conditions!.Matches(values.Values, ref budget, cancellationToken);
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
