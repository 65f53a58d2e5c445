using KubeSharp.Api;
using KubeSharp.Api.Documents;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers.ManagedFields;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Apply;

/// <summary>Server-side apply (KEP-555), and the ownership of fields that every other write changes.</summary>
internal sealed class FieldManagers : IManagedFieldsUpdater, IApplyPatcher
{
    private const string BeforeFirstApply = "before-first-apply";

    public ApiObject Update(RequestContext context, ApiResource resource, ApiObject? live, ApiObject value)
    {
        if (IsReset(value.Metadata.ManagedFields))
        {
            return With(value, default);
        }

        var subresource = context.Info.Subresource;
        var entries = Entries(live, value, subresource);
        if (live is not null && entries.Count == 0)
        {
            // Somebody made everybody forget. Nothing is tracked again before the next apply.
            return With(value, default);
        }

        var place = Place.Root(value.ApiType);
        var (old, next) = TrackedObject.Differences(live, value, resource, subresource);
        var changed = OwnedFields.Changed(old, next, place);
        var removed = OwnedFields.Removed(old, next, place);
        if (changed.IsEmpty && removed.IsEmpty)
        {
            return With(value, entries);
        }

        var table = ManagerTable.Read(entries);
        foreach (var manager in table.Managers)
        {
            manager.Fields = manager.Fields.Except(changed).Except(removed);
        }

        var own = table.GetOrAdd(Name(context), Manager.UpdateOperation, value.ApiType.ApiVersion, subresource);
        own.Fields = own.Fields.Union(changed);
        return With(value, table.Write(Now(context), null, ""));
    }

    /// <summary>A client may edit who owns what, but not in passing: a list that it does not send is kept, and a subresource has no say.</summary>
    private static ApiList<ManagedFieldsEntry> Entries(ApiObject? live, ApiObject value, string subresource) =>
        live is null || subresource.Length > 0 || value.Metadata.ManagedFields.Count == 0
            ? live?.Metadata.ManagedFields ?? default
            : value.Metadata.ManagedFields;

    public ApiObject Apply(ApplyRequest request)
    {
        var context = request.Context;
        var type = request.Resource.Type ?? throw ApiErrors.BadRequest("the resource cannot be applied");
        var configuration = Configuration(request, type);
        var place = Place.Root(type);
        var subresource = context.Info.Subresource;
        var live = request.Current;
        var table = ManagerTable.Read(live?.Metadata.ManagedFields ?? default);
        var liveTracked = live is null ? new DocObject() : TrackedObject.Of(live, request.Resource, subresource);
        if (live is not null && live.Metadata.ManagedFields.Count == 0)
        {
            table.GetOrAdd(BeforeFirstApply, Manager.UpdateOperation, type.ApiVersion, "").Fields = OwnedFields.Changed(new DocObject(), liveTracked, place);
        }

        var applied = OwnedFields.Applied(TrackedObject.Strip((DocObject)configuration.Clone(), request.Resource, subresource), place);
        var liveDocument = live is null ? new DocObject() : DocNode.Of(live);
        var merged = (DocObject)ConfigurationMerge.Merge(liveDocument, configuration, place);

        var own = table.GetOrAdd(context.FieldManager, Manager.ApplyOperation, type.ApiVersion, subresource);
        var isKubectl = context.FieldManager == LastApplied.Manager && subresource.Length == 0;
        var allowed = live is not null && isKubectl ? LastApplied.Owned(live, liveTracked, request.Resource, place) : FieldSet.Empty;
        var changed = OwnedFields.Changed(liveTracked, TrackedObject.Strip((DocObject)merged.Clone(), request.Resource, subresource), place);
        ResolveConflicts(request, table, own, changed, allowed);
        ConfigurationMerge.Prune(merged, Dropped(table, own, applied), place);
        own.Fields = applied;
        if (isKubectl)
        {
            LastApplied.Refresh(live, merged, configuration);
        }

        return With(Decode(type, merged), table.Write(Now(context), own, type.ApiVersion));
    }

