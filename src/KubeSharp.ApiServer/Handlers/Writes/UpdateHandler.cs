using KubeSharp.Api;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Apply;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Writes;

/// <summary>
/// Updates objects: compute the new object from the current one, default, track fields, mutate, prepare, validate and
/// compare-and-swap; from the start again when another writer was faster and the request does not insist on a revision.
/// </summary>
internal sealed class UpdateHandler(
    AdmissionChain admission, FieldManagers fieldManagers, CreateHandler creates, AuthorizationFilter authorization)
{
    /// <exception cref="ApiException">400, 403, 404, 409 or 422.</exception>
    public async ValueTask<WriteResult> UpdateAsync(RequestContext context, UpdateRequest request, CancellationToken cancellationToken)
    {
        var store = request.Endpoint.Store;

        // The cache is nearly always right, and a write tells when it was not. Only a refusal has to rest on the newest state.
        if (store.Find(request.Namespace, request.Name) is { } cached)
        {
            try
            {
                if (await TryUpdateAsync(context, request, cached, cancellationToken).ConfigureAwait(false) is { } updated)
                {
                    return updated;
                }
            }
            catch (ApiException refusal) when (refusal.Code < 500)
            {
                // A write that got no answer (503) may have happened, and must not be tried again.
                var newest = await store.GetAsync(request.Namespace, request.Name, cancellationToken).ConfigureAwait(false);
                if (newest?.Revision == cached.Revision)
                {
                    throw;
                }
            }
        }

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entry = await store.GetAsync(request.Namespace, request.Name, cancellationToken).ConfigureAwait(false);
            var result = entry is null
                ? await TryCreateAsync(context, request, cancellationToken).ConfigureAwait(false)
                : await TryUpdateAsync(context, request, entry, cancellationToken).ConfigureAwait(false);
            if (result is { } done)
            {
                return done;
            }
        }
    }

    /// <summary>Null when another writer was faster.</summary>
    private async ValueTask<WriteResult?> TryUpdateAsync(
        RequestContext context, UpdateRequest request, Entry entry, CancellationToken cancellationToken)
    {
        var endpoint = request.Endpoint;
        var old = await endpoint.LoadAsync(entry, cancellationToken).ConfigureAwait(false);
        var value = await NextAsync(context, request, old, cancellationToken).ConfigureAwait(false);
        value = await AdmitAndPrepareAsync(context, request, value, old, cancellationToken).ConfigureAwait(false);
        if (value.Equals(old) && entry.Resource.Codec.IsCurrent(entry.Stored)
            && !await endpoint.Store.IsStaleAsync(entry, cancellationToken).ConfigureAwait(false))
        {
            return new WriteResult(entry.Object, entry, Created: false);
        }

        if (context.DryRun)
        {
            return new WriteResult(value, null, Created: false);
        }

        if (IsFinished(request, value, old))
        {
            return await endpoint.Store.DeleteAsync(entry, cancellationToken).ConfigureAwait(false)
                ? new WriteResult(value, null, Created: false)
                : null;
        }

        var next = await endpoint.ToStorageVersionAsync(value, cancellationToken).ConfigureAwait(false);
        return await endpoint.Store.UpdateAsync(entry, next, cancellationToken).ConfigureAwait(false) is { } stored
            ? new WriteResult(stored.Object, stored, Created: false)
            : null;
    }

    /// <summary>The new object before admission, in the stored version, with the revision it replaces.</summary>
    private async ValueTask<ApiObject> NextAsync(RequestContext context, UpdateRequest request, ApiObject old, CancellationToken cancellationToken)
    {
        var endpoint = request.Endpoint;
        var value = await request.Source.NextAsync(endpoint.ToServed(old), cancellationToken).ConfigureAwait(false);
        value = ObjectIdentity.InNamespace(context, endpoint.Resource, value);
        value = ObjectIdentity.DistinctOwners(context, value);
        value = endpoint.Strategy.Default(endpoint.ToStored(value));
        CheckBasis(request, value, old);
        if (!request.Source.TracksFields)
        {
            value = await fieldManagers.UpdateAsync(context, endpoint, old, value, cancellationToken).ConfigureAwait(false);
        }

        return value.Metadata.ResourceVersion == old.Metadata.ResourceVersion
            ? value
            : value with { Metadata = value.Metadata with { ResourceVersion = old.Metadata.ResourceVersion } };
    }

    /// <summary>The uid and the revision in the new object are preconditions.</summary>
    private static void CheckBasis(in UpdateRequest request, ApiObject value, ApiObject old)
    {
        var endpoint = request.Endpoint;
        var meta = value.Metadata;
        if (request.Source.ChecksUid && meta.UID.Length > 0 && meta.UID != old.Metadata.UID)
        {
            throw WriteErrors.UidPrecondition(endpoint, request.Namespace, request.Name, meta.UID, old.Metadata.UID);
        }

        var revision = ObjectIdentity.Revision(meta);
        if (revision == 0)
        {
            if (!endpoint.Strategy.AllowUnconditionalUpdate)
            {
                throw WriteErrors.ResourceVersionRequired(endpoint, request.Name);
            }
        }
        else if (meta.ResourceVersion != old.Metadata.ResourceVersion)
        {
            throw WriteErrors.Modified(endpoint.Resource, request.Name);
        }
    }

    private async ValueTask<ApiObject> AdmitAndPrepareAsync(
        RequestContext context, UpdateRequest request, ApiObject value, ApiObject old, CancellationToken cancellationToken)
    {
        var endpoint = request.Endpoint;
        var admissionContext = new AdmissionContext
        {
            Request = context,
            Operation = AdmissionOperation.Update,
            Resource = endpoint.Resource,
            Namespace = request.Namespace,
            Name = request.Name,
            Object = value,
            OldObject = old,
            Options = request.Options,
        };
        await admission.AdmitAsync(admissionContext, cancellationToken).ConfigureAwait(false);
        value = ObjectIdentity.DistinctOwners(context, (ApiObject)admissionContext.Object!);
        value = Prepare(context, request, ObjectIdentity.Successor(value, old), old);
        admissionContext.Object = value;
        await admission.ValidateAsync(admissionContext, cancellationToken).ConfigureAwait(false);
        return value;
    }

    private static ApiObject Prepare(RequestContext context, in UpdateRequest request, ApiObject value, ApiObject old)
    {
        var strategy = request.Endpoint.Strategy;
        var errors = new ErrorList();
        if (request.Subresource is { } subresource)
        {
            value = subresource.PrepareForUpdate(context, value, old);
            subresource.ValidateUpdate(context, value, old, errors);
        }
        else
        {
            value = strategy.PrepareForUpdate(context, value, old);
            strategy.ValidateUpdate(context, value, old, errors);
        }

        if (!errors.IsEmpty)
        {
            throw ApiErrors.Invalid(request.Endpoint.Type, request.Name, errors.Causes);
        }

        if (request.Subresource is null)
        {
            strategy.Warn(context, value, old);
        }
        else
        {
            request.Subresource.Warn(context, value, old);
        }

        return value;
    }

    /// <summary>An object in deletion without grace, whose last finalizer has gone: this update is its end.</summary>
    private static bool IsFinished(in UpdateRequest request, ApiObject value, ApiObject old) =>
        old.Metadata is { DeletionTimestamp: not null, DeletionGracePeriodSeconds: null or 0 }
        && value.Metadata.Finalizers.Count == 0
        && !request.Endpoint.Strategy.HoldsDeletion(value);

    /// <summary>Creates what the update did not find, where that is allowed. Null when somebody else has created it meanwhile.</summary>
    private async ValueTask<WriteResult?> TryCreateAsync(RequestContext context, UpdateRequest request, CancellationToken cancellationToken)
    {
        if (request.Source.UidOfMissing is { Length: > 0 } uid)
        {
            throw WriteErrors.UidPrecondition(request.Endpoint, request.Namespace, request.Name, uid, "");
        }

        if (!request.Source.CreatesMissing || request.Subresource is not null)
        {
            throw ApiErrors.NotFound(request.Endpoint.Resource, request.Name);
        }

        await authorization.AuthorizeAsync(context.User, context.Info with { Verb = "create" }, "", "", cancellationToken).ConfigureAwait(false);
        var endpoint = request.Endpoint;
        var value = await request.Source.NextAsync(null, cancellationToken).ConfigureAwait(false);
        ObjectIdentity.CheckName(context, value);
        if (ObjectIdentity.Revision(value.Metadata) != 0)
        {
            throw ApiErrors.NotFound(endpoint.Resource, request.Name);
        }

        try
        {
            return request.Source.TracksFields
                ? await creates.CreateTrackedAsync(
                    context,
                    endpoint,
                    endpoint.Strategy.Default(endpoint.ToStored(ObjectIdentity.InNamespace(context, endpoint.Resource, value))),
                    request.Options,
                    cancellationToken).ConfigureAwait(false)
                : await creates.CreateAsync(context, endpoint, value, request.Options, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.IsAlreadyExists)
        {
            return null;
        }
    }
}
