using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>namespaces/finalize: the only way to change the finalizers of the spec.</summary>
internal sealed class NamespaceFinalizeStrategy : SubresourceStrategy
{
    public static void Check(ErrorList errors, FieldPath path, string finalizer)
    {
        NameChecks.QualifiedName(errors, path, null, finalizer);
        FinalizerChecks.Standard(errors, path, finalizer);
    }

    public override ApiObject PrepareForUpdate(RequestContext context, ApiObject value, ApiObject old) =>
        (Namespace)value with { Status = ((Namespace)old).Status };

    public override void ValidateUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        var finalizers = ((Namespace)value).Spec.Finalizers;
        for (var i = 0; i < finalizers.Count; i++)
        {
            Check(errors, FieldPath.Root("spec").Child("finalizers").Index(i), finalizers[i]);
        }
    }
}
