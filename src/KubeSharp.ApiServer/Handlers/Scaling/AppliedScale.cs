using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.Apply;

namespace KubeSharp.ApiServer.Handlers.Scaling;

/// <summary>An applied autoscaling/v1 Scale as a configuration of the object that it scales.</summary>
internal static class AppliedScale
{
    /// <param name="body">JSON.</param>
    /// <param name="endpoint">What is scaled.</param>
    /// <param name="replicasPath">Where that has its replicas.</param>
    /// <exception cref="ApiException">400: the body is no Scale; 500, as upstream: it does not fit its schema.</exception>
    public static DocObject Of(ReadOnlyMemory<byte> body, ResourceEndpoint endpoint, IReadOnlyList<string> replicasPath)
    {
        var scale = AppliedConfiguration.Read(body, ApiTypes.Of<Scale>(), null);
        var configuration = new DocObject
        {
            ["apiVersion"] = new DocScalar(endpoint.Resource.ApiVersion),
            ["kind"] = new DocScalar(endpoint.Resource.Kind),
            ["metadata"] = scale["metadata"]?.Clone(),
        };
        if ((scale["spec"] as DocObject)?["replicas"] is { } replicas)
        {
            var place = configuration;
            foreach (var name in replicasPath.SkipLast(1))
            {
                place = (DocObject)(place[name] = new DocObject());
            }

            place[replicasPath[^1]] = replicas.Clone();
        }

        return configuration;
    }
}
