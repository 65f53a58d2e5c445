namespace KubeSharp.Cluster.Tests;

/// <summary>
/// A cluster of six processes: the five components, and the addons with the container runtime. Certificates and kubeconfigs are those that the
/// API server generates.
/// </summary>
internal sealed class ApartCluster(string dataDirectory, int securePort)
{
    private const string ServiceCidr = "10.97.0.0/16";
    private const string PodCidr = "10.245.0.0/16";
    private const string Dns = "10.97.0.10";

    /// <summary>For kubectl, and to clean up.</summary>
    public ClusterUnderTest Cluster { get; } = new(dataDirectory, securePort);

    public ComponentProcess ApiServer { get; } = Component(
        dataDirectory, "apiserver", ["--data-dir", dataDirectory, "--secure-port", $"{securePort}", "--service-cluster-ip-range", ServiceCidr]);

    public ComponentProcess ControllerManager { get; } = Component(
        dataDirectory,
        "controller-manager",
        [
            "--kubeconfig", Kubeconfig(dataDirectory, "controller-manager"), "--leader-elect", "false",
            "--root-ca-file", Pki(dataDirectory, "ca.crt"), "--service-account-private-key-file", Pki(dataDirectory, "sa.key"),
            "--cluster-signing-cert-file", Pki(dataDirectory, "ca.crt"), "--cluster-signing-key-file", Pki(dataDirectory, "ca.key"),
            "--allocate-node-cidrs", "--cluster-cidr", PodCidr,
        ]);

    public ComponentProcess Scheduler { get; } = Component(
        dataDirectory, "scheduler", ["--kubeconfig", Kubeconfig(dataDirectory, "scheduler"), "--leader-elect", "false"]);

    public ComponentProcess Kubelet { get; } = Component(
        dataDirectory,
        "kubelet",
        [
            "--kubeconfig", Kubeconfig(dataDirectory, "kubelet"), "--data-dir", dataDirectory, "--client-ca-file", Pki(dataDirectory, "ca.crt"),
            "--cluster-dns", Dns, "--port", $"{securePort + 1}",
        ]);

    public ComponentProcess Proxy { get; } = Component(
        dataDirectory, "proxy", ["--kubeconfig", Kubeconfig(dataDirectory, "proxy"), "--cluster-cidr", PodCidr]);

    public ComponentProcess Addons { get; } = Component(
        dataDirectory,
        "addons",
        ["--kubeconfig", Kubeconfig(dataDirectory, "addons"), "--data-dir", dataDirectory, "--cluster-cidr", PodCidr, "--cluster-dns", Dns]);

    public IReadOnlyList<ComponentProcess> All => [ApiServer, ControllerManager, Scheduler, Kubelet, Proxy, Addons];

    /// <summary>The lines of the logs where a component was not let do what it has to.</summary>
    public IEnumerable<string> Refusals() => All.SelectMany(component => component.Log.Split('\n'))
        .Where(line => line.Contains("is forbidden: User", StringComparison.Ordinal) || line.Contains("Unauthorized", StringComparison.Ordinal));

    public async Task StartAsync()
    {
        Directory.CreateDirectory(Path.Combine(dataDirectory, "log"));
        ApiServer.Start();
        await WaitForApiServerAsync();
        foreach (var component in All.Where(component => component != ApiServer))
        {
            component.Start();
        }

        await Cluster.EventuallyAsync("new", "get nodes", text => text.Contains(" Ready ", StringComparison.Ordinal));
    }

    public Task WaitForApiServerAsync() => Cluster.EventuallyAsync("new", "get --raw /readyz", text => text == "ok");

    /// <summary>Returns the names of components that did not end when asked to.</summary>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        var stubborn = new List<string>();
        foreach (var component in All.Reverse())
        {
            if (!await component.StopAsync())
            {
                stubborn.Add(component.Name);
            }

            component.Dispose();
        }

        return stubborn;
    }

    private static ComponentProcess Component(string dataDirectory, string name, IReadOnlyList<string> arguments) =>
        new(name, Path.Combine(dataDirectory, "log", name + ".log"), arguments);

    private static string Kubeconfig(string dataDirectory, string name) => Path.Combine(dataDirectory, "kubeconfig", name + ".conf");

    private static string Pki(string dataDirectory, string name) => Path.Combine(dataDirectory, "pki", name);
}
