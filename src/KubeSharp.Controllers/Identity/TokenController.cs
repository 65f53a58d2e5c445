using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;

namespace KubeSharp.Controllers.Identity;

/// <summary>
/// Fills in Secrets of type <c>kubernetes.io/service-account-token</c> and deletes those whose service account is gone.
/// </summary>
internal sealed class TokenController : Controller<NamespacedName>
{
    internal const string AccountName = "kubernetes.io/service-account.name";
    internal const string AccountUid = "kubernetes.io/service-account.uid";
    private const string ByAccount = "serviceAccount";

    private readonly Store<Secret> _secrets;
    private readonly Store<ServiceAccount> _accounts;
    private readonly LegacyTokenSigner _signer;

    public TokenController(ControllerContext context)
        : base("serviceaccount-token-controller", context, context.Options.ConcurrentSyncs, queue: "serviceaccount_tokens_secret")
    {
        _signer = new LegacyTokenSigner(context.Options.ServiceAccountPrivateKeyPem);
        var secrets = context.Informer(new InformerOptions<Secret> { FieldSelector = $"type={SecretType.ServiceAccountToken}" });
        secrets.Store.AddIndex(ByAccount, static secret => [AccountOf(secret).ToString()]);
        _secrets = secrets.OnAny(secret => Queue.Add(NamespacedName.Of(secret))).Store;
        _accounts = context.Informer<ServiceAccount>().OnAny(EnqueueSecretsOf).Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_secrets.Get(key) is not { } secret || AccountOf(secret) is not { Name.Length: > 0 } name)
        {
            return;
        }

        var account = _accounts.Get(name)
            ?? await Client.FindAsync<ServiceAccount>(name.Namespace, name.Name, cancellationToken).ConfigureAwait(false);
        var uid = secret.Metadata.Annotations.GetValueOrDefault(AccountUid, "");
        if (account is null || (uid.Length > 0 && uid != account.Metadata.UID))
        {
            await DeleteAsync(secret, cancellationToken).ConfigureAwait(false);
        }
        else if (Filled(secret, account) is { } filled)
        {
            await Client.UpdateAsync(filled, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static NamespacedName AccountOf(Secret secret) =>
        new(secret.Metadata.Namespace, secret.Metadata.Annotations.GetValueOrDefault(AccountName, ""));

    private void EnqueueSecretsOf(ServiceAccount account)
    {
        foreach (var secret in _secrets.ByIndex(ByAccount, NamespacedName.Of(account).ToString()))
        {
            Queue.Add(NamespacedName.Of(secret));
        }
    }

    /// <summary>The secret with all that belongs in it, or null if it has that already.</summary>
    private Secret? Filled(Secret secret, ServiceAccount account)
    {
        var authority = ByteString.FromUtf8(Context.Options.RootCaPem);
        var ns = ByteString.FromUtf8(secret.Metadata.Namespace);
        var data = secret.Data;
        if (data.GetValueOrDefault("token").Length == 0)
        {
            data = data.Set("token", ByteString.FromUtf8(_signer.Sign(account, secret)));
        }

        if (authority.Length > 0)
        {
            data = data.Set("ca.crt", authority);
        }

        var metadata = secret.Metadata with { Annotations = secret.Metadata.Annotations.Set(AccountUid, account.Metadata.UID) };
        var filled = secret with { Data = data.Set("namespace", ns), Metadata = metadata };
        return filled.Equals(secret) ? null : filled;
    }

    private async ValueTask DeleteAsync(Secret secret, CancellationToken cancellationToken)
    {
        try
        {
            await Client.DeleteAsync<Secret>(
                secret.Metadata.Namespace,
                secret.Metadata.Name,
                Deletions.Exactly(secret),
                cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            // Somebody else was quicker.
        }
    }
}
