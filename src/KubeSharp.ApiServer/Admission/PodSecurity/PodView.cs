using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Admission.PodSecurity;

/// <summary>A pod as the checks look at it: containers of all three kinds in one list.</summary>
internal sealed record PodView(ObjectMeta Metadata, PodSpec Spec, IReadOnlyList<ContainerView> Containers)
{
    public bool IsWindows => Spec.OS?.Name == OSName.Windows;

    public static PodView Of(ObjectMeta metadata, PodSpec spec)
    {
        var containers = new List<ContainerView>(spec.InitContainers.Count + spec.Containers.Count + spec.EphemeralContainers.Count);
        foreach (var container in spec.InitContainers)
        {
            containers.Add(new ContainerView(container.Name, container.SecurityContext, container.Ports));
        }

        foreach (var container in spec.Containers)
        {
            containers.Add(new ContainerView(container.Name, container.SecurityContext, container.Ports));
        }

        foreach (var container in spec.EphemeralContainers)
        {
            containers.Add(new ContainerView(container.Name, container.SecurityContext, container.Ports));
        }

        return new PodView(metadata, spec, containers);
    }
}
