namespace KubeSharp.Controllers;

/// <summary>
/// The ServiceAccounts in kube-system that controllers act as. The default roles <c>system:controller:NAME</c> are bound to them; their names
/// are older than the controllers' present ones, and some are shared.
/// </summary>
internal static class ControllerAccounts
{
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        // These two make the credentials of accounts, so they have none of their own.
        ["serviceaccount-token-controller"] = "",
        ["legacy-serviceaccount-token-secret-controller"] = "",
        ["serviceaccount-controller"] = "service-account-controller",
        ["legacy-serviceaccount-token-cleaner-controller"] = "legacy-service-account-token-cleaner",
        ["root-ca-certificate-publisher-controller"] = "root-ca-cert-publisher",
        ["garbage-collector-controller"] = "generic-garbage-collector",
        ["replicationcontroller-controller"] = "replication-controller",
        ["daemonset-controller"] = "daemon-set-controller",
        ["horizontal-pod-autoscaler-controller"] = "horizontal-pod-autoscaler",
        ["endpoints-controller"] = "endpoint-controller",
        ["endpointslice-mirroring-controller"] = "endpointslicemirroring-controller",
        ["service-lb-controller"] = "service-controller",
        ["service-cidr-controller"] = "service-cidrs-controller",
        ["node-lifecycle-controller"] = "node-controller",
        ["node-ipam-controller"] = "node-controller",
        ["taint-eviction-controller"] = "node-controller",
        ["pod-garbage-collector-controller"] = "pod-garbage-collector",
        ["persistentvolume-binder-controller"] = "persistent-volume-binder",
        ["persistentvolume-attach-detach-controller"] = "attachdetach-controller",
        ["persistentvolume-expander-controller"] = "expand-controller",
        ["persistentvolumeclaim-protection-controller"] = "pvc-protection-controller",
        ["persistentvolume-protection-controller"] = "pv-protection-controller",
        ["resourceclaim-controller"] = "resource-claim-controller",
        ["certificatesigningrequest-approving-controller"] = "certificate-controller",
        ["certificatesigningrequest-signing-controller"] = "certificate-controller",
        ["certificatesigningrequest-cleaner-controller"] = "certificate-controller",
        ["bootstrap-signer-controller"] = "bootstrap-signer",
        ["token-cleaner-controller"] = "token-cleaner",
    };

    /// <summary>The account of a controller; "" if it acts as the controller manager itself.</summary>
    public static string Of(string controller) => Others.GetValueOrDefault(controller, controller);
}
