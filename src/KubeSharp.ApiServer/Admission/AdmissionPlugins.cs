using KubeSharp.ApiServer.Admission.Certificates;
using KubeSharp.ApiServer.Admission.Limits;
using KubeSharp.ApiServer.Admission.Namespaces;
using KubeSharp.ApiServer.Admission.Networking;
using KubeSharp.ApiServer.Admission.Nodes;
using KubeSharp.ApiServer.Admission.Pods;
using KubeSharp.ApiServer.Admission.PodSecurity;
using KubeSharp.ApiServer.Admission.Policies;
using KubeSharp.ApiServer.Admission.Quotas;
using KubeSharp.ApiServer.Admission.Storage;
using KubeSharp.ApiServer.Admission.Webhooks;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission;

/// <summary>The built-in plugins in upstream's order, and which of them are on.</summary>
internal static class AdmissionPlugins
{
    private static readonly HashSet<string> OffByDefault = ["NodeRestriction", "OwnerReferencesPermissionEnforcement", "DenyServiceExternalIPs"];

    /// <param name="objects">What the plugins read and charge.</param>
    /// <param name="authorizer">For plugins that ask whether the user may do something else.</param>
    /// <param name="webhooks">The plugins that ask webhooks.</param>
    /// <param name="policies">The plugins that evaluate policies.</param>
    /// <param name="enable">--enable-admission-plugins.</param>
    /// <param name="disable">--disable-admission-plugins.</param>
    /// <param name="time">For waits.</param>
    /// <exception cref="ArgumentException">A name is not known.</exception>
    public static IReadOnlyList<IAdmissionPlugin> Create(
        IObjectStore objects,
        IAuthorizer authorizer,
        WebhookAdmission webhooks,
        PolicyAdmission policies,
        IReadOnlyCollection<string> enable,
        IReadOnlyCollection<string> disable,
        TimeProvider time)
    {
        var all = All(objects, authorizer, webhooks, policies, time);
        foreach (var name in enable.Concat(disable))
        {
            if (!all.Any(plugin => plugin.Name == name))
            {
                throw new ArgumentException($"admission plugin \"{name}\" is unknown; known are: {string.Join(", ", all.Select(plugin => plugin.Name))}");
            }
        }

        return [.. all.Where(plugin => enable.Contains(plugin.Name) || (!disable.Contains(plugin.Name) && !OffByDefault.Contains(plugin.Name)))];
    }

    private static IReadOnlyList<IAdmissionPlugin> All(
        IObjectStore objects, IAuthorizer authorizer, WebhookAdmission webhooks, PolicyAdmission policies, TimeProvider time)
    {
        var signers = new SignerAuthorization(authorizer);
        return
        [
            new NamespaceLifecycle(objects),
            new LimitRanger(objects),
            new ServiceAccountAdmission(objects, time),
            new NodeRestriction(objects),
            new TaintNodesByCondition(),
            new PodSecurityAdmission(objects, new PodSecurityOptions()),
            new PriorityAdmission(objects),
            new DefaultTolerationSeconds(),
            new DefaultStorageClass(objects),
            new StorageObjectInUseProtection(),
            new OwnerReferencesPermissionEnforcement(authorizer),
            new PersistentVolumeClaimResize(objects),
            new RuntimeClassAdmission(objects),
            new CertificateApproval(signers),
            new CertificateSigning(signers),
            new CertificateSubjectRestriction(),
            new DefaultIngressClass(objects),
            new DenyServiceExternalIPs(),
            new PodTopologyLabels(objects),
            policies.Mutating,
            webhooks.Mutating,
            policies.Validating,
            webhooks.Validating,
            new ResourceQuotaAdmission(objects, time),
        ];
    }
}
