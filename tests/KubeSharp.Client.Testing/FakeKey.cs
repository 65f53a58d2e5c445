using KubeSharp.Api;

namespace KubeSharp.Client.Testing;

internal readonly record struct FakeKey(ApiResource Resource, string Namespace, string Name)
{
    public static IComparer<FakeKey> Order { get; } = Comparer<FakeKey>.Create(static (left, right) =>
        string.CompareOrdinal($"{left.Resource.QualifiedName}/{left.Namespace}/{left.Name}", $"{right.Resource.QualifiedName}/{right.Namespace}/{right.Name}"));

    public static FakeKey Of(ApiResource resource, ApiObject value) => new(resource, value.Metadata.Namespace, value.Metadata.Name);
}
