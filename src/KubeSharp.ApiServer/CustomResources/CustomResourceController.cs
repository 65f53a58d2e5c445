using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.CustomResources.Definitions;
using KubeSharp.ApiServer.Handlers.Deletes;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.ApiServer.Http;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.CustomResources;

/// <summary>
/// Follows the definitions: accepts their names, serves their resources, says so in their status; and empties those that are being deleted
/// before it lets them go.
/// </summary>
internal sealed partial class CustomResourceController(
    CustomResourceCatalog catalog,
    CachedObjects objects,
    DeleteCollectionHandler collections,
    TimeProvider time,
    ILogger<CustomResourceController> logger) : IServerTask
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestPeriod = TimeSpan.FromMinutes(1);

    private readonly NameConflicts _names = new();
    private readonly CustomApiServices _services = new(objects, time);
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "crd-informer-synced";

    public Task Started => _started.Task;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var feed = objects.Follow<CustomResourceDefinition>(Enqueue, Enqueue);
        var services = objects.Follow<APIService>(static _ => { }, EnqueueGroup);
        var following = Task.WhenAll(feed.RunAsync(cancellationToken), services.RunAsync(cancellationToken), RestAsync(cancellationToken));
        try
        {
            await feed.Synced.WaitAsync(cancellationToken).ConfigureAwait(false);
            while (_changed.Reader.TryRead(out var name))
            {
                await TryReconcileAsync(name, cancellationToken).ConfigureAwait(false);
            }

            _started.TrySetResult();
            await foreach (var name in _changed.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await TryReconcileAsync(name, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Schemas that are not used are not held.</summary>
    private async Task RestAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(RestPeriod, time, cancellationToken).ConfigureAwait(false);
            catalog.Rest();
        }
    }

    private void Enqueue(ApiObject definition)
    {
        _names.Note((CustomResourceDefinition)definition);
        _changed.Writer.TryWrite(definition.Metadata.Name);
    }

    /// <summary>Somebody has deleted an APIService; if it was that of a definition it comes back.</summary>
    private void EnqueueGroup(ApiObject service)
    {
        foreach (var name in catalog.DefinitionsOf(((APIService)service).Spec.Group))
        {
            _changed.Writer.TryWrite(name);
        }
    }

    private async ValueTask TryReconcileAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await ReconcileAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, e, name);
            await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
            _changed.Writer.TryWrite(name);
        }
    }

    private async ValueTask ReconcileAsync(string name, CancellationToken cancellationToken)
    {
        if (objects.Get<CustomResourceDefinition>("", name) is not { } definition)
        {
            if (catalog.Drop(name) is { } dropped)
            {
                await _services.EnsureAsync(dropped, catalog.ServedVersions(dropped), cancellationToken).ConfigureAwait(false);
            }

            foreach (var other in _names.Release(name))
            {
                _changed.Writer.TryWrite(other);
            }

            return;
        }

        if (definition.Metadata.DeletionTimestamp is null || catalog.Find(name) is null)
        {
            definition = await AcceptAsync(name, cancellationToken).ConfigureAwait(false) ?? definition;
        }

        if (DeclaredResources.HasCondition(definition, "NamesAccepted"))
        {
            if (objects.FindEntry<CustomResourceDefinition>("", name) is { } entry)
            {
                await catalog.ServeAsync(entry, cancellationToken).ConfigureAwait(false);
            }

            await SetStatusAsync(name, Establish, cancellationToken).ConfigureAwait(false);
            var group = definition.Spec.Group;
            await _services.EnsureAsync(group, catalog.ServedVersions(group), cancellationToken).ConfigureAwait(false);
        }

        if (definition.Metadata.DeletionTimestamp is not null && definition.Metadata.Finalizers.Contains(DefinitionConditions.CleanupFinalizer))
        {
            await EmptyAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask<CustomResourceDefinition?> SetStatusAsync(
        string name, Func<CustomResourceDefinition, CustomResourceDefinition> change, CancellationToken cancellationToken) =>
        objects.UpdateAsync("", name, change, cancellationToken);

    private async ValueTask<CustomResourceDefinition?> AcceptAsync(string name, CancellationToken cancellationToken)
    {
        var accepted = await SetStatusAsync(name, Accept, cancellationToken).ConfigureAwait(false);
        if (accepted is not null)
        {
            _names.Note(accepted);
        }

        return accepted;
    }

    private CustomResourceDefinition Accept(CustomResourceDefinition definition)
    {
        var (names, conflict) = _names.Resolve(definition);
        var now = time.GetUtcNow();
        var next = conflict is null
            ? DefinitionConditions.With(definition, "NamesAccepted", true, "NoConflicts", "no conflicts found", now)
            : DefinitionConditions.With(definition, "NamesAccepted", false, conflict.Reason, conflict.Message, now);
        if (conflict is not null && !DeclaredResources.IsEstablished(definition))
        {
            next = DefinitionConditions.With(next, "Established", false, "NotAccepted", "not all names are accepted", now);
        }

        if (ApiApproval.Of(definition) is { } approval)
        {
            next = DefinitionConditions.With(next, ApiApproval.Condition, approval.IsApproved, approval.Reason, approval.Message, now);
        }

        return next.Status.AcceptedNames == names ? next : next with { Status = next.Status with { AcceptedNames = names } };
    }

    private CustomResourceDefinition Establish(CustomResourceDefinition definition) => DeclaredResources.IsEstablished(definition)
        ? definition
        : DefinitionConditions.With(definition, "Established", true, "InitialNamesAccepted", "the initial names have been accepted", time.GetUtcNow());

    /// <summary>Deletes all objects; those with finalizers hold the definition until they are gone.</summary>
    private async ValueTask EmptyAsync(string name, CancellationToken cancellationToken)
    {
        if (catalog.Find(name) is { } endpoint)
        {
            var context = new RequestContext
            {
                Info = new RequestInfo
                {
                    Path = "",
                    Verb = "deletecollection",
                    IsResourceRequest = true,
                    ApiGroup = endpoint.Resource.Group,
                    ApiVersion = endpoint.Resource.Version,
                    Resource = endpoint.Resource.Name,
                },
                User = new UserInfo { Name = "system:apiserver", Groups = [WellKnownUsers.MastersGroup] },
                ReceivedAt = time.GetUtcNow(),
            };
            await collections.DeleteAsync(context, endpoint, "", ListOptions.Empty, DeleteOptions.Empty, cancellationToken).ConfigureAwait(false);
            if (endpoint.Store.Count > 0)
            {
                throw new InvalidOperationException($"{endpoint.Store.Count} objects have finalizers and are still there.");
            }
        }

        var left = await objects.UpdateAsync<CustomResourceDefinition>(
            "",
            name,
            current => current with
            {
                Metadata = current.Metadata with
                {
                    Finalizers = current.Metadata.Finalizers.RemoveAll(static finalizer => finalizer == DefinitionConditions.CleanupFinalizer),
                },
            },
            cancellationToken).ConfigureAwait(false);
        if (left is { Metadata.Finalizers.Count: 0 })
        {
            await objects.DeleteAsync<CustomResourceDefinition>(
                "", name, static current => current.Metadata is { DeletionTimestamp: not null, Finalizers.Count: 0 }, cancellationToken).ConfigureAwait(false);
        }
    }
}
