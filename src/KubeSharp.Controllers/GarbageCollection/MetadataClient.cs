using System.Collections.Concurrent;
using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;

namespace KubeSharp.Controllers.GarbageCollection;

/// <summary>Requests about objects of any kind that touch nothing but their metadata.</summary>
internal sealed class MetadataClient(KubeClient client)
{
    /// <summary>Owners known not to exist; a UID never comes back.</summary>
    private readonly ConcurrentDictionary<string, byte> _absent = new(StringComparer.Ordinal);

    /// <summary>The object's metadata, or null if there is no such object.</summary>
    public async ValueTask<ObjectMeta?> FindAsync(ApiResource resource, string ns, string name, CancellationToken cancellationToken)
    {
        try
        {
            var request = new ApiRequest { Verb = ApiVerb.Get, Resource = resource, Namespace = ns, Name = name, MetadataOnly = true };
            var response = await client.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return (response.Object as ApiObject)?.Metadata;
        }
        catch (ApiException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>The metadata of the object that a reference means, or null if that does not exist (any more).</summary>
    public async ValueTask<ObjectMeta?> FindOwnerAsync(ApiResource resource, string ns, OwnerReference reference, CancellationToken cancellationToken)
    {
        var key = $"{resource.QualifiedName}/{ns}/{reference.Name}/{reference.UID}";
        if (_absent.ContainsKey(key))
        {
            return null;
        }

        if (await FindAsync(resource, ns, reference.Name, cancellationToken).ConfigureAwait(false) is { } owner && owner.UID == reference.UID)
        {
            return owner;
        }

        if (_absent.Count > 500)
        {
            _absent.Clear();
        }

        _absent[key] = 0;
        return null;
    }

    public async ValueTask DeleteAsync(ApiResource resource, ObjectMeta metadata, string propagation, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions { PropagationPolicy = propagation, Preconditions = new Preconditions { UID = metadata.UID } };
        var request = new ApiRequest
        {
            Verb = ApiVerb.Delete,
            Resource = resource,
            Namespace = metadata.Namespace,
            Name = metadata.Name,
            Body = options,
        };
        try
        {
            await client.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // That is what was wanted.
        }
    }

    public ValueTask RemoveFinalizerAsync(ApiResource resource, ObjectMeta metadata, string finalizer, CancellationToken cancellationToken)
    {
        var left = metadata.Finalizers.RemoveAll(other => other == finalizer);
        return left.Count == metadata.Finalizers.Count
            ? ValueTask.CompletedTask
            : PatchAsync(resource, metadata, "finalizers", json =>
            {
                foreach (var item in left)
                {
                    json.WriteStringValue(item);
                }
            }, cancellationToken);
    }

    public ValueTask SetOwnersAsync(ApiResource resource, ObjectMeta metadata, ApiList<OwnerReference> owners, CancellationToken cancellationToken) =>
        PatchAsync(resource, metadata, "ownerReferences", json =>
        {
            foreach (var owner in owners)
            {
                json.WriteRawValue(JsonCodec.EncodeBare(owner));
            }
        }, cancellationToken);

    /// <summary>Replaces a list in the metadata, provided that the object has not changed since it was read.</summary>
    private async ValueTask PatchAsync(ApiResource resource, ObjectMeta metadata, string list, Action<Utf8JsonWriter> items, CancellationToken cancellationToken)
    {
        using var patch = new MemoryStream();
        using (var json = new Utf8JsonWriter(patch))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("uid", metadata.UID);
            json.WriteString("resourceVersion", metadata.ResourceVersion);
            json.WriteStartArray(list);
            items(json);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        var request = new ApiRequest
        {
            Verb = ApiVerb.Patch,
            Resource = resource,
            Namespace = metadata.Namespace,
            Name = metadata.Name,
            RawBody = patch.ToArray(),
            ContentType = PatchType.Merge,
            MetadataOnly = true,
        };
        try
        {
            await client.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // Then there is nothing to change.
        }
    }
}
