using System.Runtime.CompilerServices;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Client;

/// <summary>
/// Typed requests over a transport. The namespace of cluster-scoped resources is empty, and an empty namespace in a list or watch means all.
/// All methods throw <see cref="ApiException"/> with the server's status when it refuses.
/// </summary>
public sealed class KubeClient(IApiTransport transport)
{
    public IApiTransport Transport { get; } = transport;

    public async ValueTask<T> GetAsync<T>(string ns, string name, CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T>
    {
        var response = await Transport.SendAsync(
            new ApiRequest { Verb = ApiVerb.Get, Resource = ApiResources.Of<T>(), Namespace = ns, Name = name },
            cancellationToken).ConfigureAwait(false);
        return Typed<T>(response);
    }

    /// <summary>Like <see cref="GetAsync"/>, but null where there is no such object.</summary>
    public async ValueTask<T?> FindAsync<T>(string ns, string name, CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T>
    {
        try
        {
            return await GetAsync<T>(ns, name, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>One page; the whole list unless the options limit it.</summary>
    public async ValueTask<ObjectList<T>> ListAsync<T>(string ns, ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T>
    {
        var response = await Transport.SendAsync(
            new ApiRequest { Verb = ApiVerb.List, Resource = ApiResources.Of<T>(), Namespace = ns, Options = options },
            cancellationToken).ConfigureAwait(false);
        var list = Typed<ApiObjectList>(response);
        return new ObjectList<T>(new TypedList<T>(list.Objects), list.Metadata.ResourceVersion, list.Metadata.Continue);
    }

    public IAsyncEnumerable<WatchEvent> WatchAsync<T>(string ns, ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T> =>
        Transport.WatchAsync(
            new ApiRequest { Verb = ApiVerb.Watch, Resource = ApiResources.Of<T>(), Namespace = ns, Options = options },
            cancellationToken);

    public async ValueTask<T> CreateAsync<T>(T value, CreateOptions? options = null, CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T>
    {
        var response = await Transport.SendAsync(
            new ApiRequest
            {
                Verb = ApiVerb.Create,
                Resource = ApiResources.Of<T>(),
                Namespace = value.Metadata.Namespace,
                Body = value,
                Options = options,
            },
            cancellationToken).ConfigureAwait(false);
        return Typed<T>(response);
    }

    /// <summary>Creates a subresource of an object: <c>binding</c>, <c>eviction</c>, <c>token</c>.</summary>
    public async ValueTask<TAnswer> CreateSubresourceAsync<TOwner, TAnswer>(
        string ns,
        string name,
        string subresource,
        ApiKind body,
        CancellationToken cancellationToken = default)
        where TOwner : ApiObject, IApiKind<TOwner>
        where TAnswer : ApiKind
    {
        var response = await Transport.SendAsync(
            new ApiRequest
            {
                Verb = ApiVerb.Create,
                Resource = ApiResources.Of<TOwner>(),
                Namespace = ns,
                Name = name,
                Subresource = subresource,
                Body = body,
            },
            cancellationToken).ConfigureAwait(false);
        return Typed<TAnswer>(response);
    }

    /// <summary>Replaces the object; fails with a conflict if its resource version is set and no longer current.</summary>
    public ValueTask<T> UpdateAsync<T>(T value, UpdateOptions? options = null, CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T> => UpdateSubresourceAsync(value, "", options, cancellationToken);

    public ValueTask<T> UpdateStatusAsync<T>(T value, UpdateOptions? options = null, CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T> => UpdateSubresourceAsync(value, "status", options, cancellationToken);

    /// <summary>Replaces a subresource whose body is the object itself: <c>status</c>, <c>approval</c>, <c>finalize</c>, <c>ephemeralcontainers</c>.</summary>
    public async ValueTask<T> UpdateSubresourceAsync<T>(
        T value,
        string subresource,
        UpdateOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T>
    {
        var response = await Transport.SendAsync(
            new ApiRequest
            {
                Verb = ApiVerb.Update,
                Resource = ApiResources.Of<T>(),
                Namespace = value.Metadata.Namespace,
                Name = value.Metadata.Name,
                Subresource = subresource,
                Body = value,
                Options = options,
            },
            cancellationToken).ConfigureAwait(false);
        return Typed<T>(response);
    }

    /// <param name="ns">The namespace of the object.</param>
    /// <param name="name">The name of the object.</param>
    /// <param name="patchType">One of <see cref="PatchType"/>.</param>
    /// <param name="patch">The patch, as JSON.</param>
    /// <param name="subresource">Empty for the object itself.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    public async ValueTask<T> PatchAsync<T>(
        string ns,
        string name,
        string patchType,
        ReadOnlyMemory<byte> patch,
        string subresource = "",
        PatchOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T>
    {
        var response = await Transport.SendAsync(
            new ApiRequest
            {
                Verb = ApiVerb.Patch,
                Resource = ApiResources.Of<T>(),
                Namespace = ns,
                Name = name,
                Subresource = subresource,
                RawBody = patch,
                ContentType = patchType,
                Options = options,
            },
            cancellationToken).ConfigureAwait(false);
        return Typed<T>(response);
    }

    /// <summary>Server-side apply of the fields that are set in <paramref name="value"/>, as <paramref name="fieldManager"/>.</summary>
    public async ValueTask<T> ApplyAsync<T>(
        T value,
        string fieldManager,
        bool force = false,
        string subresource = "",
        CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T>
    {
        var response = await Transport.SendAsync(
            new ApiRequest
            {
                Verb = ApiVerb.Patch,
                Resource = ApiResources.Of<T>(),
                Namespace = value.Metadata.Namespace,
                Name = value.Metadata.Name,
                Subresource = subresource,
                Body = value,
                ContentType = PatchType.Apply,
                Options = new PatchOptions { FieldManager = fieldManager, Force = force },
            },
            cancellationToken).ConfigureAwait(false);
        return Typed<T>(response);
    }

    /// <summary>Asks for deletion; the object may stay for its grace period and finalizers.</summary>
    public async ValueTask DeleteAsync<T>(string ns, string name, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T> =>
        await Transport.SendAsync(
            new ApiRequest { Verb = ApiVerb.Delete, Resource = ApiResources.Of<T>(), Namespace = ns, Name = name, Body = options },
            cancellationToken).ConfigureAwait(false);

    public async ValueTask DeleteCollectionAsync<T>(
        string ns,
        ListOptions? selection = null,
        DeleteOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : ApiObject, IApiKind<T> =>
        await Transport.SendAsync(
            new ApiRequest
            {
                Verb = ApiVerb.DeleteCollection,
                Resource = ApiResources.Of<T>(),
                Namespace = ns,
                Options = selection,
                Body = options,
            },
            cancellationToken).ConfigureAwait(false);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Typed<T>(ApiResponse response)
        where T : ApiKind =>
        response.Object as T ?? throw new InvalidDataException($"The API server answered with {response.Object?.ApiType.Kind ?? "an unknown kind"} where {typeof(T).Name} was expected.");
}
