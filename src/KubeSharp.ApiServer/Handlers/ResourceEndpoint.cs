using KubeSharp.Api;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>One served resource in one version: the declaration that the generic handlers work from.</summary>
internal sealed class ResourceEndpoint
{
    public required ApiResource Resource { get; init; }

    /// <summary>The kind in the version that is served here.</summary>
    public required ApiType Type { get; init; }

    public required ResourceStrategy Strategy { get; init; }

    /// <summary>Null where the served version is the stored one.</summary>
    public IVersionConverter? Converter { get; init; }

    public bool HasSubresource(string name) => FindSubresource(name) is not null;

    public ApiSubresource? FindSubresource(string name)
    {
        foreach (var subresource in Resource.Subresources)
        {
            if (subresource.Name == name)
            {
                return subresource;
            }
        }

        return null;
    }

    /// <summary>Whether the resource, or its subresource, has this API verb.</summary>
    public bool Allows(string verb, string subresource)
    {
        var verbs = subresource.Length == 0 ? Resource.Verbs : FindSubresource(subresource)?.Verbs ?? default;
        foreach (var candidate in verbs)
        {
            if (candidate == verb)
            {
                return true;
            }
        }

        return false;
    }

    public ApiObject ToServed(ApiObject stored) => Converter is null ? stored : Converter.ToServed(stored);

    public ApiObject ToStored(ApiObject served) => Converter is null ? served : Converter.ToStored(served);
}
