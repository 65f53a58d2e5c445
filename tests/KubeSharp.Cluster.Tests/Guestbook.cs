namespace KubeSharp.Cluster.Tests;

/// <summary>The example application, in a cluster.</summary>
internal sealed class Guestbook(ClusterUnderTest cluster, string kubectl)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(5) };

    public async Task DeployAsync()
    {
        await cluster.KubectlAsync(kubectl, $"apply -f {Repository.Example("guestbook")}");
        await cluster.KubectlAsync(kubectl, "-n guestbook rollout status deployment/web --timeout=60s");
    }

    public async Task RemoveAsync() => await cluster.KubectlAsync(kubectl, "delete namespace guestbook --wait --timeout=90s");

    public async Task<string> ClusterIPAsync() => await cluster.KubectlAsync(kubectl, "-n guestbook get service web -o jsonpath={.spec.clusterIP}");

    public async Task<string> NodeAddressAsync() =>
        await cluster.KubectlAsync(kubectl, "get nodes -o jsonpath={.items[0].status.addresses[0].address}");

    public static async Task<string> GetAsync(string authority)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{authority}/");
        request.Headers.ConnectionClose = true;
        using var response = await Http.SendAsync(request);
        return (await response.Content.ReadAsStringAsync()).Trim();
    }

    /// <summary>One that runs and is not on its way out.</summary>
    public async Task<string> AnyPodAsync()
    {
        const string fields = "{.metadata.name} {.metadata.deletionTimestamp}";
        var lines = await cluster.KubectlAsync(
            kubectl, "-n guestbook get pods -l app=web --field-selector=status.phase=Running -o 'jsonpath={range .items[*]}" + fields + "{\"\\n\"}{end}'");
        return lines.Split('\n').Select(line => line.TrimEnd()).First(line => line.Length > 0 && !line.Contains(' '));
    }

    /// <summary>The pods that serve it.</summary>
    public async Task<IReadOnlyList<PodInstance>> InstancesAsync()
    {
        const string fields = "{.metadata.name} {.metadata.uid} {.status.containerStatuses[0].containerID} {.status.containerStatuses[0].restartCount}";
        var lines = await cluster.KubectlAsync(kubectl, "-n guestbook get pods -l app=web -o 'jsonpath={range .items[*]}" + fields + "{\"\\n\"}{end}'");
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(words => new PodInstance(words[0], words[1], words[2], words[3]))];
    }
}
