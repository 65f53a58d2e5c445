using System.Diagnostics;
using System.Globalization;
using KubeSharp.Client;
using KubeSharp.Proxy.Iptables;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Nftables;

namespace KubeSharp.Proxy.Tests.Services;

/// <summary>
/// What 5,000 services with 250,000 endpoints cost, in a network namespace. Run by hand, on a machine that has nothing else to do:
/// <c>-explicit only -class '*ServiceFigures' -showliveoutput</c>.
/// </summary>
[Trait("Category", "Node")]
public sealed class ServiceFigures(ITestOutputHelper output)
{
    private const int Services = 5_000;
    private const int EndpointsOfEach = 50;
    private const int Updates = 11;

    [Theory(Explicit = true)]
    [InlineData("nftables")]
    [InlineData("iptables")]
    public async Task ColdSyncAndOneServiceMore(string mode)
    {
        using var node = new NetworkNamespace("figures");
        var services = Enumerable.Range(0, Services).Select(Service).ToArray();
        var network = NodeNetwork.Of(Samples.Options, new ProxyNode(Samples.Node), IPFamily.IPv4, static () => []);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (cold, updates, after) = await node.RunAsync(async () =>
        {
            await using IProxyBackend backend = mode == "nftables" ? new NftablesBackend(IPFamily.IPv4, Samples.Options) : new IptablesBackend(IPFamily.IPv4, Samples.Options);
            var clock = Stopwatch.StartNew();
            await backend.ReplaceAsync(network, services, CancellationToken.None);
            var cold = clock.Elapsed;
            var updates = new List<TimeSpan>();
            for (var index = 0; index < Updates; index++)
            {
                clock.Restart();
                await backend.UpdateAsync([Service(Services + index)], CancellationToken.None);
                updates.Add(clock.Elapsed);
            }

            return (cold, updates.Order().ElementAt(Updates / 2), GC.GetTotalMemory(forceFullCollection: true));
        });
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{mode}: cold sync {cold.TotalSeconds:0.0} s, one service more {updates.TotalMilliseconds:0} ms (median of {Updates}), {(after - before) / 1e6:0} MB held beyond the model"));
    }

    private static ServicePorts Service(int number) => new(
        new NamespacedName("bench", $"service-{number}"),
        [
            new ServicePort
            {
                Name = new ServicePortName("bench", $"service-{number}", "http", "tcp"),
                ClusterIP = $"11.0.{number / 250}.{number % 250}",
                Port = 80,
                ClusterEndpoints =
                [
                    .. Enumerable.Range(number * EndpointsOfEach, EndpointsOfEach).Select(static endpoint => new Endpoint(
                        $"10.{endpoint >> 16}.{(endpoint >> 8) & 255}.{endpoint & 255}", 8080, Local: false, Ready: true, Serving: true, Terminating: false)),
                ],
            },
        ]);
}
