using KubeSharp.Api;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers.Subresources;

/// <summary>Calls the handlers of subresources with bodies of their own, after admission.</summary>
internal sealed class SubresourceInvoker(
    IReadOnlyDictionary<(string Group, string Resource, string Subresource), ISubresourceHandler> handlers, AdmissionChain admission)
{
    public bool Has(ResourceEndpoint endpoint, string subresource) => handlers.ContainsKey(Key(endpoint, subresource));

    /// <exception cref="ApiException">404 where nobody handles the subresource; whatever the handler refuses.</exception>
    public async ValueTask<SubresourceResult> InvokeAsync(
        RequestContext context, ResourceEndpoint endpoint, ApiKind body, ApiKind? options, CancellationToken cancellationToken)
    {
        if (!handlers.TryGetValue(Key(endpoint, context.Info.Subresource), out var handler))
        {
            throw ApiErrors.PathNotFound();
        }

        var admissionContext = new AdmissionContext
        {
            Request = context,
            Operation = AdmissionOperation.Create,
            Resource = endpoint.Resource,
            Namespace = endpoint.Resource.Namespaced ? context.Info.Namespace : "",
            Name = context.Info.Name,
            Object = body,
            Options = options,
        };
        await admission.AdmitAsync(admissionContext, cancellationToken).ConfigureAwait(false);
        await admission.ValidateAsync(admissionContext, cancellationToken).ConfigureAwait(false);
        return await handler.HandleAsync(context, admissionContext.Object!, cancellationToken).ConfigureAwait(false);
    }

    private static (string Group, string Resource, string Subresource) Key(ResourceEndpoint endpoint, string subresource) =>
        (endpoint.Resource.Group, endpoint.Resource.Name, subresource);
}
