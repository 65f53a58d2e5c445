using KubeSharp.ApiServer.Pki;

namespace KubeSharp.Cli.Cluster;

/// <summary>Certificates, keys and kubeconfigs of a cluster; what is there is kept.</summary>
internal static class ClusterCredentials
{
    public const string ClusterName = "kubesharp";

    public static ClusterPki Ensure(CredentialOptions options, TimeProvider time)
    {
        string[] external = options.ExternalHostname.Length > 0 ? [options.ExternalHostname] : [];
        var pki = ClusterPki.Ensure(
            new PkiOptions
            {
                Directory = options.Paths.Pki,
                ApiServerHosts = [options.NodeName, options.ServerAddress, "localhost", "127.0.0.1", .. external],
                ServiceAddresses = [HostAddresses.Nth(options.ServiceCidr, 1)],
                ClusterDomain = options.ClusterDomain,
                NodeName = options.NodeName,
                NodeHosts = [options.NodeName, options.NodeAddress],
            },
            time);
        var writer = new KubeconfigWriter(pki, $"https://{external.FirstOrDefault(options.ServerAddress)}:{options.SecurePort}", ClusterName);
        Directory.CreateDirectory(options.Paths.Kubeconfigs);
        writer.Ensure(options.Paths.AdminKubeconfig, KubeconfigIdentity.Admin);
        writer.Ensure(options.Paths.Kubeconfig("controller-manager"), KubeconfigIdentity.ControllerManager);
        writer.Ensure(options.Paths.Kubeconfig("scheduler"), KubeconfigIdentity.Scheduler);
        writer.Ensure(options.Paths.Kubeconfig("kubelet"), KubeconfigIdentity.Kubelet(options.NodeName));
        writer.Ensure(options.Paths.Kubeconfig("proxy"), KubeconfigIdentity.Proxy);
        writer.Ensure(options.Paths.AddonsKubeconfig, KubeconfigIdentity.Addons);
        return pki;
    }
}
