using System.Collections.Frozen;

namespace KubeSharp.Api;

/// <summary>All kinds that have a record type.</summary>
public static partial class ApiTypes
{
    private static readonly ApiType[] Everything = Generated();
    private static readonly FrozenDictionary<(string ApiVersion, string Kind), ApiType> ByName =
        Everything.ToFrozenDictionary(t => (t.ApiVersion, t.Kind));

    /// <summary>Kinds that every group version accepts, whatever group they are written with.</summary>
    private static readonly FrozenSet<string> InEveryGroup = new[]
    {
        "CreateOptions", "DeleteOptions", "GetOptions", "ListOptions", "PatchOptions", "UpdateOptions", "Status", "WatchEvent",
    }.ToFrozenSet();

    public static IReadOnlyList<ApiType> All => Everything;

    /// <summary>The kind with this name in this group version, or null.</summary>
    public static ApiType? Find(string apiVersion, string kind) =>
        ByName.TryGetValue((apiVersion, kind), out var type) ? type
        : InEveryGroup.Contains(kind) ? ByName[("v1", kind)]
        : null;

    /// <exception cref="DecodeException">There is no such kind; the message is upstream's.</exception>
    public static ApiType Require(string apiVersion, string kind)
    {
        if (kind.Length == 0)
        {
            throw new DecodeException("Object 'Kind' is missing");
        }

        if (apiVersion.Length == 0)
        {
            throw new DecodeException("Object 'apiVersion' is missing");
        }

        return Find(apiVersion, kind) ?? throw new DecodeException($"no kind \"{kind}\" is registered for version \"{apiVersion}\"");
    }

    public static ApiType Of<T>()
        where T : ApiKind, IApiKind<T> => T.Type;
}
