using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Scaling;

/// <summary>Updates an object through its scale: the new scale comes from another source, only its replicas reach the object.</summary>
/// <param name="next">Makes the new scale of the current one.</param>
internal sealed class ScaleSource(IScaleConverter converter, Func<Scale, Scale> next) : IObjectSource
{
    public bool CreatesMissing => false;

    public bool TracksFields => false;

    public ValueTask<ApiObject> NextAsync(ApiObject? current, CancellationToken cancellationToken)
    {
        var value = current!;
        var scale = next(converter.ToScale(value));
        var given = scale.Metadata.Name;
        if (given != value.Metadata.Name)
        {
            throw ApiErrors.BadRequest(given.Length == 0
                ? $"the name of the object ({value.Metadata.Name} based on URL) was undeterminable: name must be provided"
                : $"the name of the object ({given}) does not match the name on the URL ({value.Metadata.Name})");
        }

        Validate(scale);
        return new(converter.WithReplicas(value, scale.Spec.Replicas) with
        {
            Metadata = value.Metadata with
            {
                ResourceVersion = scale.Metadata.ResourceVersion,
                UID = scale.Metadata.UID.Length > 0 ? scale.Metadata.UID : value.Metadata.UID,
            },
        });
    }

    private static void Validate(Scale scale)
    {
        if (scale.Spec.Replicas < 0)
        {
            var errors = new ErrorList();
            errors.Invalid(
                FieldPath.Root("spec").Child("replicas"),
                scale.Spec.Replicas.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "must be greater than or equal to 0");
            throw ApiErrors.Invalid("autoscaling", "Scale", scale.Metadata.Name, errors.Causes);
        }
    }
}
