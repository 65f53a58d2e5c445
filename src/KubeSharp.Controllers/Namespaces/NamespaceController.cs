using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Namespaces;

/// <summary>
/// Empties a namespace that is being deleted and then lets it go: pods first, since policies and secrets must outlive them
/// (ordered deletion, KEP-5080), then all else.
/// </summary>
internal sealed class NamespaceController : Controller<string>
{
    private const string Finalizer = "kubernetes";

    private static readonly TimeSpan SoonestRetry = TimeSpan.FromSeconds(1);

    private readonly Store<Namespace> _namespaces;
    private readonly Store<Pod> _pods;

    public NamespaceController(ControllerContext context)
        : base("namespace-controller", context, context.Options.ConcurrentNamespaceSyncs, queue: "namespace")
    {
        var informer = context.Informer<Namespace>();
        informer.AddHandler(new InformerHandler<Namespace> { Added = Enqueue, Updated = (_, ns) => Enqueue(ns) });
        _namespaces = informer.Store;
        var pods = context.Informer<Pod>();
        pods.AddHandler(new InformerHandler<Pod> { Deleted = PodDeleted });
        _pods = pods.Store;
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_namespaces.Get("", key) is null
            || await Client.FindAsync<Namespace>("", key, cancellationToken).ConfigureAwait(false) is not { Metadata.DeletionTimestamp: not null } ns
            || !HasFinalizer(ns))
        {
            return;
        }

        if (ns.Status.Phase != NamespacePhase.NamespaceTerminating)
        {
            ns = await Client.UpdateStatusAsync(
                ns with { Status = ns.Status with { Phase = NamespacePhase.NamespaceTerminating } },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        var content = await EmptyAsync(key, cancellationToken).ConfigureAwait(false);
        ns = await ReportAsync(ns, content, cancellationToken).ConfigureAwait(false);
        if (content.IsEmpty)
        {
            await FinalizeAsync(ns, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Pods that may take long are looked at half-way; everything else is gone in a moment.
        var wait = content.Grace / 2;
        Queue.AddAfter(key, wait > SoonestRetry ? wait : SoonestRetry);
    }

    private static bool HasFinalizer(Namespace ns) => ns.Spec.Finalizers.FindIndex(static finalizer => finalizer == Finalizer) >= 0;

    private void Enqueue(Namespace ns)
    {
        if (ns.Metadata.DeletionTimestamp is not null && HasFinalizer(ns))
        {
            Queue.Add(ns.Metadata.Name);
        }
    }

    /// <summary>The last pod is what everything else waits for.</summary>
    private void PodDeleted(Pod pod)
    {
        var ns = pod.Metadata.Namespace;
        if (_namespaces.Get("", ns) is { Metadata.DeletionTimestamp: not null } && _pods.List(ns).Count == 0)
        {
            Queue.Add(ns);
        }
    }

    private async ValueTask<ContentSummary> EmptyAsync(string ns, CancellationToken cancellationToken)
    {
        var content = new ContentSummary();
        var pods = ApiResources.Of<Pod>();
        await EmptyAsync(pods, ns, content, cancellationToken).ConfigureAwait(false);
        if (!content.IsEmpty)
        {
            return content;
        }

        foreach (var resource in NamespacedResources.Deletable)
        {
            if (resource != pods)
            {
                await EmptyAsync(resource, ns, content, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var resource in await CustomAsync(cancellationToken).ConfigureAwait(false))
        {
            await EmptyAsync(resource, ns, content, cancellationToken).ConfigureAwait(false);
        }

        return content;
    }

    /// <summary>The custom resources with namespaces, as they are now.</summary>
    private async ValueTask<IReadOnlyList<ApiResource>> CustomAsync(CancellationToken cancellationToken)
    {
        var definitions = await Client.ListAsync<CustomResourceDefinition>("", cancellationToken: cancellationToken).ConfigureAwait(false);
        var resources = new List<ApiResource>();
        foreach (var definition in definitions.Items)
        {
            if (definition.Spec.Scope == "Namespaced"
                && DeclaredResources.IsEstablished(definition)
                && DeclaredResources.StorageVersion(definition) is { } version)
            {
                resources.Add(DeclaredResources.Describe(definition, version));
            }
        }

        return resources;
    }

    private async ValueTask EmptyAsync(ApiResource resource, string ns, ContentSummary content, CancellationToken cancellationToken)
    {
        try
        {
            var left = await ListAsync(resource, ns, cancellationToken).ConfigureAwait(false);
            if (left.Count == 0)
            {
                return;
            }

            if (left.Any(static value => value.Metadata.DeletionTimestamp is null))
            {
                await DeleteAllAsync(resource, ns, left, cancellationToken).ConfigureAwait(false);
                left = await ListAsync(resource, ns, cancellationToken).ConfigureAwait(false);
            }

            content.Add(resource, left, Time.GetUtcNow());
        }
        catch (ApiException absent) when (absent.IsNotFound || absent.Code == 405)
        {
            // The server does not serve this resource.
        }
        catch (ApiException failure)
        {
            content.Failures.Add(failure.Message);
        }
    }

    private async ValueTask<IReadOnlyList<ApiObject>> ListAsync(ApiResource resource, string ns, CancellationToken cancellationToken)
    {
        var request = new ApiRequest { Verb = ApiVerb.List, Resource = resource, Namespace = ns, MetadataOnly = true };
        var response = await Client.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.Object is ApiObjectList list ? list.Objects : [];
    }

    private async ValueTask DeleteAllAsync(ApiResource resource, string ns, IReadOnlyList<ApiObject> left, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions { PropagationPolicy = DeletionPropagation.DeletePropagationBackground };
        if (resource.Verbs.Contains("deletecollection"))
        {
            var request = new ApiRequest { Verb = ApiVerb.DeleteCollection, Resource = resource, Namespace = ns, Body = options };
            await Client.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var value in left)
        {
            var request = new ApiRequest { Verb = ApiVerb.Delete, Resource = resource, Namespace = ns, Name = value.Metadata.Name, Body = options };
            try
            {
                await Client.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (ApiException gone) when (gone.IsNotFound)
            {
                // That is what was wanted.
            }
        }
    }

    private async ValueTask<Namespace> ReportAsync(Namespace ns, ContentSummary content, CancellationToken cancellationToken)
    {
        var conditions = NamespaceConditions.With(ns.Status.Conditions, content, Context.Now());
        return conditions == ns.Status.Conditions
            ? ns
            : await Client.UpdateStatusAsync(ns with { Status = ns.Status with { Conditions = conditions } }, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
    }

    private async ValueTask FinalizeAsync(Namespace ns, CancellationToken cancellationToken)
    {
        var finalizers = ns.Spec.Finalizers.RemoveAll(static finalizer => finalizer == Finalizer);
        try
        {
            await Client.UpdateSubresourceAsync(
                ns with { Spec = ns.Spec with { Finalizers = finalizers } },
                "finalize",
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // Finished by somebody else.
        }
    }
}
