using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Deletes;

internal static class DeleteOptionsRules
{
    /// <exception cref="ApiException">422.</exception>
    public static void Validate(DeleteOptions options)
    {
        var errors = new ErrorList();
        var policy = FieldPath.Root("propagationPolicy");
        if (options is { OrphanDependents: not null, PropagationPolicy: not null })
        {
            errors.Invalid(policy, ErrorList.Quote(options.PropagationPolicy), "orphanDependents and deletionPropagation cannot be both set");
        }

        if (options.PropagationPolicy is not (null or "Orphan" or "Background" or "Foreground"))
        {
            errors.NotSupported(policy, ErrorList.Quote(options.PropagationPolicy), "Foreground", "Background", "Orphan", "nil");
        }

        OptionsRules.DryRun(options.DryRun, errors);
        if (!errors.IsEmpty)
        {
            throw ApiErrors.Invalid("meta.k8s.io", "DeleteOptions", "", errors.Causes);
        }
    }
}
