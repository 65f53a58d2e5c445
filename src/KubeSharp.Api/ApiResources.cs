using System.Collections.Frozen;

namespace KubeSharp.Api;

/// <summary>The built-in resources, in the order of discovery.</summary>
public static partial class ApiResources
{
    private static readonly ApiResource[] Everything = Generated();
    private static readonly FrozenDictionary<(string Group, string Version, string Name), ApiResource> ByName =
        Everything.ToFrozenDictionary(r => (r.Group, r.Version, r.Name));
    private static readonly FrozenDictionary<ApiType, ApiResource> ByType =
        Everything.Where(r => r.Type is not null).DistinctBy(r => r.Type).ToFrozenDictionary(r => r.Type!);

    public static IReadOnlyList<ApiResource> All => Everything;

    public static ApiResource? Find(string group, string version, string name) => ByName.GetValueOrDefault((group, version, name));

    public static ApiResource? Find(ApiType type) => ByType.GetValueOrDefault(type);

    /// <summary>The resource whose objects are of this type.</summary>
    /// <exception cref="InvalidOperationException">The kind is no resource.</exception>
    public static ApiResource Of<T>()
        where T : ApiKind, IApiKind<T> =>
        Find(T.Type) ?? throw new InvalidOperationException($"{T.Type.Kind} is no resource");
}
