using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers.Deletes;

/// <summary>Deletes one object, following its <see cref="DeletionPlan"/>; again from the start when another writer was faster.</summary>
internal sealed class DeleteHandler(AdmissionChain admission)
{
    /// <exception cref="ApiException">403, 404, 409 or 422.</exception>
    public async ValueTask<DeleteResult> DeleteAsync(
        RequestContext context, ResourceEndpoint endpoint, string ns, string name, DeleteOptions options, CancellationToken cancellationToken)
    {
        DeleteOptionsRules.Validate(options);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entry = await endpoint.Store.GetAsync(ns, name, cancellationToken).ConfigureAwait(false)
                ?? throw ApiErrors.NotFound(endpoint.Resource, name);
            var value = entry.Object;
            CheckPreconditions(endpoint.Resource, value.Metadata, options.Preconditions);
            await AdmitAsync(context, endpoint, ns, name, value, options, cancellationToken).ConfigureAwait(false);

            var plan = DeletionPlan.Make(endpoint.Strategy, value, options, context.ReceivedAt);
            if (plan.Step == DeletionStep.Nothing || plan.Value.Equals(value) && plan.Step == DeletionStep.Mark)
            {
                return new DeleteResult(value, entry, Removed: false);
            }

            if (context.DryRun)
            {
                return Answer(endpoint, plan.Value, plan.Step is DeletionStep.Remove or DeletionStep.MarkAndRemove);
            }

            if (plan.Step is DeletionStep.Mark or DeletionStep.MarkAndRemove)
            {
                var marked = await endpoint.Store.UpdateAsync(entry, plan.Value, cancellationToken).ConfigureAwait(false);
                if (marked is null)
                {
                    continue;
                }

                if (plan.Step == DeletionStep.Mark)
                {
                    return new DeleteResult(marked.Object, marked, Removed: false);
                }

                entry = marked;
            }

            if (await endpoint.Store.DeleteAsync(entry, cancellationToken).ConfigureAwait(false))
            {
                return Answer(endpoint, plan.Value, removed: true);
            }

            // Marked and then changed or removed by somebody else: removed is what was asked for.
            if (plan.Step == DeletionStep.MarkAndRemove
                && await endpoint.Store.GetAsync(ns, name, cancellationToken).ConfigureAwait(false) is null)
            {
                return Answer(endpoint, plan.Value, removed: true);
            }
        }
    }

    private static void CheckPreconditions(ApiResource resource, ObjectMeta meta, Preconditions? preconditions)
    {
        if (preconditions is null)
        {
            return;
        }

        if (preconditions.UID is { } uid && uid != meta.UID)
        {
            throw WriteErrors.UidOfDelete(resource, meta.Name, uid, meta.UID);
        }

        if (preconditions.ResourceVersion is { } revision && revision != meta.ResourceVersion)
        {
            throw WriteErrors.RevisionOfDelete(resource, meta.Name, revision, meta.ResourceVersion);
        }
    }

    private async ValueTask AdmitAsync(
        RequestContext context,
        ResourceEndpoint endpoint,
        string ns,
        string name,
        ApiObject value,
        DeleteOptions options,
        CancellationToken cancellationToken)
    {
        var admissionContext = new AdmissionContext
        {
            Request = context,
            Operation = AdmissionOperation.Delete,
            Resource = endpoint.Resource,
            Namespace = ns,
            Name = name,
            OldObject = value,
            Options = options,
        };
        await admission.AdmitAsync(admissionContext, cancellationToken).ConfigureAwait(false);
        await admission.ValidateAsync(admissionContext, cancellationToken).ConfigureAwait(false);
    }

    private static DeleteResult Answer(ResourceEndpoint endpoint, ApiObject value, bool removed)
    {
        if (!removed || endpoint.Strategy.ReturnsDeletedObject)
        {
            return new DeleteResult(value, null, removed);
        }

        var status = new Status
        {
            StatusValue = "Success",
            Details = new StatusDetails
            {
                Name = value.Metadata.Name,
                Group = endpoint.Resource.Group,
                Kind = endpoint.Resource.Name,
                UID = value.Metadata.UID,
            },
        };
        return new DeleteResult(status, null, removed);
    }
}
