using KubeSharp.Api;

namespace KubeSharp.Client;

/// <summary>Identifies an object among those of its resource. The namespace of cluster-scoped ones is empty.</summary>
public readonly record struct NamespacedName(string Namespace, string Name)
{
    public static NamespacedName Of(ApiObject value) => new(value.Metadata.Namespace, value.Metadata.Name);

    /// <summary>As controllers log it: <c>namespace/name</c>, or the name alone.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
