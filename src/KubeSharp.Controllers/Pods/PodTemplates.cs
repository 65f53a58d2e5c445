using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Controllers.Pods;

/// <summary>Pods made from templates.</summary>
internal static class PodTemplates
{
    /// <summary>What a generated name may start with, at most.</summary>
    private const int MaxPrefix = 58;

    public static Pod Instantiate(PodTemplateSpec template, ApiObject owner, OwnerReference controller) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = owner.Metadata.Namespace,
            GenerateName = Prefix(owner.Metadata.Name),
            Labels = template.Metadata.Labels,
            Annotations = template.Metadata.Annotations,
            Finalizers = template.Metadata.Finalizers,
            OwnerReferences = [controller],
        },
        Spec = template.Spec,
    };

    /// <summary><c>name-</c>, cut to leave room for the random part.</summary>
    public static string Prefix(string owner) => (owner.Length > MaxPrefix - 1 ? owner[..(MaxPrefix - 1)] : owner) + "-";
}
