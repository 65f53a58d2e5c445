using System.Text;
using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers.Scaling;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>One served resource in one version: the declaration that the generic handlers work from.</summary>
internal sealed class ResourceEndpoint
{
    private ResourceStore? _store;
    private ApiType? _listType;
    private byte[]? _jsonHead;
    private byte[]? _jsonListHead;

    public required ApiResource Resource { get; init; }

    /// <summary>The kind in the version that is served here.</summary>
    public required ApiType Type { get; init; }

    public required ResourceStrategy Strategy { get; init; }

    /// <summary>Null where the served version is the stored one.</summary>
    public IVersionConverter? Converter { get; init; }

    /// <summary>The objects; only for a resource that <see cref="IsStored"/>.</summary>
    public ResourceStore Store
    {
        get => _store ?? throw new InvalidOperationException(Resource.QualifiedName + " is not stored");
        init => _store = value;
    }

    public bool IsStored => _store is not null;

    public string ListKind => _listType?.Kind ?? Resource.Kind + "List";

    /// <summary>The kind of lists of the resource.</summary>
    public ApiType ListType
    {
        get => _listType ??= FindListType();
        init => _listType = value;
    }

    /// <summary>How a custom resource is scaled; null for others, and where it has no scale.</summary>
    public IScaleConverter? Scale { get; init; }

    /// <summary>A custom resource: JSON only, and no strategic merge patch.</summary>
    public bool IsCustom { get; init; }

    private ApiType FindListType() => ApiTypes.Find(Resource.ApiVersion, ListKind)
        ?? throw new InvalidOperationException(ListKind + " is no kind");

    /// <summary><c>{"kind":"Pod","apiVersion":"v1",</c>, what comes before the members of an item to make it an object of its own.</summary>
    public ReadOnlySpan<byte> JsonHead =>
        _jsonHead ??= Encoding.UTF8.GetBytes($"{{\"kind\":\"{Resource.Kind}\",\"apiVersion\":\"{Resource.ApiVersion}\",");

    /// <summary><c>{"kind":"PodList","apiVersion":"v1","metadata":</c>.</summary>
    public ReadOnlySpan<byte> JsonListHead =>
        _jsonListHead ??= Encoding.UTF8.GetBytes($"{{\"kind\":\"{ListKind}\",\"apiVersion\":\"{Resource.ApiVersion}\",\"metadata\":");

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

    /// <summary>An object as handlers hold it, in the version of the request: they work in that of the store, but with custom resources.</summary>
    public ApiObject ToRequested(ApiObject handled) => Converter is null or IStoreConverter ? handled : Converter.ToServed(handled);

    /// <summary>What is shown has to go through <see cref="PrepareAsync(ApiObject, CancellationToken)"/> before.</summary>
    public bool NeedsPreparation => Converter is IStoreConverter { NeedsPreparation: true };

    /// <summary>Makes <see cref="ToServed"/> work on the object, as long as somebody holds it.</summary>
    /// <exception cref="ApiException">500: its conversion has failed.</exception>
    public ValueTask PrepareAsync(ApiObject stored, CancellationToken cancellationToken) =>
        Converter is IStoreConverter { NeedsPreparation: true } converter ? converter.PrepareAsync([stored], cancellationToken) : ValueTask.CompletedTask;

    /// <summary>The same for many. The result is to be held until they have been shown.</summary>
    public async ValueTask<IReadOnlyList<ApiObject>> PrepareAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        if (Converter is not IStoreConverter { NeedsPreparation: true } converter)
        {
            return [];
        }

        ApiObject[] held = [.. entries.Select(static entry => entry.Object)];
        await converter.PrepareAsync(held, cancellationToken).ConfigureAwait(false);
        return held;
    }

    /// <summary>A stored object in the version that handlers work in.</summary>
    /// <exception cref="ApiException">500: its conversion has failed.</exception>
    public ValueTask<ApiObject> LoadAsync(Entry entry, CancellationToken cancellationToken) =>
        Converter is IStoreConverter converter ? LoadAsync(entry.Object, converter, cancellationToken) : ValueTask.FromResult(entry.Object);

    /// <summary>The way back, before it is stored.</summary>
    /// <exception cref="ApiException">500: its conversion has failed.</exception>
    public ValueTask<ApiObject> ToStorageVersionAsync(ApiObject value, CancellationToken cancellationToken) =>
        Converter is IStoreConverter converter ? converter.ToStorageVersionAsync(value, cancellationToken) : ValueTask.FromResult(value);

    private static async ValueTask<ApiObject> LoadAsync(ApiObject stored, IStoreConverter converter, CancellationToken cancellationToken)
    {
        await converter.PrepareAsync([stored], cancellationToken).ConfigureAwait(false);
        return converter.ToServed(stored);
    }
}