    /// <summary>What the manager applied last time, applies no more, and nobody else owns.</summary>
    private static FieldSet Dropped(ManagerTable table, Manager own, FieldSet applied)
    {
        var dropped = own.Fields.Except(applied);
        foreach (var other in table.Managers.Where(manager => manager != own))
        {
            dropped = dropped.Except(other.Fields);
        }

        return dropped;
    }

    /// <exception cref="ApiException">409: others own fields that the configuration would change, and it does not insist.</exception>
    /// <param name="allowed">Fields that may be taken over.</param>
    private static void ResolveConflicts(ApplyRequest request, ManagerTable table, Manager own, FieldSet changed, FieldSet allowed)
    {
        var conflicts = table.Managers
            .Where(manager => manager != own)
            .Select(manager => (Manager: manager, Fields: manager.Fields.Intersect(changed)))
            .Where(conflict => !conflict.Fields.IsEmpty)
            .ToList();
        if (!request.Force)
        {
            var refused = conflicts.Select(conflict => (conflict.Manager, Fields: conflict.Fields.Except(allowed))).Where(conflict => !conflict.Fields.IsEmpty).ToList();
            if (refused.Count > 0)
            {
                throw ApplyConflicts.Error(refused);
            }
        }

        foreach (var (manager, fields) in conflicts)
        {
            manager.Fields = manager.Fields.Except(fields);
        }
    }

    private static DocObject Configuration(ApplyRequest request, ApiType type)
    {
        try
        {
            var document = DocNode.Parse(request.Configuration.Span) as DocObject ?? throw ApiErrors.BadRequest("the configuration has to be an object");
            if (document.Text("apiVersion") != type.ApiVersion)
            {
                throw ApiErrors.BadRequest(
                    $"Incorrect version specified in apply patch. Specified patch version: {document.Text("apiVersion")}, expected: {type.ApiVersion}");
            }

            if (document.Text("kind") != type.Kind)
            {
                throw ApiErrors.BadRequest($"the configuration has to be of kind {type.Kind} in {type.ApiVersion}");
            }

            if (document["metadata"] is DocObject metadata && metadata.Contains("managedFields") && !metadata["managedFields"]!.IsNull)
            {
                throw ApiErrors.BadRequest("metadata.managedFields must be nil");
            }

            if (ConfigurationChecks.Problems(document, Place.Root(type)) is { Length: > 0 } problems)
            {
                throw DoesNotFit(document, type, problems);
            }

            JsonCodec.Decode(type, request.Configuration.Span, request.DecodeWarnings);
            return document;
        }
        catch (DecodeException failure)
        {
            throw ApiErrors.BadRequest(failure.Message);
        }
    }

    /// <summary>Upstream answers with the bare error, without a reason.</summary>
    private static ApiException DoesNotFit(DocObject document, ApiType type, string problems)
    {
        var metadata = document["metadata"] as DocObject;
        return new ApiException(new Status
        {
            StatusValue = "Failure",
            Code = 500,
            Message = $"failed to create typed patch object ({metadata?.Text("namespace")}/{metadata?.Text("name")}; " +
                $"{(type.Group.Length == 0 ? "/" : "")}{type.ApiVersion}, Kind={type.Kind}): {problems}",
        });
    }

    private static ApiObject Decode(ApiType type, DocObject document)
    {
        try
        {
            return (ApiObject)JsonCodec.Decode(type, document.ToJson(), null);
        }
        catch (DecodeException failure)
        {
            throw ApiErrors.BadRequest(failure.Message);
        }
    }

    /// <summary>A client sends an empty list, or one empty entry, to make everybody forget what they own.</summary>
    private static bool IsReset(ApiList<ManagedFieldsEntry> entries) =>
        entries.Count == 0 ? !entries.IsNil : entries.Count == 1 && entries[0] == ManagedFieldsEntry.Empty;

    private static string Name(RequestContext context) => context.FieldManager.Length > 0 ? context.FieldManager : "unknown";

    private static Time Now(RequestContext context) => new(context.ReceivedAt);

    private static ApiObject With(ApiObject value, ApiList<ManagedFieldsEntry> entries) => value.Metadata.ManagedFields == entries
        ? value
        : value with { Metadata = value.Metadata with { ManagedFields = entries } };
}
