using System.Security.Cryptography;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Identity;

/// <summary>
/// Gives every service account a Secret with a token that does not expire, and lists it in <c>secrets</c>. Kubernetes did so before 1.24
/// (KEP-2799); clients of that time wait for it.
/// </summary>
internal sealed class LegacyTokenSecretController : Controller<NamespacedName>
{
    private const string SuffixLetters = "bcdfghjklmnpqrstvwxz2456789";

    private readonly Store<ServiceAccount> _accounts;
    private readonly Store<Secret> _secrets;

    public LegacyTokenSecretController(ControllerContext context)
        : base("legacy-serviceaccount-token-secret-controller", context, context.Options.ConcurrentSyncs, queue: "serviceaccount_tokens_service")
    {
        _accounts = context.Informer<ServiceAccount>().OnAny(account => Queue.Add(NamespacedName.Of(account))).Store;
        _secrets = context.Informer(new InformerOptions<Secret> { FieldSelector = $"type={SecretType.ServiceAccountToken}" })
            .OnAny(secret => Queue.Add(AccountOf(secret))).Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_accounts.Get(key) is not { Metadata.DeletionTimestamp: null } account)
        {
            return;
        }

        var name = SecretName(account);
        var secret = _secrets.Get(new NamespacedName(key.Namespace, name));
        if (secret is null)
        {
            await CreateAsync(account, name, cancellationToken).ConfigureAwait(false);
        }
        else if (secret.Data.ContainsKey("token") && !account.Secrets.Any(reference => reference.Name == name))
        {
            await Client.UpdateAsync(
                account with { Secrets = account.Secrets.Add(new ObjectReference { Name = name }) },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static NamespacedName AccountOf(Secret secret) =>
        new(secret.Metadata.Namespace, secret.Metadata.Annotations.GetValueOrDefault(TokenController.AccountName, ""));

    /// <summary>The same for an account whenever it is asked for, so that a lagging cache leads to no second secret.</summary>
    private static string SecretName(ServiceAccount account)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(account.Metadata.UID));
        return $"{account.Metadata.Name}-token-{string.Create(5, hash, static (letters, bytes) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                letters[i] = SuffixLetters[bytes[i] % SuffixLetters.Length];
            }
        })}";
    }

    private async ValueTask CreateAsync(ServiceAccount account, string name, CancellationToken cancellationToken)
    {
        var annotations = ApiMap<string>.From(
        [
            new(TokenController.AccountName, account.Metadata.Name),
            new(TokenController.AccountUid, account.Metadata.UID),
        ]);
        try
        {
            await Client.CreateAsync(
                new Secret
                {
                    Metadata = new ObjectMeta { Namespace = account.Metadata.Namespace, Name = name, Annotations = annotations },
                    Type = SecretType.ServiceAccountToken,
                },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException refused) when (refused.IsAlreadyExists || refused.IsForbidden)
        {
            // The cache lags, or the namespace is on its way out.
        }
    }
}
