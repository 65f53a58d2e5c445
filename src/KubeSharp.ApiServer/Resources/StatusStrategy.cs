using KubeSharp.Api;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Resources;

/// <summary>The status subresource of a resource.</summary>
internal sealed class StatusStrategy(ResourceStrategy strategy) : SubresourceStrategy
{
    public override ApiObject PrepareForUpdate(RequestContext context, ApiObject value, ApiObject old) =>
        strategy.PrepareForStatusUpdate(context, value, old);

    public override void ValidateUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors) =>
        strategy.ValidateStatusUpdate(context, value, old, errors);
}
