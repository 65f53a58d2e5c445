using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Handlers.Scaling;

namespace KubeSharp.ApiServer.Admission.Matching;

/// <summary>The objects of a request in the version that a webhook or policy wants to see, and the way back.</summary>
internal sealed class VersionedRequest
{
    private readonly ResourceEndpoint _endpoint;
    private readonly IScaleConverter? _scale;

    private VersionedRequest(AdmissionContext context, ResourceEndpoint endpoint)
    {
        _endpoint = endpoint;
        _scale = context.Subresource == "scale" ? endpoint.Scale ?? ScaleConverters.Find(endpoint.Resource) : null;
        Kind = KindOf(endpoint, context.Subresource);
        Object = ToServed(context.Object);
        OldObject = ToServed(context.OldObject);
    }

    public ApiResource Resource => _endpoint.Resource;

    /// <summary>The kind of <see cref="Object"/> and <see cref="OldObject"/>.</summary>
    public ApiType Kind { get; }

    public ApiKind? Object { get; }

    public ApiKind? OldObject { get; }

    /// <exception cref="ApiException">500: the conversion has failed.</exception>
    public static ValueTask<VersionedRequest> OfAsync(AdmissionContext context, ResourceEndpoint endpoint, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new VersionedRequest(context, endpoint));
    }

    /// <summary>The kind of a request's object in this version of its resource.</summary>
    public static ApiType KindOf(ResourceEndpoint endpoint, string subresource) =>
        subresource.Length == 0 ? endpoint.Type : endpoint.FindSubresource(subresource)?.Type ?? endpoint.Type;

    /// <summary>A changed <see cref="Object"/> as the request has it: in the stored version, with its defaults.</summary>
    /// <param name="changed">Of <see cref="Kind"/>.</param>
    /// <param name="current">What it was made from.</param>
    public ApiKind ToStored(ApiKind changed, ApiKind current)
    {
        if (_scale is not null && changed is Scale scale && current is ApiObject scaled and not Scale)
        {
            return _scale.WithReplicas(scaled, scale.Spec.Replicas);
        }

        return changed is ApiObject value && IsStoredKind(current) ? _endpoint.Strategy.Default(_endpoint.ToStored(value)) : changed;
    }

    private ApiKind? ToServed(ApiKind? value) => value switch
    {
        ApiObject scaled and not Scale when _scale is not null => _scale.ToScale(scaled),
        ApiObject stored when IsStoredKind(stored) => _endpoint.ToServed(stored),
        _ => value,
    };

    /// <summary>Other subresources have bodies that are the same in every version of the resource.</summary>
    private bool IsStoredKind(ApiKind value) => value.ApiType == _endpoint.Strategy.Type;
}
