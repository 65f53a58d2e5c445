using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.Api.Custom;
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
        _scale = ScaleOf(context, endpoint);
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
    public static async ValueTask<VersionedRequest> OfAsync(AdmissionContext context, ResourceEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.NeedsPreparation && ScaleOf(context, endpoint) is null)
        {
            foreach (var value in new[] { context.Object, context.OldObject }.OfType<CustomObject>())
            {
                await endpoint.PrepareAsync(value, cancellationToken).ConfigureAwait(false);
            }
        }

        return new VersionedRequest(context, endpoint);
    }

    /// <summary>The kind of a request's object in this version of its resource.</summary>
    public static ApiType KindOf(ResourceEndpoint endpoint, string subresource) =>
        subresource.Length == 0 ? endpoint.Type : endpoint.FindSubresource(subresource)?.Type ?? endpoint.Type;

    /// <summary>A changed <see cref="Object"/> as the request has it: in the version of the handlers, with its defaults.</summary>
    /// <param name="changed">Of <see cref="Kind"/>.</param>
    /// <param name="current">What it was made from.</param>
    /// <param name="cancellationToken">Ends a conversion.</param>
    /// <exception cref="ApiException">500: the conversion has failed.</exception>
    public ValueTask<ApiKind> ToHandledAsync(ApiKind changed, ApiKind current, CancellationToken cancellationToken)
    {
        if (_scale is not null && changed is Scale scale && current is ApiObject scaled and not Scale)
        {
            return ValueTask.FromResult<ApiKind>(_scale.WithReplicas(scaled, scale.Spec.Replicas));
        }

        return (changed, current) switch
        {
            (CustomObject custom, CustomObject other) => ToHandledAsync(custom, other, cancellationToken),
            (ApiObject value, _) when IsStoredKind(current) => ValueTask.FromResult<ApiKind>(_endpoint.Strategy.Default(_endpoint.ToStored(value))),
            _ => ValueTask.FromResult(changed),
        };
    }

    private static IScaleConverter? ScaleOf(AdmissionContext context, ResourceEndpoint endpoint) =>
        context.Subresource == "scale" ? endpoint.Scale ?? ScaleConverters.Find(endpoint.Resource) : null;

    /// <summary>Custom objects are defaulted in the version that was shown, before they are converted.</summary>
    private async ValueTask<ApiKind> ToHandledAsync(CustomObject changed, CustomObject current, CancellationToken cancellationToken)
    {
        var value = _endpoint.Strategy.Default(changed);
        return _endpoint.Converter is IStoreConverter converter
            ? await converter.ToVersionOfAsync(value, current, cancellationToken).ConfigureAwait(false)
            : value.ApiType.Version == current.ApiType.Version ? value : ((CustomObject)value).As(current.Kind);
    }

    private ApiKind? ToServed(ApiKind? value) => value switch
    {
        ApiObject scaled and not Scale when _scale is not null => _scale.ToScale(scaled),
        CustomObject custom when _endpoint is { Converter: null, Type.Empty: CustomObject { Kind: var kind } } => custom.As(kind),
        ApiObject stored when IsStoredKind(stored) => _endpoint.ToServed(stored),
        _ => value,
    };

    /// <summary>Other subresources have bodies that are the same in every version of the resource.</summary>
    private bool IsStoredKind(ApiKind value) => value is CustomObject || value.ApiType == _endpoint.Strategy.Type;
}
