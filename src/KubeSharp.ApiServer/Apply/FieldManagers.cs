using KubeSharp.Api;
using KubeSharp.Api.Documents;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Apply;

/// <summary>
/// Server-side apply (KEP-555), and the ownership of fields that every other write changes. Both may be asked again with a newer object when a
/// write conflicts.
/// </summary>
internal sealed class FieldManagers(FieldVersions versions)
{
    private const string BeforeFirstApply = "before-first-apply";

    private readonly ConfigurationPruning _pruning = new(versions);

    /// <summary>
    /// Keeps <c>metadata.managedFields</c> true on a write that is not an apply. Called on the decoded and defaulted object, before the
    /// mutating admission, whose changes have no owner (as upstream has it).
    /// </summary>
    /// <param name="context">Gives the field manager, the subresource and the time.</param>
    /// <param name="endpoint">The resource in the version of the request, in which the manager owns what it writes.</param>
    /// <param name="live">The stored object, as handlers hold it; null on create.</param>
    /// <param name="value">The object the client wants, as handlers hold it; its managedFields are what the client sent.</param>
    /// <param name="cancellationToken">Ends a conversion.</param>
    /// <returns><paramref name="value"/> with the managedFields to store.</returns>
    /// <exception cref="ApiException">500: a conversion webhook has failed.</exception>
    public ValueTask<ApiObject> UpdateAsync(
        RequestContext context, ResourceEndpoint endpoint, ApiObject? live, ApiObject value, CancellationToken cancellationToken)
    {
        var subresource = context.Info.Subresource;
        var entries = Entries(live, value, subresource);
        if (live is not null && entries.Count == 0)
        {
            // Somebody made everybody forget. Nothing is tracked again before the next apply.
            return new(With(value, default));
        }

        var (old, next) = (live is null ? null : endpoint.ToRequested(live), endpoint.ToRequested(value));
        var change = FieldChange.Between(old, next, endpoint.Resource, subresource);
        if (change.IsEmpty)
        {
            return new(With(value, entries));
        }

        var table = ManagerTable.Read(entries);
        var own = table.GetOrAdd(Name(context), Manager.UpdateOperation, next.ApiType.ApiVersion, subresource);
        return table.OtherVersions(next.ApiType.ApiVersion) is { Count: > 0 } others
            ? AcrossVersionsAsync(others)
            : new(Record(new FieldChanges(next.ApiType.ApiVersion, change)));

        async ValueTask<ApiObject> AcrossVersionsAsync(IReadOnlyCollection<string> others) => Record(
            await versions.ChangesAsync(change, old, next, others, (endpoint.Resource, subresource), cancellationToken).ConfigureAwait(false));

        ApiObject Record(FieldChanges changes)
        {
            table.Apply(changes);
            if (!change.Changed.IsEmpty)
            {
                own.Gain(change.Changed, new Time(context.ReceivedAt));
            }

            table.MergeOldest();
            return With(value, table.Write());
        }
    }

    /// <summary>Merges the applied configuration into the current object and records the ownership of its fields.</summary>
    /// <returns>The new object, undefaulted, with its managedFields.</returns>
    /// <exception cref="ApiException">
    /// 400 for a body that is no configuration of the kind, 409 with the owners of conflicting fields, 500 for undeclared fields and failing conversions.
    /// </exception>
    public async ValueTask<ApiObject> ApplyAsync(ApplyRequest request, CancellationToken cancellationToken)
    {
        var context = request.Context;
        var resource = request.Resource;
        var type = resource.Type ?? throw ApiErrors.BadRequest("the resource cannot be applied");
        var configuration = AppliedConfiguration.Read(request.Configuration, type, request.DecodeWarnings);
        var place = Place.Root(type);
        var subresource = context.Info.Subresource;
        var now = new Time(context.ReceivedAt);
        var live = request.Current;
        var liveTracked = live is null ? new DocObject() : TrackedObject.Of(live, resource, subresource);
        var table = ManagerTable.Read(live?.Metadata.ManagedFields ?? default);
        if (live is { Metadata.ManagedFields.Count: 0 })
        {
            table.GetOrAdd(BeforeFirstApply, Manager.UpdateOperation, type.ApiVersion, "").Gain(OwnedFields.Changed(new DocObject(), liveTracked, place), now);
        }

        var own = table.GetOrAdd(context.FieldManager, Manager.ApplyOperation, type.ApiVersion, subresource);
        var last = (own.ApiVersion, own.Fields);
        own.Apply(type.ApiVersion, OwnedFields.Applied(TrackedObject.Strip((DocObject)configuration.Clone(), resource, subresource), place));

        var merged = (DocObject)ConfigurationMerge.Merge(live is null ? new DocObject() : DocNode.Of(live), configuration, place);
        merged = await _pruning.PruneAsync(merged, type, resource, last, table, cancellationToken).ConfigureAwait(false);
        var change = FieldChange.Between(liveTracked, TrackedObject.Strip((DocObject)merged.Clone(), resource, subresource), place);
        var changes = table.OtherVersions(type.ApiVersion) is { Count: > 0 } others
            ? await versions.ChangesAsync(
                change, live, TypedDocument.Decode(type, merged), others, (resource, subresource), cancellationToken).ConfigureAwait(false)
            : new FieldChanges(type.ApiVersion, change);

        var isKubectl = context.FieldManager == LastApplied.Manager && subresource.Length == 0;
        if (!request.Force)
        {
            var allowed = live is not null && isKubectl ? LastApplied.Owned(live, liveTracked, resource, place) : FieldSet.Empty;
            ApplyConflicts.Check(table.Managers.Where(manager => manager != own), changes, allowed);
        }

        table.Apply(changes, except: own);
        own.Touch(now, changed: !change.IsEmpty);
        if (isKubectl)
        {
            LastApplied.Refresh(live, merged, configuration);
        }

        return With(TypedDocument.Decode(type, merged), table.Write());
    }

    /// <summary>
    /// A client may edit who owns what, but not in passing: a list that it does not send, or that nobody can read, is kept, and a subresource has
    /// no say. An empty list, or one empty entry, makes everybody forget what they own.
    /// </summary>
    private static ApiList<ManagedFieldsEntry> Entries(ApiObject? live, ApiObject value, string subresource)
    {
        var given = value.Metadata.ManagedFields;
        if (subresource.Length == 0 && IsReset(given))
        {
            return default;
        }

        var before = live?.Metadata.ManagedFields ?? default;
        return subresource.Length > 0 || given.Count == 0 || (given != before && !ManagerTable.IsReadable(given)) ? before : given;
    }

    private static bool IsReset(ApiList<ManagedFieldsEntry> entries) =>
        entries.Count == 0 ? !entries.IsNil : entries.Count == 1 && entries[0] == ManagedFieldsEntry.Empty;

    private static string Name(RequestContext context) => context.FieldManager.Length > 0 ? context.FieldManager : "unknown";

    private static ApiObject With(ApiObject value, ApiList<ManagedFieldsEntry> entries) => value.Metadata.ManagedFields == entries
        ? value
        : value with { Metadata = value.Metadata with { ManagedFields = entries } };
}
