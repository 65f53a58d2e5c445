using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>pods/ephemeralcontainers: adds containers for debugging; none can be changed or removed.</summary>
internal sealed class EphemeralContainersStrategy : SubresourceStrategy
{
    public override ApiObject PrepareForUpdate(RequestContext context, ApiObject value, ApiObject old)
    {
        var pod = (Pod)value;
        var oldPod = (Pod)old;
        var prepared = oldPod with
        {
            Metadata = oldPod.Metadata with { ResourceVersion = pod.Metadata.ResourceVersion },
            Spec = oldPod.Spec with { EphemeralContainers = pod.Spec.EphemeralContainers },
        };
        return Generations.Next(prepared, old, prepared.Spec != oldPod.Spec);
    }

    public override void ValidateUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors)
    {
        var pod = (Pod)value;
        var oldPod = (Pod)old;
        if (oldPod.Metadata.Annotations.ContainsKey(PodAnnotationChecks.Mirror))
        {
            errors.Forbidden(FieldPath.Root(""), "static pods do not support ephemeral containers");
            return;
        }

        ObjectMetaUpdateValidation.Validate(pod.Metadata, oldPod.Metadata, errors);
        PodChecks.MetadataAndSpec(errors, pod);
        var path = PodChecks.Spec.Child("ephemeralContainers");
        foreach (var container in oldPod.Spec.EphemeralContainers)
        {
            var index = pod.Spec.EphemeralContainers.FindIndex(c => c.Name == container.Name);
            if (index < 0)
            {
                errors.Forbidden(path, $"existing ephemeral containers {ErrorList.Quote(container.Name)} may not be removed\n");
            }
            else if (pod.Spec.EphemeralContainers[index] != container)
            {
                errors.Forbidden(path, $"existing ephemeral containers {ErrorList.Quote(container.Name)} may not be changed\n");
            }
        }
    }

    public override void Warn(RequestContext context, ApiObject value, ApiObject old) =>
        PodWarnings.Add(context, (Pod)value, (Pod)old);
}
