using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>
/// Every pod runs as a ServiceAccount: the namespace's default one if it names none. Mounts the account's token and hands its
/// image pull secrets on.
/// </summary>
internal sealed class ServiceAccountAdmission(IObjectLookup objects, TimeProvider time) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    private const string DefaultAccount = "default";
    private const string EnforceMountableSecretsAnnotation = "kubernetes.io/enforce-mountable-secrets";

    /// <summary>The default account of a new namespace appears a moment after it.</summary>
    private const int DefaultAccountAttempts = 10;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);

    public string Name => "ServiceAccount";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public async ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Operation != AdmissionOperation.Create || !context.IsFor("", "pods") || context.Object is not Pod pod || IsMirror(pod))
        {
            return;
        }

        var accountName = pod.Spec.ServiceAccountName.Length > 0 ? pod.Spec.ServiceAccountName : DefaultAccount;
        var account = await FindAsync(context, accountName, cancellationToken);
        var spec = pod.Spec with { ServiceAccountName = accountName, DeprecatedServiceAccount = accountName };
        if (spec.AutomountServiceAccountToken ?? account.AutomountServiceAccountToken ?? true)
        {
            spec = TokenVolume.Mount(spec);
        }

        if (spec.ImagePullSecrets.Count == 0 && account.ImagePullSecrets.Count > 0)
        {
            spec = spec with { ImagePullSecrets = account.ImagePullSecrets };
        }

        context.Object = pod with { Spec = spec };
    }

    public async ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Object is not Pod pod || context.Resource.Name != "pods")
        {
            return;
        }

        if (context.Operation == AdmissionOperation.Update && context.Subresource != "ephemeralcontainers")
        {
            return;
        }

        if (IsMirror(pod))
        {
            RejectReferences(context, pod);
        }
        else if (context.Subresource is "" or "ephemeralcontainers")
        {
            var account = await FindAsync(context, pod.Spec.ServiceAccountName, cancellationToken);
            if (account.Metadata.Annotations.GetValueOrDefault(EnforceMountableSecretsAnnotation) == "true")
            {
                LimitSecrets(context, pod, account);
            }
        }
    }

    private static bool IsMirror(Pod pod) => pod.Metadata.Annotations.ContainsKey(Constants.MirrorPodAnnotationKey);

    /// <summary>A kubelet's static pod may not get at what the API server holds.</summary>
    private static void RejectReferences(AdmissionContext context, Pod pod)
    {
        if (pod.Spec.ServiceAccountName.Length > 0)
        {
            throw context.Forbidden("a mirror pod may not reference service accounts");
        }

        if (SecretReferences.Of(pod.Spec).Any())
        {
            throw context.Forbidden("a mirror pod may not reference secrets");
        }

        foreach (var volume in pod.Spec.Volumes)
        {
            if (volume.Projected is { } projected && projected.Sources.Any(source => source.ServiceAccountToken is not null))
            {
                throw context.Forbidden("a mirror pod may not use ServiceAccountToken volume projections");
            }
        }
    }

    private static void LimitSecrets(AdmissionContext context, Pod pod, ServiceAccount account)
    {
        var mountable = account.Secrets.Select(secret => secret.Name).ToHashSet(StringComparer.Ordinal);
        var pullable = account.ImagePullSecrets.Select(secret => secret.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (place, secret) in SecretReferences.Of(pod.Spec))
        {
            var allowed = place == SecretReferences.ImagePullPlace ? pullable : mountable;
            if (!allowed.Contains(secret))
            {
                throw context.Forbidden(
                    $"{place} references secret.secretName=\"{secret}\", but service account {account.Metadata.Name} does not reference that secret");
            }
        }
    }

    private async ValueTask<ServiceAccount> FindAsync(AdmissionContext context, string name, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (objects.Get<ServiceAccount>(context.Namespace, name) is { } cached)
            {
                return cached;
            }

            if (await objects.GetLatestAsync<ServiceAccount>(context.Namespace, name, cancellationToken) is { } stored)
            {
                return stored;
            }

            if (name != DefaultAccount || attempt == DefaultAccountAttempts)
            {
                throw context.Forbidden($"error looking up service account {context.Namespace}/{name}: serviceaccount \"{name}\" not found");
            }

            await Task.Delay(RetryInterval, time, cancellationToken);
        }
    }
}
