using System.Diagnostics;
using KubeSharp.Client;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Nftables;

namespace KubeSharp.Proxy.Tests.Nftables;

/// <summary>The kernel takes the rules, in a network namespace of the test's own. Needs root and nft.</summary>
[Trait("Category", "Node")]
public sealed class KernelTests : IDisposable
{
    private static readonly NamespacedName Web = new("shop", "web");
    private readonly string _namespace = $"kubesharp-test-{Environment.ProcessId}";

    public KernelTests() => Run("ip", ["netns", "add", _namespace]);

    public void Dispose() => Run("ip", ["netns", "delete", _namespace]);

    [Fact]
    public async Task EveryKindOfServiceIsAccepted_AndNothingIsLeftWhenItGoes()
    {
        var backend = new NftablesBackend(IPFamily.IPv4, Samples.Options, (script, _) =>
        {
            Run("ip", ["netns", "exec", _namespace, "nft", "-f", "-"], script);
            return Task.CompletedTask;
        });
        var service = Samples.Service(spec => spec with
        {
            Type = "LoadBalancer",
            ExternalTrafficPolicy = "Local",
            SessionAffinity = "ClientIP",
            ExternalIPs = ["198.51.100.7"],
            LoadBalancerSourceRanges = ["203.0.113.0/24"],
            Ports = [spec.Ports[0] with { NodePort = 30080 }],
        });
        service = service with
        {
            Status = new() { LoadBalancer = new() { Ingress = [new() { IP = "198.51.100.8" }] } },
        };

        await backend.ReplaceAsync(Samples.Network, [new(Web, [])], CancellationToken.None);
        var empty = Run("ip", ["netns", "exec", _namespace, "nft", "list", "ruleset"]);
        var one = Samples.Slice(Samples.Endpoint("10.244.0.2"));
        var two = Samples.Slice(Samples.Endpoint("10.244.0.2"), Samples.Endpoint("10.244.0.3"));
        foreach (var slice in new[] { one, two, Samples.Slice(), one })
        {
            await backend.UpdateAsync([new(Web, [.. ServiceModel.Ports(service, [slice], IPFamily.IPv4, new ProxyNode(Samples.Node))])], CancellationToken.None);
        }

        Assert.Contains("dnat to 10.244.0.2:8080", Run("ip", ["netns", "exec", _namespace, "nft", "list", "ruleset"]));
        await backend.UpdateAsync([new(Web, [])], CancellationToken.None);

        Assert.Equal(empty, Run("ip", ["netns", "exec", _namespace, "nft", "list", "ruleset"]));
    }

    private static string Run(string program, string[] arguments, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {error}\n{input}");
        return output;
    }
}
