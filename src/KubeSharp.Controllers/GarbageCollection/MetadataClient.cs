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
            : PatchAsync(resource, metadata, json =>
            {
                json.WriteStartArray("finalizers");
                foreach (var item in left)
                {
                    json.WriteStringValue(item);
                }

                json.WriteEndArray();
            }, cancellationToken);
    }

    public ValueTask SetOwnersAsync(ApiResource resource, ObjectMeta metadata, ApiList<OwnerReference> owners, CancellationToken cancellationToken) =>
        PatchAsync(resource, metadata, json =>
        {
            json.WriteStartArray("ownerReferences");
            foreach (var owner in owners)
            {
                json.WriteRawValue(JsonCodec.EncodeBare(owner));
            }

            json.WriteEndArray();
        }, cancellationToken);

    /// <summary>Writes the object as it is; the server stores it anew if it would store it in another form than it has.</summary>
    public ValueTask TouchAsync(ApiResource resource, ObjectMeta metadata, CancellationToken cancellationToken) =>
        PatchAsync(resource, metadata, static _ => { }, cancellationToken);

    /// <summary>Changes the metadata, provided that the object has not changed since it was read.</summary>
    private async ValueTask PatchAsync(ApiResource resource, ObjectMeta metadata, Action<Utf8JsonWriter> change, CancellationToken cancellationToken)
    {
        using var patch = new MemoryStream();
        using (var json = new Utf8JsonWriter(patch))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("uid", metadata.UID);
            json.WriteString("resourceVersion", metadata.ResourceVersion);
            change(json);
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
