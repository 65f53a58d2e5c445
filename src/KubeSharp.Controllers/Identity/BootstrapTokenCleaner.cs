using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;

namespace KubeSharp.Controllers.Identity;

/// <summary>Deletes bootstrap tokens whose time is over.</summary>
internal sealed class BootstrapTokenCleaner : Controller<NamespacedName>
{
    private readonly Store<Secret> _secrets;

    public BootstrapTokenCleaner(ControllerContext context)
        : base("token-cleaner-controller", context, workers: 1, queue: "token_cleaner")
    {
        var secrets = context.Informer<Secret>();
        secrets.AddHandler(new InformerHandler<Secret> { Added = Watch, Updated = (_, secret) => Watch(secret) });
        _secrets = secrets.Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_secrets.Get(key) is not { } secret || BootstrapToken.Of(secret)?.Expiration is not { } expiration)
        {
            return;
        }

        var left = expiration - Time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            Queue.AddAfter(key, left);
            return;
        }

        try
        {
            await Client.DeleteAsync<Secret>(key.Namespace, key.Name, Deletions.Exactly(secret), cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            // That is what was wanted.
        }
    }

    private void Watch(Secret secret)
    {
        if (BootstrapToken.Of(secret) is not null)
        {
            Queue.Add(NamespacedName.Of(secret));
        }
    }
}
