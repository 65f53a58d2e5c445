using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.Client;

namespace KubeSharp.Controllers.Scaling;

/// <summary>The scale of whatever can be scaled.</summary>
internal sealed class ScaleClient(KubeClient client)
{
    public static bool HasScale(ApiResource resource) => resource.Subresources.FindIndex(static sub => sub.Name == "scale") >= 0;

    /// <exception cref="ApiException">There is no such object, or it cannot be scaled.</exception>
    public async ValueTask<Scale> GetAsync(ApiResource resource, string ns, string name, CancellationToken cancellationToken)
    {
        var request = new ApiRequest { Verb = ApiVerb.Get, Resource = resource, Namespace = ns, Name = name, Subresource = "scale" };
        return Typed(await client.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<Scale> UpdateAsync(ApiResource resource, Scale scale, CancellationToken cancellationToken)
    {
        var request = new ApiRequest
        {
            Verb = ApiVerb.Update,
            Resource = resource,
            Namespace = scale.Metadata.Namespace,
            Name = scale.Metadata.Name,
            Subresource = "scale",
            Body = scale,
        };
        return Typed(await client.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false));
    }

    private static Scale Typed(ApiResponse response) =>
        response.Object as Scale ?? throw new InvalidDataException("The API server answered a request for a scale with something else.");
}
