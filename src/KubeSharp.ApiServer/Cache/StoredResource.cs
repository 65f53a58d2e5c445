using KubeSharp.Api;

namespace KubeSharp.ApiServer.Cache;

/// <summary>How the objects of one resource are stored.</summary>
public sealed record StoredResource
{
    /// <summary>Names the resource in errors.</summary>
    public required ApiResource Resource { get; init; }

    /// <summary>The keys' prefix, with a slash at the end: <c>/registry/pods/</c>. See <see cref="RegistryPrefix"/>.</summary>
    public required string Prefix { get; init; }

    public required IObjectCodec Codec { get; init; }

    /// <summary>How long an object lives after its last write; null is forever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>The fields that selectors may name besides metadata.name and metadata.namespace.</summary>
    public IReadOnlyList<string> FieldNames { get; init; } = [];

    /// <summary>The value of one of <see cref="FieldNames"/>.</summary>
    public Func<ApiObject, string, string> Field { get; init; } = static (_, _) => "";

    public string Key(string ns, string name) => ns.Length == 0 ? Prefix + name : $"{Prefix}{ns}/{name}";

    /// <summary>The prefix of a namespace's keys; of all keys if the namespace is "".</summary>
    public string NamespacePrefix(string ns) => ns.Length == 0 ? Prefix : $"{Prefix}{ns}/";
}
