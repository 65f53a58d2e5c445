using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Identity;

/// <summary>Gives every namespace its <c>default</c> service account.</summary>
internal sealed class ServiceAccountController : Controller<string>
{
    private const string Default = "default";

    private readonly Store<Namespace> _namespaces;
    private readonly Store<ServiceAccount> _accounts;

    public ServiceAccountController(ControllerContext context)
        : base("serviceaccount-controller", context, workers: 1, queue: "serviceaccount")
    {
        _namespaces = context.Informer<Namespace>().OnAny(ns => Queue.Add(ns.Metadata.Name)).Store;
        var accounts = context.Informer<ServiceAccount>();
        accounts.AddHandler(new InformerHandler<ServiceAccount> { Deleted = account => Queue.Add(account.Metadata.Namespace) });
        _accounts = accounts.Store;
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_namespaces.Get("", key) is not { Status.Phase: not NamespacePhase.NamespaceTerminating, Metadata.DeletionTimestamp: null }
            || _accounts.Get(key, Default) is not null)
        {
            return;
        }

        try
        {
            await Client.CreateAsync(
                new ServiceAccount { Metadata = new ObjectMeta { Namespace = key, Name = Default } },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException refused) when (refused.IsAlreadyExists || refused.IsNamespaceTerminating())
        {
            // Made by somebody else, or the namespace is on its way out.
        }
    }
}
